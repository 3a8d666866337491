"""The page for a save that somebody else was ahead of: both versions, neither lost."""

from collections.abc import Mapping
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from app.web.form import VersionedForm


def conflict_page(form: VersionedForm, stored: Mapping[str, Any]) -> ResponseReturnValue:
    """Show what is stored beside what was typed, with a form that saves the latter on top.

    ``stored`` holds the stored values by field, and the stored ``version``.
    """
    form.version.data = str(stored["version"])
    page = render_template("conflict.html", form=form, differing=form.differing(stored))
    return page, 409
