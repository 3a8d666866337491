"""Forms for findings, grades and what others published."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from flask_babel import gettext, lazy_gettext as _
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Regexp

from app.cases.forms import LONG, SHORT
from app.checklists.library import standards
from app.findings.derive import Indication
from app.findings.grade import Block, Suggestion
from app.findings.levels import Effect, FindingLevel, Grade, Harm, PublishedOutcome
from app.findings.words import FINDING_HINTS, WORDS
from app.web.fields import ChoiceField, Depends, PartialDateField
from app.web.form import Form, Grounded, VersionedForm


class FindingForm(Grounded, VersionedForm):
    """A reviewer's conclusion on one standard."""

    level = ChoiceField(_("Finding"), WORDS[FindingLevel], hints=FINDING_HINTS)
    reasons = TextAreaField(
        _("Reasons"),
        [DataRequired(_("Give reasons. A finding without them cannot be defended.")), LONG],
        description=_("From the facts to the finding, with the sources."),
    )
    effect = ChoiceField(
        _("Effect on the outcome of the trial"),
        WORDS[Effect],
        [Depends()],
        optional=True,
        description=_("Only for a shortcoming or a violation."),
    )
    harm = ChoiceField(
        _("Harm to a person"),
        WORDS[Harm],
        [Depends()],
        optional=True,
        description=_("Only for a shortcoming or a violation."),
    )
    harm_to = StringField(_("What harm, and to whom"), [SHORT])
    domestic_law = TextAreaField(
        _("Position in domestic law"),
        [LONG],
        description=_(
            "Whether it was kept. Conformity with it is no defence (General Comment 32, para 4)."
        ),
    )
    state_response = TextAreaField(
        _("The State's response"),
        [LONG],
        description=_("What the authorities say on this, and where they said it."),
    )

    def __init__(self, indication: Indication, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.indication = indication

    def validate_level(self, field: Field) -> None:
        """Refuse to find compliance where nothing is known, and to find away what is."""
        if field.data is FindingLevel.CONSISTENT and not self.indication.determined:
            raise ValidationError(
                gettext(
                    "No question is answered yes, partly or no. Unknown is never compliance: "
                    "choose “insufficient information”, or open the answers and answer first."
                )
            )
        if field.data is FindingLevel.NOT_APPLICABLE and self.indication.determined:
            raise ValidationError(
                gettext(
                    "Questions on this standard are answered yes, partly or no, so it applies. If "
                    "it does not, open the answers, and change them or the facts of the case."
                )
            )

    def validate_effect(self, field: Field) -> None:
        """Require the effect of what was wrong."""
        self._needed(field, gettext("Say whether it affected the outcome."))

    def validate_harm(self, field: Field) -> None:
        """Require the harm done by what was wrong."""
        self._needed(field, gettext("Say what harm it did."))

    def _needed(self, field: Field, message: str) -> None:
        level: FindingLevel | None = self.level.data
        if level and level.is_adverse and field.data is None:
            raise ValidationError(message)


class InsufficientForm(Form):
    """One reason for every standard on which the answers do not say enough."""

    reasons = TextAreaField(
        _("Reason"), [DataRequired(_("Say why there is not enough information.")), LONG]
    )


class GradeForm(Grounded, VersionedForm):
    """The grade that a person decides."""

    grade = ChoiceField(_("Grade"), {g: f"{g}: {word}" for g, word in WORDS[Grade].items()})
    reasons = TextAreaField(
        _("Reasons"),
        [DataRequired(_("Give reasons. A grade without them cannot be defended.")), LONG],
        description=_("Where the grade differs from the one suggested, say why."),
    )

    def __init__(self, suggestion: Suggestion, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.suggestion = suggestion

    def validate_grade(self, field: Field) -> None:
        """Refuse A and B where the table closes them (practice.md 10.3)."""
        if field.data is not None and not self.suggestion.is_open(field.data):
            words = (str(WORDS[Block][block]) for block in self.suggestion.blocks)
            reasons = "; ".join(word[0].lower() + word[1:] for word in words)
            raise ValidationError(gettext("A and B are not open: %(reasons)s.", reasons=reasons))


class PublishedForm(VersionedForm):
    """What another body published; built by ``published_form``."""

    body = StringField(_("Body"), [DataRequired(_("Name the body that published it.")), SHORT])
    title = StringField(_("Title or symbol"), [SHORT])
    published_on = PartialDateField(_("Dated"))
    address = StringField(
        _("Address"),
        [
            DataRequired(_("Enter where it can be read.")),
            SHORT,
            Regexp(
                r"^(https?|github):\S+$",
                message=_("Write the whole address, beginning with https://."),
            ),
        ],
    )
    read_in = StringField(
        _("Read in"),
        [SHORT],
        description=_("If not at the body itself: the newspaper or page that reports it."),
    )
    grade = StringField(
        _("Grade, if the body gave one"),
        [Depends(), Length(max=20, message=_("Use at most %(max)d characters."))],
        description=_("On the body's own scale, in its own letters."),
    )
    conclusion = TextAreaField(_("Conclusion, in the body's terms"), [LONG])
    note = TextAreaField(_("Remark"), [LONG])

    standards: Collection[str] = ()

    def values(self) -> dict[str, Any]:
        """Return what was filled in, what the body found gathered under ``outcomes``."""
        typed = super().values()
        found = {id_: typed.pop(id_) for id_ in self.standards}
        return {**typed, "outcomes": {id_: o.value for id_, o in sorted(found.items()) if o}}


@cache
def published_form() -> type[PublishedForm]:
    """Build the form that asks, for each standard, what the body found."""
    fields: dict[str, Any] = {
        standard.id: ChoiceField(
            standard.name, WORDS[PublishedOutcome], optional=True, as_list=True
        )
        for standard in standards().values()
    }
    return type("StandardsPublishedForm", (PublishedForm,), {**fields, "standards": tuple(fields)})
