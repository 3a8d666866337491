"""The command ``fairhearing``, also ``python -m app``."""

import os
import sys

import click
from flask.cli import ScriptInfo
from sqlalchemy.exc import DBAPIError

from app.accounts.commands import sign_in_link
from app.checklists.commands import checklists
from app.checklists.library import MistakenFileError
from app.demonstration.commands import demo
from app.factory import create_app
from app.reports.commands import report
from app.server import migrate, run
from app.settings import SettingsError, is_text

COMMANDS = (run, migrate, demo, report, checklists, sign_in_link)

program = click.Group(help="Fair-trial assessment.", commands=COMMANDS)


def main() -> None:
    """Run a command; end it with a sentence, never with a stack trace of ours."""
    os.umask(0o077)  # what is written is for its owner alone
    for argument in sys.argv[1:]:
        if not is_text(argument):
            sys.exit(f"Error: the argument {argument!r} is not text in UTF-8. Type it again.")
    try:
        program(prog_name="fairhearing", obj=ScriptInfo(create_app=create_app))
    except SettingsError as error:
        click.echo(f"Error: {error}", err=True)
    except MistakenFileError as error:
        click.echo(f"Error: a file can't be used.\n{error}", err=True)
    except DBAPIError as error:
        click.echo(
            f"Error: the database can't be used: {error.orig}. If it is new, run "
            "“fairhearing migrate” first; if not, see that the disk has room and the "
            "data folder can be written.",
            err=True,
        )
    sys.exit(1)


if __name__ == "__main__":
    main()
