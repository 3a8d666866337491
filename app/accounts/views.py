"""Pages by which a person comes in with a one-time link."""

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_security import hash_password, login_user, logout_user
from flask_wtf.csrf import generate_csrf

from app.accounts import actions
from app.accounts.access import current_user, requires, sign_in_by_link, stored_address
from app.accounts.forms import FirstAdministratorForm
from app.accounts.models import SignInLink, User
from app.accounts.permissions import Permission
from app.accounts.queries import usable_link
from app.db import db
from app.web.form import Form

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/welcome/<token>", methods=["GET", "POST"])
def welcome(token: str) -> ResponseReturnValue:
    """Let the holder of a one-time link in, or make the first administrator."""
    link = usable_link(token)
    try:
        if link is not None:
            return _first_administrator(link) if link.user_id is None else _sign_in(link)
    except actions.LinkSpentError:
        logout_user()
    return render_template("accounts/spent.html"), 404


@blueprint.get("/token")
@requires(Permission.CASE_READ)
def token() -> ResponseReturnValue:
    """Give a page that outlived its session the token of the present one, and say whose it is."""
    return jsonify(token=generate_csrf(), person=current_user().id)


def _first_administrator(link: SignInLink) -> ResponseReturnValue:
    form = FirstAdministratorForm()
    if form.accepted():
        user = actions.create_administrator(
            link,
            name=form.name.data or "",
            email=stored_address(form.email.data or ""),
            password=hash_password(form.password.data),
        )
        login_user(user)
        flash(gettext("Your account is ready. Next time, sign in with your address and password."))
        return redirect(url_for("overview.home"), 303)
    return render_template("accounts/first_administrator.html", form=form), form.status


def _sign_in(link: SignInLink) -> ResponseReturnValue:
    """Ask for a click, so that a program that opens links does not spend it."""
    user = db.get(User, link.user_id)
    if user is None or not user.active:
        abort(404)
    form = Form()
    if form.accepted():
        actions.use(link)
        sign_in_by_link(user)
        return redirect(url_for("overview.home"), 303)
    return render_template("accounts/link.html", form=form, user=user), form.status
