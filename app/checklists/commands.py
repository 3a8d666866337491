"""Checking the checklists from a shell."""

import sys

import click

from app.checklists.mistakes import check


@click.group()
def checklists() -> None:
    """Read and check the checklists."""


@checklists.command("check")
def check_command() -> None:
    """Check every YAML file; name each mistake with its file and line."""
    result = check()
    for mistake in result.mistakes:
        click.echo(str(mistake), err=True)
    for checklist in result.checklists:
        click.echo(
            f"{checklist.id}/{checklist.version}: {len(checklist.questions)} questions "
            f"in {len(checklist.sections)} sections"
        )
    click.echo(
        f"{result.standards} standards, {result.questions} questions, "
        f"{len(result.mistakes)} mistake{'s' if len(result.mistakes) != 1 else ''}"
    )
    sys.exit(bool(result.mistakes))
