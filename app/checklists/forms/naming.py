"""Forms for what a checklist and its sections are called."""

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext as _
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Regexp

from app.checklists.checklist import Checklist, ChecklistScope
from app.checklists.draft_mistakes import Draft
from app.checklists.standard import Phase
from app.checklists.values import CONTROL_CHARACTERS, RESERVED
from app.checklists.words import WORDS
from app.web.fields import ChoiceField, CountryField
from app.web.form import VersionedForm, grounds

LONGEST_NAME = 60
SENTENCE = Length(max=1000, message=_("Use at most %(max)d characters."))


def mark(*parts: object) -> int:
    """Return a number that changes with any of the parts, to tell whether a form is stale.

    Two people can so work on two questions of one draft.
    """
    return int(grounds(*parts), 16)


def on_one_line(text: str | None) -> str:
    """Return typed text without line breaks, nor characters that nobody can see."""
    return CONTROL_CHARACTERS.sub("", " ".join((text or "").split()))


def sentence(label: Any, missing: Any = None, *, is_long: bool = False, **kwargs: Any) -> Field:
    """Return a field for a sentence; without ``missing`` it may be left empty."""
    needed = [DataRequired(missing)] if missing else []
    kind = TextAreaField if is_long else StringField
    return kind(label, [*needed, SENTENCE], filters=[on_one_line], **kwargs)


class NamesForm(VersionedForm):
    """What a checklist is called and what it is for."""

    title = sentence(_("Title"), _("Enter a title."))
    about = sentence(
        _("What it is for"),
        _("Say what it is for."),
        is_long=True,
        description=_("One sentence, shown where a checklist is chosen."),
    )


class BeginForm(NamesForm):
    """What a new checklist is called."""

    checklist_id = StringField(
        _("Short name"),
        [
            DataRequired(_("Enter a short name.")),
            Length(max=LONGEST_NAME, message=_("Use at most %(max)d characters.")),
            Regexp(
                r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
                message=_("Use small letters, digits and hyphens only, beginning with a letter."),
            ),
        ],
        description=_(
            "Small letters, digits and hyphens, such as hearing-kenya. It stands in addresses and "
            "files, and can’t be changed afterwards."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None, taken: Collection[str]) -> None:
        super().__init__(data)
        self.taken = taken

    def validate_checklist_id(self, field: Field) -> None:
        """Refuse the name of another checklist, and what would name something else."""
        if field.data in self.taken:
            text = gettext("There is something called “%(name)s” already.", name=field.data)
            raise ValidationError(text + " " + gettext("Choose a different short name."))
        if field.data in RESERVED:
            raise ValidationError(gettext("“%(word)s” can't be a short name.", word=field.data))


class SupplementForm(BeginForm):
    """What a new supplement is called, and for which country it is."""

    country = CountryField(_("Country"), {}, as_list=True)


def details_form(draft: Draft, versions: Mapping[int, Checklist]) -> type[NamesForm]:
    """Build the form that changes what a draft is called.

    ``versions`` are those of the checklist that a supplement adds to.
    """
    own: dict[str, Any] = {}
    if draft.base:
        words = {number: gettext("Version %(number)s", number=number) for number in versions}
        label = gettext("Adds to which version of “%(title)s”", title=draft.base.title)
        own["adds_to_version"] = ChoiceField(label, words)
    elif draft.checklist.scope is ChecklistScope.CASE:
        own["graded"] = ChoiceField(
            _("May a trial be graded by it?"),
            {True: _("Yes"), False: _("No")},
            description=_("Only if it asks about the whole of a trial."),
        )
    return type("DraftDetailsForm", (NamesForm,), own)


class SectionForm(VersionedForm):
    """One page of questions."""

    title = sentence(_("Title of the section"), _("Enter a title."))
    phase = ChoiceField(_("Part of the proceedings"), WORDS[Phase])


def continued_form(sections: Mapping[str, str]) -> type[VersionedForm]:
    """Build the form that chooses which section of a checklist a supplement goes on with."""
    field = ChoiceField(_("Go on with a section"), sections)
    return type("ContinuedSectionForm", (VersionedForm,), {"section_id": field})
