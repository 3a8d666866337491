"""Forms for findings, grades and what others published."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from flask_babel import gettext, lazy_gettext as _
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Regexp

from app.cases.forms import LONG, SHORT
from app.checklists.library import standards
from app.findings.levels import Effect, FindingLevel, Grade, Harm, PublishedOutcome
from app.findings.words import WORDS
from app.web.fields import ChoiceField, Depends, PartialDateField
from app.web.form import Form, VersionedForm


class FindingForm(VersionedForm):
    """A reviewer's conclusion on one standard."""

    level = ChoiceField(_("Finding"), WORDS[FindingLevel])
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


class GradeForm(VersionedForm):
    """The grade that a person decides."""

    grade = ChoiceField(_("Grade"), {g: f"{g}: {word}" for g, word in WORDS[Grade].items()})
    reasons = TextAreaField(
        _("Reasons"),
        [LONG, Depends()],
        description=_("Required when the grade differs from the one suggested, and for NG."),
    )

    def __init__(self, suggested: Grade, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.suggested = suggested

    def validate_reasons(self, field: Field) -> None:
        """Require reasons for differing from the table, and for giving no grade."""
        grade: Grade | None = self.grade.data
        if grade is not None and not field.data and grade is not self.suggested:
            raise ValidationError(
                gettext(
                    "The table suggests %(grade)s. Say why you decide otherwise.",
                    grade=self.suggested,
                )
            )
        if grade is Grade.NG and not field.data:
            raise ValidationError(gettext("Say why no grade is given."))


class PublishedForm(VersionedForm):
    """What another body published; built by ``published_form``."""

    body = StringField(_("Body"), [DataRequired(_("Name the body that published it.")), SHORT])
    title = StringField(_("Title or symbol"), [SHORT])
    published_on = PartialDateField(_("Published on"))
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
