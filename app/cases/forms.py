"""Forms about cases."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext as _
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Regexp

from app.cases.kinds import Bound, CaseKind, Observed, Outcome, Stage
from app.cases.words import WORDS
from app.checklists.fact import Fact, FactValue
from app.checklists.standard import Instrument
from app.checklists.words import WORDS as CHECKLIST_WORDS
from app.web.fields import ChoiceField, CountryField, Depends, HasDate, PartialDateField, WordsField
from app.web.form import VersionedForm

# The address of a case would be that of another page.
RESERVED = frozenset({"new"})
SHORT = Length(max=300, message=_("Use at most %(max)d characters."))
LONG = Length(max=10_000, message=_("Use at most %(max)d characters; this text has more."))
SOURCE_HINT = _("Where this is known from: a document with its page, or a public address.")


class CaseForm(VersionedForm):
    """What is said of a case as a whole."""

    not_criminal = frozenset(CaseKind) - {CaseKind.CRIMINAL}

    title = StringField(
        _("Title"),
        [DataRequired(_("Enter a title, such as “Prosecutor v. A. Name”.")), SHORT],
        description=_("As it should stand on the report."),
    )
    reference = StringField(
        _("Reference"),
        [
            DataRequired(_("Enter a short reference.")),
            Length(max=60, message=_("Use at most %(max)d characters.")),
            Regexp(
                r"^[a-z0-9]+(-[a-z0-9]+)*$",
                message=_("Use small letters, digits and hyphens only, such as kh-kem-sokha."),
            ),
        ],
        description=_(
            "Your own short name for it: small letters, digits and hyphens. It stands in addresses."
        ),
    )
    kind = ChoiceField(_("Kind of matter"), WORDS[CaseKind], default=CaseKind.CRIMINAL)
    country = CountryField(_("Country of the trial"), {}, as_list=True)
    summary = TextAreaField(
        _("Summary"),
        [LONG],
        description=_("Who is tried for what, and where it stands, in a few sentences."),
    )
    remark = TextAreaField(
        _("Why the criminal checklist does not apply"),
        [LONG, Depends()],
    )
    tags = WordsField(
        _("Tags"),
        description=_("Words to find it by, separated by commas: expression, politician."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, taken: Any = None) -> None:
        super().__init__(data)
        self._taken = taken or (lambda reference: False)

    def validate_reference(self, field: Field) -> None:
        """Refuse a reference that another case has, or that is the address of a page."""
        if field.data in RESERVED:
            raise ValidationError(gettext("“%(word)s” can't be a reference.", word=field.data))
        if self._taken(field.data):
            raise ValidationError(
                gettext(
                    "Another case has the reference “%(reference)s”. Choose a different one.",
                    reference=field.data,
                )
            )


class DefendantForm(VersionedForm):
    """A person on trial."""

    name = StringField(_("Name"), [DataRequired(_("Enter a name or a pseudonym.")), SHORT])
    pseudonym = StringField(
        _("Pseudonym"),
        [SHORT],
        description=_("Shown instead of the name where the name is to be protected."),
    )
    role = StringField(
        _("Role"),
        [SHORT],
        description=_("What the person is known as, such as journalist or party leader."),
    )


class ChargeForm(VersionedForm):
    """What the defendants are accused of."""

    label = StringField(
        _("Charge"),
        [DataRequired(_("Enter what the charge is called.")), SHORT],
        description=_("In the words of the charge."),
    )
    provisions = TextAreaField(
        _("Provisions of law"),
        [LONG],
        description=_(
            "One a line. Where sources name different provisions, say after each who names it."
        ),
    )
    alleged_act = TextAreaField(_("The act alleged"), [LONG])
    source = StringField(_("Source"), [SHORT], description=SOURCE_HINT)


class ProceedingForm(VersionedForm):
    """One stage before one body."""

    stage = ChoiceField(_("Stage"), WORDS[Stage], default=Stage.FIRST_INSTANCE, as_list=True)
    court = StringField(_("Court or body"), [SHORT])
    court_reference = StringField(
        _("The court's case number"), [SHORT], description=_("Leave empty if it is not known.")
    )
    outcome = ChoiceField(_("Outcome"), WORDS[Outcome], default=Outcome.UNKNOWN, as_list=True)
    decided_on = PartialDateField(_("Decided on"))
    sentence = TextAreaField(
        _("Sentence or order"),
        [LONG],
        description=_("If the outcome differs, say it for each defendant."),
    )
    source = StringField(_("Source"), [SHORT], description=SOURCE_HINT)


class HearingForm(VersionedForm):
    """One dated sitting."""

    held_on = PartialDateField(_("Date"), [HasDate(_("Enter when the hearing was held."))])
    about = StringField(_("What it was about"), [SHORT])
    observed = ChoiceField(_("Was it observed?"), WORDS[Observed], default=Observed.NOT_OBSERVED)
    access = TextAreaField(
        _("Access"),
        [LONG],
        description=_(
            "Who observed it. If access was refused: to whom, by whom and for what reason."
        ),
    )
    source = StringField(_("Source"), [SHORT], description=SOURCE_HINT)


def _remark(on: str) -> Field:
    """Return a field for where it is known from; its label names what "it" is."""
    return TextAreaField(_("Source or remark: %(on)s", on=on), [SHORT])


class FactsForm(VersionedForm):
    """Facts of a case or of one defendant; built by ``facts_form``."""

    def given(self) -> dict[str, tuple[FactValue, str]]:
        """Return the value and the note of each fact."""
        values = self.values()
        ids = [name for name in values if not name.endswith("_note")]
        return {id_: (FactValue(values[id_]), values[f"{id_}_note"] or "") for id_ in ids}


def facts_form(defined: list[Fact]) -> type[FactsForm]:
    """Build the form that asks these facts."""
    fields: dict[str, Field] = {}
    for fact in defined:
        fields[fact.id] = ChoiceField(
            fact.text,
            CHECKLIST_WORDS[FactValue],
            default=FactValue.UNKNOWN,
            description=fact.hint or "",
        )
        fields[f"{fact.id}_note"] = _remark(fact.text)
    return type("CaseFactsForm", (FactsForm,), fields)


class InstrumentsForm(VersionedForm):
    """Which instruments bind the State; built by ``instruments_form``."""

    def given(self) -> dict[str, tuple[Bound, str]]:
        """Return whether each instrument binds, and how that is known."""
        values = self.values()
        ids = [name for name in values if not name.endswith("_note")]
        return {id_: (Bound(values[id_]), values[f"{id_}_note"] or "") for id_ in ids}


def instruments_form(treaties: list[Instrument]) -> type[InstrumentsForm]:
    """Build the form that asks of each treaty whether it binds the State."""
    fields: dict[str, Field] = {}
    for treaty in treaties:
        fields[treaty.id] = ChoiceField(
            treaty.title, WORDS[Bound], default=Bound.UNKNOWN, description=treaty.short
        )
        fields[f"{treaty.id}_note"] = _remark(treaty.title)
    return type("CaseInstrumentsForm", (InstrumentsForm,), fields)
