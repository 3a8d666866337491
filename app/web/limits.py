"""How much may be sent: little by strangers, a form by those signed in, a file to one address."""

from flask import Flask, abort, request
from flask_security import current_user as signed_in

KILO = 1024
# Enough for what somebody typed who was signed out meanwhile: it is shown to them again.
FROM_STRANGERS = KILO * KILO
FORM = 4 * KILO * KILO
MOST_FIELDS = 5000
# A file of 100 MB, and the form around it.
LARGEST_UPLOAD = 101 * KILO * KILO
UPLOADS = frozenset({"evidence.new_exhibit"})


def init_app(app: Flask) -> None:
    """Set the limit before anything of a request's body is read (security.md C31)."""

    @app.before_request
    def limit() -> None:
        if not signed_in.is_authenticated:
            request.max_content_length = FROM_STRANGERS
        elif request.endpoint not in UPLOADS:
            request.max_content_length = FORM
        is_plain_form = request.mimetype == "application/x-www-form-urlencoded"
        if is_plain_form and request.get_data().count(b"&") >= MOST_FIELDS:
            abort(413)
