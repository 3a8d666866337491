"""The form for what was read of a source."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext as _
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from app.checklists.standard import Instrument
from app.web.fields import HasDate, PartialDateField
from app.web.form import VersionedForm

SHORT = Length(max=300, message=_("Use at most %(max)d characters."))
# Fewer characters name no text that somebody else could find.
NAMED = Length(
    min=15,
    message=_("Name the text and where it stands: its publication, with the page or the address."),
)


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
        [DataRequired(_("Say which text the provision was read in.")), NAMED, SHORT],
        description=_(
            "Name the authentic text and where it stands: a treaty series or gazette, with the "
            "page, or the address."
        ),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, instrument: Instrument, today: date
    ) -> None:
        super().__init__(data)
        self._instrument = instrument
        self._today = today

    def validate_checked_on(self, field: Field) -> None:
        """Refuse a date that is still to come, or on which there was no such text to be read."""
        if field.data is None:
            return
        if field.data.first > self._today:
            raise ValidationError(gettext("This date is still to come. Enter when it was read."))
        adopted = self._instrument.adopted
        if adopted is not None and field.data.last.year < adopted:
            raise ValidationError(
                gettext(
                    "The text was adopted in %(year)s only (%(instrument)s). "
                    "Enter when it was read.",
                    year=adopted,
                    instrument=self._instrument.short,
                )
            )
