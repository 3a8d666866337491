"""Forms for contradictions, and for what a new version changes."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext as _
from wtforms import Field, ValidationError

from app.checklists.changes import ChangeKind
from app.checklists.contradictions import Side
from app.checklists.fact import FactValue
from app.checklists.forms.asking import Offered
from app.checklists.forms.naming import sentence
from app.checklists.question import AnswerCode
from app.checklists.words import WORDS
from app.web.fields import ChoiceField, ManyField
from app.web.form import Form, VersionedForm

# What can contradict something: not that it is not known.
SAYING = {code: word for code, word in WORDS[AnswerCode].items() if not AnswerCode(code).is_unknown}
KNOWN = {value: WORDS[FactValue][value] for value in (FactValue.YES, FactValue.NO)}
MEANINGS = {
    True: _("It means the same: answers given before still hold"),
    False: _("It asks something else: answers given before are asked for again"),
}


class ContradictionForm(Form):
    """Two answers that can hardly both be right; built by ``contradiction_form``."""

    says = sentence(
        _("Why both can hardly be right"),
        _("Say why both can hardly be right."),
        is_long=True,
        description=_("The reviewer reads this sentence beside the two answers."),
    )

    def validate_question_is(self, field: Field) -> None:
        """Require answers."""
        if not field.data:
            raise ValidationError(gettext("Tick one answer or more."))

    def validate_other(self, field: Field) -> None:
        """Require one other side, a question or a fact."""
        if bool(field.data) == bool(self["fact"].data):
            raise ValidationError(gettext("Choose either another question or a fact."))
        if field.data and field.data == self["question"].data:
            raise ValidationError(gettext("Choose another question than the first."))

    def validate_other_is(self, field: Field) -> None:
        """Require answers of the other question."""
        if bool(field.data) != bool(self["other"].data):
            raise ValidationError(gettext("Choose both: the other question and its answers."))

    def validate_fact_is(self, field: Field) -> None:
        """Require what the fact is."""
        if bool(field.data) != bool(self["fact"].data):
            raise ValidationError(gettext("Choose both: the fact, and whether it is so."))

    def between(self) -> tuple[Side, Side]:
        """Return the two sides as filled in."""
        one = {"question": self["question"].data, "is": self["question_is"].data}
        other = {"question": self["other"].data, "is": self["other_is"].data}
        if self["fact"].data:
            other = {"fact": self["fact"].data, "value": self["fact_is"].data}
        return Side.model_validate(one), Side.model_validate(other)


def contradiction_form(offered: Offered) -> type[ContradictionForm]:
    """Build the form on questions and facts that a draft asks."""
    words, groups = offered.measured()
    facts = {fact.id: fact.text for fact in offered.facts.values()}
    listed: dict[str, Any] = {"as_list": True, "groups": groups}
    own = {
        "question": ChoiceField(_("One question"), words, **listed),
        "question_is": ManyField(_("is answered"), SAYING),
        "other": ChoiceField(_("Another question"), words, optional=True, **listed),
        "other_is": ManyField(_("is answered"), SAYING),
        "fact": ChoiceField(_("Or a fact of the case"), facts, optional=True, as_list=True),
        "fact_is": ChoiceField(_("is known to be"), KNOWN, optional=True, as_list=True),
    }
    return type("DraftContradictionForm", (ContradictionForm,), own)


class PublicationForm(VersionedForm):
    """What a new version changes; built by ``publication_form``."""

    def meanings(self) -> dict[str, tuple[bool, str]]:
        """Return of each reworded question whether it means the same, and why."""
        values = self.values()
        ids = [name for name in values if not name.endswith("_why")]
        return {id_: (bool(values[id_]), values[f"{id_}_why"] or "") for id_ in ids}


def publication_form(differing: Mapping[str, ChangeKind]) -> type[PublicationForm]:
    """Build the form that asks of each reworded question whether it means the same."""
    own: dict[str, Any] = {}
    for id_ in reworded(differing):
        own[id_] = ChoiceField(_("Does it mean the same?"), MEANINGS)
        own[f"{id_}_why"] = sentence(_("Why it was reworded"))
    return type("DraftPublicationForm", (PublicationForm,), own)


def reworded(differing: Mapping[str, ChangeKind]) -> Iterable[str]:
    """Return the ids of the questions that read otherwise."""
    return [id_ for id_, kind in differing.items() if kind is ChangeKind.REWORDED]
