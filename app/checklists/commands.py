"""Checking and publishing the checklists from a shell."""

import sys

import click

from app.checklists.coverage_tables import as_markdown, as_text, tables
from app.checklists.library import FOLDER, MistakenFileError, manuals, newest, standards
from app.checklists.mistakes import check
from app.checklists.publishing import publish


@click.group()
def checklists() -> None:
    """Read, check and publish the checklists."""


@checklists.command("check")
def check_command() -> None:
    """Check every YAML file; name each mistake with its file and line."""
    result = check()
    for mistake in result.mistakes:
        click.echo(str(mistake), err=True)
    for checklist in result.checklists:
        click.echo(
            f"{checklist.id}/{checklist.version}: {len(checklist.measured)} questions, "
            f"{len(checklist.questions) - len(checklist.measured)} more that record, "
            f"{len(checklist.contradictions)} contradictions, {len(checklist.sections)} sections"
            + (", draft" if (checklist.id, checklist.version) in result.drafts else "")
        )
    click.echo(
        f"{result.standards} standards, {result.sources} sources, {result.questions} questions, "
        f"{len(result.mistakes)} mistake{'s' if len(result.mistakes) != 1 else ''}"
    )
    sys.exit(bool(result.mistakes))


@checklists.command("publish")
@click.argument("checklist")
@click.argument("version", type=click.IntRange(min=1))
def publish_command(checklist: str, version: int) -> None:
    """Lock one version by its hash: from then on it can be used, and never changes."""
    try:
        digest = publish(FOLDER, checklist, version)
    except MistakenFileError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Published {checklist}, version {version}: {digest}")


@checklists.command("coverage")
@click.option("--as", "form", type=click.Choice(("text", "markdown")), default="text")
def coverage_command(form: str) -> None:
    """Print which checklists ask what the chapters of the known manuals ask; name each gap."""
    found = tables(manuals(), standards(), newest())
    for line in as_markdown(found) if form == "markdown" else as_text(found):
        click.echo(line)
    for gap in found.gaps:
        click.echo(gap, err=True)
    if form == "text":
        chapters = sum(len(covered) for covered in found.manuals.values())
        number = len(found.gaps)
        click.echo(
            f"{len(found.manuals)} manuals, {chapters} chapters, "
            + (f"{number} gap{'s' if number != 1 else ''}" if number else "no gap")
        )
    sys.exit(bool(found.gaps))
