"""How the states of a reading are worded."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _

from app.comparison.matrix import Standing

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, object]] = {
    Standing: {
        Standing.FINAL: _("Final"),
        Standing.DRAFT: _("Draft"),
        Standing.TO_REGRADE: _("To be decided again"),
    },
}
