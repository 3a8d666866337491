"""Reading accounts."""

from datetime import timedelta
from hashlib import sha256

from sqlalchemy import select

from app.accounts.models import SignInLink, User
from app.accounts.permissions import Role
from app.db import db, now

LINK_LASTS = timedelta(hours=1)


def first_administrator() -> User | None:
    """Return the administrator who was made first, if there is one yet."""
    return db.scalars(
        select(User).where(User.role == Role.ADMINISTRATOR, User.active).order_by(User.id).limit(1)
    ).first()


def usable_link(token: str) -> SignInLink | None:
    """Return the link, unless it was used, is older than an hour, or never was.

    A link without a user is spent as soon as there is an administrator.
    """
    link = db.scalars(
        select(SignInLink).where(
            SignInLink.token_hash == token_hash(token),
            SignInLink.used_at.is_(None),
            SignInLink.created_at > now() - LINK_LASTS,
        )
    ).one_or_none()
    if link and link.user_id is None and first_administrator():
        return None
    return link


def token_hash(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode()).hexdigest()


def user_by_email(email: str) -> User | None:
    """Return the account of an e-mail address as it is stored, if there is one."""
    return db.scalars(select(User).where(User.email == email)).one_or_none()
