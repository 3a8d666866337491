"""The form for what was read of a source."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext as _
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from app.web.fields import HasDate, PartialDateField
from app.web.form import VersionedForm

SHORT = Length(max=300, message=_("Use at most %(max)d characters."))


class CheckForm(VersionedForm):
    """Who read a provision, when and against what."""

    who = StringField(
        _("Who read it"),
        [DataRequired(_("Enter who read the provision.")), SHORT],
        description=_("Name and function, as they are to stand in reports."),
    )
    checked_on = PartialDateField(_("When"), [HasDate(_("Enter when it was read."))])
    against = TextAreaField(
        _("Against what"),
        [DataRequired(_("Say which text the provision was read in.")), SHORT],
        description=_("The authentic text, with its address or place: a treaty series, a gazette."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, today: date) -> None:
        super().__init__(data)
        self._today = today

    def validate_checked_on(self, field: Field) -> None:
        """Refuse a date that is still to come."""
        if field.data and field.data.first > self._today:
            raise ValidationError(gettext("This date is still to come. Enter when it was read."))
