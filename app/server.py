"""Starting the program, and bringing its database up to date."""

import socket
from errno import EADDRINUSE
from pathlib import Path

import click
from alembic import command
from alembic.config import Config
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError
from waitress import serve

from app import logs, settings
from app.accounts.actions import make_sign_in_link
from app.accounts.queries import first_administrator
from app.checklists.library import read_all
from app.db import transaction
from app.demonstration.actions import load_demonstration
from app.web.limits import LARGEST_UPLOAD

ROOT = Path(__file__).parents[1]
PORTS_TRIED = 20
# The address of whoever asks, told by a proxy on this machine that speaks TLS.
BEHIND_PROXY = {
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_count": 1,
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
}


def alembic_config() -> Config:
    """Return how Alembic is set up: in pyproject.toml."""
    return Config(toml_file=ROOT / "pyproject.toml")


def bring_up_to_date() -> None:
    """Run the migrations that are missing."""
    try:
        command.upgrade(alembic_config(), "head")
    except DBAPIError as error:
        raise click.ClickException(
            f"The database can't be used: {error.orig}. "
            "Check FAIRHEARING_DATABASE_URL, and that the data folder can be written."
        ) from error
    except CommandError as error:
        if not isinstance(error.__cause__, ResolutionError):
            raise
        raise click.ClickException(
            "The database was made by a newer version of the program, or by another program. "
            "Start that version, or bring back the database that belongs to this one."
        ) from error


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database up to date."""
    bring_up_to_date()
    click.echo("The database is up to date.")


@click.command()
@click.option("--demo/--no-demo", default=False, help="Load the demonstration cases once.")
@with_appcontext
def run(demo: bool) -> None:
    """Start the program and print the address to open."""
    read_all()
    chosen = settings.from_environment()
    bring_up_to_date()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # what a proxy has
    with transaction():
        if demo:
            load_demonstration(chosen.exhibits)
        at_home = chosen.host in settings.LOOPBACK
        token = make_sign_in_link(first_administrator()) if at_home else ""
    listening, port = _listen(chosen.host, chosen.port)
    if at_home:
        click.echo(f"Fairhearing runs on http://localhost:{port}")
        click.echo(f"Sign in, once within the hour: http://localhost:{port}/welcome/{token}")
    else:
        click.echo(f"Fairhearing listens on {chosen.host}, port {port}, for a proxy with TLS.")
        click.echo("The first person signs in with what “fairhearing sign-in-link” prints.")
    click.echo("Stop it with Ctrl+C.")
    logs.to_standard_error()
    proxy = BEHIND_PROXY if chosen.tls else {}
    serve(
        app,
        sockets=[listening],
        threads=8,
        ident=None,
        max_request_body_size=LARGEST_UPLOAD,
        **proxy,
    )


def _listen(host: str, wished: int) -> tuple[socket.socket, int]:
    """Return a socket on the port wished for, or on the next that is free."""
    for port in range(wished, wished + PORTS_TRIED):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen()
        except OSError as error:
            listening.close()
            if error.errno != EADDRINUSE:
                raise click.ClickException(
                    f"{host}, port {port}, can't be listened on: {error.strerror}. "
                    "Check FAIRHEARING_HOST and PORT."
                ) from error
            click.echo(f"Port {port} is in use; trying {port + 1}.")
        else:
            return listening, port
    raise click.ClickException(
        f"No port from {wished} to {wished + PORTS_TRIED - 1} is free. Choose another with PORT=."
    )
