"""Accounts."""

from datetime import datetime
from secrets import token_hex

from flask_security import RoleMixin, UserMixin
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.accounts.permissions import Permission, Role, may
from app.db import Model, Moment


class User(Model, UserMixin):
    """A person who can sign in."""

    __tablename__ = "user"

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role]
    password: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    # Signs the session: a new one ends every session of the person.
    fs_uniquifier: Mapped[str] = mapped_column(unique=True, default=lambda: token_hex(32))
    created_at: Mapped[Moment]

    def may(self, permission: Permission) -> bool:
        """Tell whether this person's role carries the permission."""
        return may(self.role, permission)


class NoRole(RoleMixin):
    """Stands where Flask-Security wants a table of roles: ours are a column of User."""


class SignInLink(Model):
    """A link that signs its holder in once; only the SHA-256 of its token is kept."""

    __tablename__ = "sign_in_link"

    token_hash: Mapped[str] = mapped_column(unique=True)
    # Without a user, the link makes the first administrator.
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[Moment]
    used_at: Mapped[datetime | None]
