"""The form for the texts of a report."""

from typing import Any

from flask_babel import gettext, lazy_gettext as _
from wtforms import (
    Field,
    Form as PlainForm,
    FormField,
    StringField,
    TextAreaField,
    ValidationError,
)

from app.cases.forms import LONG, SHORT
from app.web.fields import ShortList
from app.web.form import CleanTextMeta, VersionedForm

BLANK_ROWS = 2
MOST_RECOMMENDATIONS = 50


class RecommendationForm(PlainForm):
    """One recommendation; left empty, it is none."""

    class Meta(CleanTextMeta, PlainForm.Meta):
        """How the fields are made."""

    addressee = StringField(_("To whom"), [SHORT])
    text = TextAreaField(_("What is recommended"), [LONG])

    def validate_addressee(self, field: Field) -> None:
        """Require somebody who is to do it."""
        if self.text.data and not field.data:
            raise ValidationError(gettext("Say to whom this is recommended."))

    def validate_text(self, field: Field) -> None:
        """Require what is to be done."""
        if self.addressee.data and not field.data:
            raise ValidationError(
                gettext("Say what is recommended to “%(name)s”.", name=self.addressee.data)
            )


class NarrativeForm(VersionedForm):
    """The texts of a report."""

    notice = TextAreaField(
        _("What the report rests on, and until when"),
        [LONG],
        description=_("Stands on the cover and first in the summary: one or two sentences."),
    )
    authors = TextAreaField(
        _("Who signs the report"),
        [LONG],
        description=_("Names, functions and mandate, and any disclaimer. Opens the methodology."),
    )
    summary = TextAreaField(
        _("Summary"),
        [LONG],
        description=_("Five sentences. The grade and the table of findings stand beside it."),
    )
    context = TextAreaField(
        _("Political and legal context"),
        [LONG],
        description=_("What a reader abroad needs to know, with sources."),
    )
    state_comment = TextAreaField(
        _("Comments sought from the State"),
        [LONG],
        description=_("Whether and when it was asked, and what it replied. Opens its version."),
    )
    conclusion = TextAreaField(_("Conclusion"), [LONG])
    recommendations = ShortList(
        FormField(RecommendationForm), label=_("Recommendation"), most=MOST_RECOMMENDATIONS
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        if not self.sent():
            for _row in range(BLANK_ROWS):
                self.recommendations.append_entry()

    def values(self) -> dict[str, Any]:
        """Return the texts, and the recommendations as pairs of addressee and text."""
        rows = [(row.form.addressee.data, row.form.text.data) for row in self.recommendations]
        return {**super().values(), "recommendations": [list(row) for row in rows if row[1]]}
