"""Letting people in from a shell."""

import click
from flask.cli import with_appcontext

from app.accounts.access import stored_address
from app.accounts.actions import make_sign_in_link
from app.accounts.queries import first_administrator, user_by_email
from app.db import transaction


@click.command("sign-in-link")
@click.argument("email", required=False)
@with_appcontext
def sign_in_link(email: str | None) -> None:
    """Print the path of a link that signs in once, within the hour: EMAIL, or the administrator."""
    user = user_by_email(stored_address(email)) if email else first_administrator()
    if email and (user is None or not user.active):
        raise click.ClickException(f"Nobody signs in with the address {email}.")
    with transaction():
        token = make_sign_in_link(user)
    click.echo(f"/welcome/{token}")
