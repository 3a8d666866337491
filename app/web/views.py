"""Files that every page needs."""

from flask import Blueprint, abort, current_app, send_file
from flask.typing import ResponseReturnValue

from app.web.fonts import FONTS, web_font

blueprint = Blueprint("web", __name__)


@blueprint.get("/fonts/<name>.woff2")
def font(name: str) -> ResponseReturnValue:
    """Send a typeface."""
    if name not in FONTS:
        abort(404)
    return send_file(web_font(name, current_app.config["CACHE"]), mimetype="font/woff2")
