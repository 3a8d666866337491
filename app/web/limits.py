"""How much may be sent: little where one signs in, a form elsewhere, a file to one address."""

from flask import Flask, abort, request

KILO = 1024
SIGN_IN = KILO * KILO
FORM = 4 * KILO * KILO
MOST_FIELDS = 5000
# A file of 100 MB, and the form around it.
LARGEST_UPLOAD = 101 * KILO * KILO
UPLOADS = frozenset({"evidence.new_exhibit", "exchange.upload"})
DOORS = frozenset({"security.login", "accounts.welcome"})


def init_app(app: Flask) -> None:
    """Set the limit before anything of a request's body is read (security.md C31).

    It is the same for strangers: somebody signed out meanwhile is shown what he typed.
    """

    @app.before_request
    def limit() -> None:
        if request.endpoint in UPLOADS and request.mimetype == "multipart/form-data":
            # The file goes to disk, the texts beside it into memory.
            request.max_form_parts, request.max_form_memory_size = 30, KILO * KILO
        else:
            request.max_content_length = SIGN_IN if request.endpoint in DOORS else FORM
        is_plain_form = request.mimetype == "application/x-www-form-urlencoded"
        if is_plain_form and request.get_data().count(b"&") >= MOST_FIELDS:
            abort(413)
