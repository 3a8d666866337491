"""Changing accounts."""

from secrets import token_urlsafe

from sqlalchemy import update

from app.accounts.models import SignInLink, User
from app.accounts.permissions import Role
from app.accounts.queries import token_hash
from app.audit.actions import record
from app.db import db, now


def make_sign_in_link(user: User | None) -> str:
    """Return the token of a new link that signs this person in, or makes the first one."""
    token = token_urlsafe(24)
    db.add(SignInLink(token_hash=token_hash(token), user_id=user.id if user else None))
    return token


class LinkSpentError(Exception):
    """Somebody else used the link first."""


def use(link: SignInLink) -> None:
    """Spend the link; with a link for the first account, every other one of its kind.

    Raises LinkSpentError when it was spent meanwhile.
    """
    same = SignInLink.id == link.id if link.user_id else SignInLink.user_id.is_(None)
    unspent = update(SignInLink).where(same, SignInLink.used_at.is_(None))
    spent = db.scalars(unspent.values(used_at=now()).returning(SignInLink.id)).all()
    if link.id not in spent:
        raise LinkSpentError


def create_administrator(link: SignInLink, *, name: str, email: str, password: str) -> User:
    """Make the first administrator; ``password`` is already hashed.

    Raises LinkSpentError when somebody else was made administrator meanwhile.
    """
    use(link)
    user = User(name=name, email=email, password=password, role=Role.ADMINISTRATOR)
    db.add(user)
    db.flush()  # the id of the actor
    record("account.created", user, by_id=user.id)
    return user


def service_account(*, name: str, email: str) -> User:
    """Make an account that nobody can sign in to, to stand as author of loaded data."""
    user = User(name=name, email=email, role=Role.OBSERVER, active=False)
    db.add(user)
    db.flush()  # the id of the actor
    record("account.created", user, by_id=user.id)
    return user
