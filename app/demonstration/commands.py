"""Loading the demonstration from a shell."""

import click
from flask import current_app
from flask.cli import with_appcontext

from app.db import transaction
from app.demonstration.actions import load_demonstration


@click.command()
@with_appcontext
def demo() -> None:
    """Load the demonstration cases that are not there yet."""
    with transaction():
        loaded = load_demonstration(current_app.config["EXHIBITS"])
    click.echo(f"{len(loaded)} cases loaded." if loaded else "The cases are there already.")
