"""What a person sees when something goes wrong: what happened, what is kept, what to do."""

import logging
from dataclasses import dataclass
from errno import EDQUOT, ENOSPC, EROFS

from flask import Flask, Response, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext as _
from flask_babel.speaklater import LazyString
from flask_security import current_user as signed_in
from flask_security.core import AnonymousUser
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError, NoResultFound
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from app.db import db
from app.web.limits import DOORS

log = logging.getLogger(__name__)

PLAIN = "text/plain; charset=utf-8"
NEVER_SHOWN = ("csrf_token", "password", "repeated", "new_password", "new_password_confirm")


@dataclass(frozen=True, slots=True)
class Explanation:
    """What happened, and what to do."""

    title: LazyString
    text: LazyString


EXPLANATIONS = {
    400: Explanation(
        _("This page was open too long, or the request was not understood"),
        _("Nothing was saved. Go back, reload the page and try again."),
    ),
    401: Explanation(
        _("You are signed out"),
        _("Nothing was saved. Sign in again, then send it once more."),
    ),
    403: Explanation(
        _("You may not do this"),
        _("Your role does not allow it, or the assessment is submitted. Nothing was changed."),
    ),
    404: Explanation(
        _("There is no such page"),
        _("The address may be mistyped, or the thing it names is not there."),
    ),
    405: Explanation(
        _("This address does not take that request"), _("Nothing was changed. Go back.")
    ),
    409: Explanation(
        _("This was changed while you were editing"),
        _("Nothing saved was overwritten, and what you sent was not saved."),
    ),
    410: Explanation(
        _("The stored file is missing or damaged"),
        _("It no longer has the content it came with and is not shown. Look for it in a backup."),
    ),
    415: Explanation(_("This address takes a form only"), _("Nothing was changed. Go back.")),
    413: Explanation(
        _("That is too large"),
        _("Nothing was saved. A file may have up to 100 MB, a form up to 4 MB and 5000 fields."),
    ),
    429: Explanation(
        _("Too many attempts"),
        _("Wait a quarter of an hour and try again. Nothing else is affected."),
    ),
    500: Explanation(
        _("Something went wrong on our side"),
        _("Nothing of this request was saved. What was saved before is safe. Try again."),
    ),
    503: Explanation(
        _("Not saved: the database could not be used"),
        _("The disk may be full or the database out of reach. What was saved before is safe."),
    ),
}

NOT_WRITABLE = frozenset({ENOSPC, EDQUOT, EROFS})
DISK = Explanation(
    _("Not saved: the disk is full or can't be written"),
    _(
        "Tell whoever runs this installation, who must make room on it. What was saved before "
        "is safe."
    ),
)


def init_app(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(SecurityError, _wrong_name)
    app.register_error_handler(CSRFError, _without_token)
    app.register_error_handler(NoResultFound, lambda error: _answer(404))
    app.register_error_handler(StaleDataError, _lost_race)
    app.register_error_handler(IntegrityError, _lost_race)
    app.register_error_handler(DBAPIError, _database_error)
    app.register_error_handler(OSError, _disk_error)
    app.register_error_handler(InternalServerError, lambda error: _answer(500))


def wants_json() -> bool:
    """Tell whether a script of ours asks, rather than a person."""
    return request.accept_mimetypes.best == "application/json"


def _wrong_name(error: SecurityError) -> ResponseReturnValue:
    """Answer a request for another host: no address can be built for a page of ours."""
    return Response(gettext("This program does not answer to that name."), 400, mimetype=PLAIN)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.response
    code = error.code or 500
    if code == 401 and request.method == "GET" and not wants_json():
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    return _answer(code)


def _without_token(error: CSRFError) -> ResponseReturnValue:
    """Answer a form whose session is over, or whose token is of another."""
    is_over = not signed_in.is_authenticated and request.endpoint not in DOORS
    return _answer(401 if is_over else 400)


def _lost_race(error: StaleDataError | IntegrityError) -> ResponseReturnValue:
    db.rollback()
    return _answer(409)


def _database_error(error: DBAPIError) -> ResponseReturnValue:
    db.rollback()
    log.error("database error %s in request %s", type(error.orig).__name__, g.get("request_id"))
    return _answer(503)


def _disk_error(error: OSError) -> ResponseReturnValue:
    if error.errno not in NOT_WRITABLE:
        raise error
    log.error("%s in request %s", error.strerror, g.get("request_id"))
    return _answer(503, DISK)


def _answer(code: int, explanation: Explanation | None = None) -> ResponseReturnValue:
    explanation = explanation or EXPLANATIONS.get(code, EXPLANATIONS[400])
    if wants_json():
        return jsonify(message=f"{explanation.title}. {explanation.text}"), code
    if code >= 500:
        # Who is signed in stands in the database, which may be what failed.
        g._login_user = AnonymousUser()  # type: ignore[no-untyped-call]  # it ships so
    page = render_template(
        "error.html",
        code=code,
        explanation=explanation,
        reference=g.get("request_id", ""),
        typed=_typed() if code != 413 else [],
        is_signed_out=code == 413 and not signed_in.is_authenticated,
    )
    return page, code


def _typed() -> list[str]:
    """Return what was typed into the form that failed, so that it is not lost."""
    if request.method != "POST":
        return []
    try:
        form = request.form
    except (HTTPException, OSError):  # it is too large, or there is no room to read it
        return []
    return [
        value
        for name, value in form.items(multi=True)
        if not name.endswith(NEVER_SHOWN)
        and len(value.strip()) > 2
        and not name.endswith("version")
    ]
