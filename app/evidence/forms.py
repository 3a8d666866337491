"""Forms about evidence."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Regexp

from app.cases.forms import LONG, SHORT
from app.checklists.event import EventKind
from app.checklists.words import WORDS as CHECKLIST_WORDS
from app.evidence.kinds import ExhibitKind
from app.evidence.words import WORDS
from app.web.fields import ChoiceField, Depends, HasDate, PartialDateField
from app.web.form import VersionedForm

Choices = Mapping[int, str]

ADDRESS = r"^$|^(https?|github):\S+$"


class ExhibitForm(VersionedForm):
    """What is known of an exhibit, apart from its file."""

    title = StringField(_("Title"), [DataRequired(_("Enter a title.")), SHORT])
    kind = ChoiceField(
        _("Kind of source"), WORDS[ExhibitKind], default=ExhibitKind.OTHER, as_list=True
    )
    publisher = StringField(_("Author or publisher"), [SHORT])
    dated = PartialDateField(_("Date of the source"))
    address = StringField(
        _("Public address"),
        [
            SHORT,
            Regexp(ADDRESS, message=_("Write the whole address, beginning with https://.")),
        ],
        description=_("Of a page that everybody can see. Leave empty for a file."),
    )
    limits = TextAreaField(
        _("What it is worth, and its limits"),
        [LONG],
        description=_("First or second hand, whose side, what it does not say."),
    )


def exhibit_form(*, has_file: bool) -> type[ExhibitForm]:
    """Build the form of a stored exhibit: without a file it keeps an address."""
    return ExhibitForm if has_file else AddressedExhibitForm


class AddressedExhibitForm(ExhibitForm):
    """What is known of an exhibit that has no file."""

    def validate_address(self, field: Field) -> None:
        """Refuse an exhibit that is nowhere."""
        if not field.data:
            raise ValidationError(gettext("This exhibit has no file: its address must stay."))


class NewExhibitForm(ExhibitForm):
    """An exhibit to add: a file, a public address, or both."""

    file = FileField(
        _("File"), description=_("Up to 100 MB. It is kept as it is, under its SHA-256.")
    )

    def validate_file(self, field: Field) -> None:
        """Refuse an exhibit that is neither a file nor an address."""
        if not field.data and not self.address.data:
            raise ValidationError(gettext("Choose a file, or enter a public address above."))

    def values(self) -> dict[str, Any]:
        """Return what was filled in, the file left out."""
        return {name: value for name, value in super().values().items() if name != "file"}


class EventForm(VersionedForm):
    """One dated event; ``event_form`` adds the choice of exhibits."""

    happened_on = PartialDateField(_("Date"), [HasDate(_("Enter when it happened."))])
    what = TextAreaField(_("What happened"), [DataRequired(_("Say what happened.")), LONG])
    kind = ChoiceField(
        _("Kind of event"),
        CHECKLIST_WORDS[EventKind],
        default=EventKind.OTHER,
        as_list=True,
        description=_(
            "Intervals are measured between arrest, first judge, charge, release, judgment "
            "and final judgment."
        ),
    )


class ConflictForm(VersionedForm):
    """One fact on which sources differ; ``conflict_form`` adds the choice of exhibits."""

    topic = StringField(_("On what"), [DataRequired(_("Say what the sources differ on.")), SHORT])


def event_form(exhibits: Choices, defendants: Choices) -> type[EventForm]:
    """Build the form of an event that may cite these exhibits and concern these defendants."""
    fields = {
        "defendant_id": ChoiceField(
            _("Whom it concerns"),
            defendants,
            [Depends()],
            optional=True,
            as_list=True,
            description=_("Leave empty if it concerns every defendant."),
        ),
        "exhibit_id": _exhibit(_("Source"), exhibits),
        "pinpoint": StringField(_("Where in it"), [SHORT], description=_("Page or paragraph.")),
        "quote": TextAreaField(_("Quotation"), [LONG]),
    }
    return type("CaseEventForm", (EventForm,), fields)


def conflict_form(exhibits: Choices) -> type[ConflictForm]:
    """Build the form of a conflict between two of these exhibits."""
    needed = [DataRequired(_("Say what this source says.")), LONG]
    fields = {
        "one_says": TextAreaField(_("The first source says"), needed),
        "one_exhibit_id": _exhibit(_("The first source"), exhibits),
        "other_says": TextAreaField(_("The other source says"), needed),
        "other_exhibit_id": _exhibit(_("The other source"), exhibits),
        "consequence": TextAreaField(_("What follows for the assessment"), [LONG]),
    }
    return type("CaseConflictForm", (ConflictForm,), fields)


def _exhibit(label: Any, exhibits: Choices) -> ChoiceField:
    """Return a field that picks one exhibit, or none."""
    return ChoiceField(
        label,
        exhibits,
        optional=True,
        as_list=True,
        description=_("An exhibit of the case. Add it to the exhibits first."),
    )
