"""Checking, publishing and exchanging the checklists from a shell."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.accounts.actions import service_account
from app.accounts.queries import user_by_email
from app.checklists.actions import import_checklist
from app.checklists.coverage_tables import as_markdown, as_text, tables
from app.checklists.exchange.formats import Format, content_of
from app.checklists.library import FOLDER, MistakenFileError, manuals, newest, standards
from app.checklists.mistakes import check
from app.checklists.publishing import publish
from app.checklists.queries import exported
from app.db import transaction
from app.output import write

# Whoever runs a command need not have an account: what it does is noted as done from the shell.
SHELL = "shell@localhost"


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


@checklists.command("export")
@click.argument("checklist")
@click.argument("version", type=click.IntRange(min=1))
@click.option("--as", "format_", type=click.Choice([f.value for f in Format]), required=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@with_appcontext
def export_command(checklist: str, version: int, format_: str, output: Path) -> None:
    """Write one version as YAML, as a spreadsheet for Excel, or as an XLSForm for ODK and Kobo."""
    document = exported(checklist, version, Format(format_), with_drafts=True)
    if document is None:
        raise click.ClickException(f"There is no checklist “{checklist}”, version {version}.")
    try:
        write(document, output)
    except OSError as error:
        raise click.ClickException(
            f"{output} could not be written: {error.strerror}. "
            "If there was an earlier file, it is as it was."
        ) from error
    click.echo(f"{output}: {checklist}, version {version}")


@checklists.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def import_command(file: Path) -> None:
    """Make a draft of the checklist in FILE: our YAML, our spreadsheet, or an XLSForm."""
    try:
        with transaction():
            by = user_by_email(SHELL) or service_account(name="Command line", email=SHELL)
            row = import_checklist(content_of(file), file.name, by=by)
    except MistakenFileError as error:
        click.echo(str(error), err=True)
        click.echo("Nothing was imported.", err=True)
        sys.exit(1)
    click.echo(f"Imported {row.checklist_id}, version {row.number}, as a draft.")
