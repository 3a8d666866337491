"""The person behind the request, the guard of every view, and the wiring of sign-in."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any, ParamSpec, cast

from flask import Flask, abort, current_app, request, session
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security import (
    ChangePasswordForm,
    LoginForm,
    MailUtil,
    Security,
    SQLAlchemyUserDatastore,
    current_user as signed_in,
    login_user,
    password_changed,
    uia_email_mapper,
    user_authenticated,
)

from app.accounts.forms import PASSWORD_LENGTH
from app.accounts.models import NoRole, User
from app.accounts.permissions import Permission
from app.audit.actions import record
from app.db import db

P = ParamSpec("P")
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
# In the session of somebody who came by a link.
BY_LINK = "came_by_link"
View = Callable[P, ResponseReturnValue]


def current_user() -> User:
    """Return the person signed in, or answer 401."""
    if not signed_in.is_authenticated:
        abort(401)
    return cast("User", signed_in._get_current_object())


def requires(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Let a view run only for people whose role carries the permission."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if not current_user().may(permission):
                abort(403)
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the route test
        return guarded

    return guard


class Addresses(MailUtil):
    """E-mail addresses in the one spelling in which they are stored and looked up."""

    def normalize(self, email: str) -> str:
        """Return the address in small letters, however its accents and its domain are written."""
        return super().normalize(email.strip()).lower()


class SignInForm(LoginForm):
    """The form of Flask-Security without its wish to be remembered for a year."""

    remember = None


class PasswordForm(ChangePasswordForm):
    """The form of Flask-Security; whoever came by a link need not know the old password."""

    @property
    def needs_old(self) -> bool:
        """Tell whether the present password is asked for."""
        return BY_LINK not in session

    def validate(self, **more: Any) -> bool:
        """Check the new password, and the present one where it is asked for."""
        if self.needs_old:
            return bool(super().validate(**more))
        if not super(ChangePasswordForm, self).validate(**more):
            return False
        rules = current_app.extensions["security"].password_util
        mistakes, self.new_password.data = rules.validate(
            self.new_password.data, False, user=signed_in
        )
        self.new_password.errors = [*self.new_password.errors, *(mistakes or ())]
        return not mistakes


def sign_in_by_link(user: User) -> None:
    """Sign the holder of a link in, who may set a new password once in this session."""
    login_user(user)
    session[BY_LINK] = True


class _Store:
    """What Flask-Security asks of a database: the session of the request."""

    session = db


def init_app(app: Flask, **config: Any) -> None:
    """Put Flask-Security in charge of passwords and sessions."""
    app.config.from_mapping(
        SECURITY_LOGIN_URL="/sign-in",
        SECURITY_LOGOUT_URL="/sign-out",
        SECURITY_POST_LOGIN_VIEW="overview.home",
        SECURITY_POST_LOGOUT_VIEW="security.login",
        SECURITY_CHANGEABLE=True,
        SECURITY_CHANGE_URL="/password",
        SECURITY_POST_CHANGE_VIEW="overview.home",
        SECURITY_SEND_PASSWORD_CHANGE_EMAIL=False,
        SECURITY_PASSWORD_LENGTH_MIN=PASSWORD_LENGTH,
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_JOIN_USER_ROLES=False,
        SECURITY_LOGIN_USER_TEMPLATE="accounts/sign_in.html",
        SECURITY_CHANGE_PASSWORD_TEMPLATE="accounts/password.html",  # noqa: S106  # a page
        SECURITY_STATIC_FOLDER=None,
        # Nothing here asks for the password again yet.
        SECURITY_FRESHNESS=timedelta(minutes=-1),
    )
    app.config.from_mapping(config)
    store = SQLAlchemyUserDatastore(_Store(), User, NoRole)
    Security(
        app,
        store,
        login_form=SignInForm,
        change_password_form=PasswordForm,
        mail_util_cls=Addresses,
    )
    # Nobody comes in by a token: sessions alone.
    app.login_manager.request_loader(lambda request: None)  # type: ignore[attr-defined]
    _limit_sign_in(app)
    password_changed.connect(_note_password_change, app)
    user_authenticated.connect(_forget_link, app)


def _note_password_change(_app: Flask, user: User, **_more: object) -> None:
    record("account.password_changed", user, by_id=user.id)


def _forget_link(_app: Flask, **_more: object) -> None:
    """At each sign-in, and so after each change of the password, the old one is needed again."""
    session.pop(BY_LINK, None)


def _limit_sign_in(app: Flask) -> None:
    """Slow down guessing: per account, known or not, and per address (security.md C07)."""
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://")
    # Flask-Limiter itself keeps no more than a weak reference.
    app.extensions["sign_in_limiter"] = limiter
    view: Any = app.view_functions["security.login"]
    for limit, key in (("10 per 15 minutes", _account_asked), ("100 per 15 minutes", None)):
        view = limiter.limit(limit, key_func=key, methods=["POST"])(view)
    app.view_functions["security.login"] = view
    change: Any = app.view_functions["security.change_password"]
    slowed = limiter.limit("10 per 15 minutes", key_func=_person_asking, methods=["POST"])(change)
    app.view_functions["security.change_password"] = slowed

    @app.before_request
    def forms_only() -> None:
        """Refuse what does not come from a form: whose account it tries could not be counted."""
        is_sign_in = request.endpoint in ("security.login", "security.change_password")
        if request.method == "POST" and is_sign_in and request.mimetype not in FORMS:
            abort(415)


def _account_asked() -> str:
    """Return a short name for the account that is tried, however its address is spelt."""
    typed = request.form.get("email", "")[:1000]
    return sha256(stored_address(typed).encode()).hexdigest()


def stored_address(typed: str) -> str:
    """Return an e-mail address as it is stored; what is none, in small letters."""
    return uia_email_mapper(typed) or typed.strip().casefold()


def _person_asking() -> str:
    return cast("str", signed_in.get_id() or get_remote_address())
