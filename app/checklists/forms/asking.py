"""Forms in which the questions of a checklist are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext as _
from wtforms import Field, Form as PlainForm, FormField, HiddenField, ValidationError
from wtforms.validators import Length

from app.checklists.draft_mistakes import Draft
from app.checklists.drafting import Place, new_id, question_of
from app.checklists.event import EventKind
from app.checklists.fact import Fact
from app.checklists.forms.naming import sentence
from app.checklists.question import AnswerCode, Level, Question, When
from app.checklists.standard import Phase, Standard
from app.checklists.values import MOST_CONDITIONS
from app.checklists.words import WORDS
from app.web.fields import ChoiceField, Depends, ManyField, ShortList
from app.web.form import CleanTextMeta, VersionedForm

MOST_OPTIONS = 20
SAME = {True: _("Yes, only the words differ"), False: _("No, it asks something else")}


class ConditionsForm(VersionedForm):
    """When something is asked; built by ``conditions``."""

    def validate_after_is(self, field: Field) -> None:
        """Require a question with its answers, or neither."""
        if bool(self["after"].data) != bool(field.data):
            text = gettext("A condition on a question needs both: the question and its answers.")
            raise ValidationError(text)

    def when(self, kept: Sequence[When] = ()) -> tuple[When, ...]:
        """Return the conditions as filled in, and those that the form has no room for."""
        facts, after = self["facts"].data, self["after"].data
        found = [When(facts=facts)] if facts else []
        if after:
            found.append(When.model_validate({"question": after, "is": self["after_is"].data}))
        return (*found, *kept)


@dataclass(frozen=True, slots=True)
class Offered:
    """What the forms of a draft let one choose from."""

    draft: Draft
    standards: Mapping[str, Standard]
    facts: Mapping[str, Fact]

    def earlier(self, question_id: str | None = None) -> dict[str, Field]:
        """Return the fields of a condition, on questions that are asked before this one."""
        groups: dict[str, list[str]] = {}
        words: dict[str, str] = {}
        for section in self.draft.whole.sections:
            for question in section.questions:
                if question.id == question_id:
                    return self._conditions(words, groups)
                if question.is_measured:
                    words[question.id] = question.text
                    groups.setdefault(section.title, []).append(question.id)
        return self._conditions(words, groups)

    def _conditions(
        self, words: Mapping[str, str], groups: Mapping[str, Sequence[str]]
    ) -> dict[str, Field]:
        return {
            "facts": ManyField(
                _("Only if one of these facts holds"),
                {fact.id: fact.text for fact in self.facts.values()},
                description=_(
                    "Tick none to ask it whatever the facts. A fact that is not known keeps the "
                    "question open."
                ),
                validators=[Length(max=MOST_CONDITIONS, message=_("Choose at most %(max)d."))],
            ),
            "after": ChoiceField(
                _("Only after an answer to an earlier question"),
                words,
                optional=True,
                as_list=True,
                groups=groups,
            ),
            "after_is": ManyField(_("Which answers open it"), WORDS[AnswerCode]),
        }

    def measured(self) -> tuple[dict[str, str], dict[str, list[str]]]:
        """Return the questions with the six answers: their words, and their ids by section."""
        sections = self.draft.whole.sections
        groups = {s.title: [q.id for q in s.questions if q.is_measured] for s in sections}
        words = {id_: question.text for id_, question in self.draft.whole.measured.items()}
        return words, {title: ids for title, ids in groups.items() if ids}

    def standard(self) -> ChoiceField:
        """Return the field for the standard, by part of the proceedings."""
        groups = {
            WORDS[Phase][phase]: [s.id for s in self.standards.values() if s.phase is phase]
            for phase in Phase
        }
        words = {standard.id: standard.name for standard in self.standards.values()}
        return ChoiceField(_("Standard"), words, as_list=True, groups=groups)

    def section(self) -> ChoiceField:
        """Return the field for the section."""
        words = {section.id: section.title for section in self.draft.checklist.sections}
        return ChoiceField(_("Section"), words, as_list=True)


def conditions_form(offered: Offered, first_id: str) -> type[ConditionsForm]:
    """Build the form on when the questions of a topic are asked, the first of which is given."""
    return type("TopicConditionsForm", (ConditionsForm,), offered.earlier(first_id))


class OptionForm(PlainForm):
    """One thing to choose from; left empty, it is none."""

    class Meta(CleanTextMeta, PlainForm.Meta):
        """How the fields are made."""

    id = HiddenField()
    text = sentence(_("Option"))


class QuestionForm(ConditionsForm):
    """One question of a draft; built by ``question_form``."""

    type_: str
    # How another checklist that asks it words it.
    elsewhere: str | None = None

    text = sentence(_("Question"), _("Enter the question."), is_long=True)
    level = ChoiceField(_("Where the answer is found"), WORDS[Level])
    evidence = sentence(
        _("What would support an answer"),
        _("Say what would support an answer."),
        is_long=True,
        description=_("Documents, notes or interviews from which it can be answered."),
    )
    not_applicable_if = sentence(
        _("Not applicable if"), description=_("A hint for the reviewer, if there is one to give.")
    )

    def validate_options(self, field: Field) -> None:
        """Refuse a choice that is none."""
        if len(self._options()) < 2:
            raise ValidationError(gettext("Enter two options or more."))

    def validate_is_same(self, field: Field) -> None:
        """Require whether it is still the same, of one that reads otherwise than elsewhere."""
        if field.data is None and self.text.data not in ("", self.elsewhere):
            raise ValidationError(gettext("Say whether it is still the same question."))

    def validate_to(self, field: Field) -> None:
        """Refuse the time from an event to itself."""
        if field.data is not None and field.data == self["from_"].data:
            raise ValidationError(gettext("Choose another event than the first."))

    @property
    def place(self) -> Place:
        """Where it is to be asked."""
        return self["section_id"].data, self["standard_id"].data

    def question(self, id_: str, kept: Sequence[When] = ()) -> Question:
        """Return the question as filled in."""
        own: dict[str, Any] = {
            name: self[name].data for name in ("unit", "from_", "to") if name in self
        }
        if "options" in self:
            own["options"] = tuple(self._options())
        return question_of(
            self.type_,
            id=id_,
            level=self.level.data,
            text=self.text.data,
            evidence=self.evidence.data,
            not_applicable_if=self.not_applicable_if.data,
            when=self.when(kept),
            **own,
        )

    def _options(self) -> list[dict[str, str]]:
        """Return the options with their ids, which stay when one is reworded."""
        typed = [(entry.form.id.data, entry.form.text.data) for entry in self["options"]]
        taken = {id_ for id_, text in typed if id_ and text}
        found = []
        for id_, text in typed:
            if text:
                id_ = id_ or new_id(text, taken, "option")
                taken.add(id_)
                found.append({"id": id_, "text": text})
        return found


def _own_fields(type_: str, rows: int) -> dict[str, Field]:
    """Return the fields that only one type of question has."""
    match type_:
        case "number":
            missing = _("Say what is counted.")
            hint = _("What is counted: persons, pages, minutes.")
            return {"unit": sentence(_("Unit"), missing, description=hint)}
        case "duration":
            kinds = WORDS[EventKind]
            return {
                "from_": ChoiceField(_("From"), kinds, as_list=True),
                "to": ChoiceField(_("To"), kinds, as_list=True),
            }
        case "choice" | "choices":
            options = ShortList(
                FormField(OptionForm), label=_("Options"), most=MOST_OPTIONS, min_entries=rows
            )
            return {"options": options}
        case _:
            return {}


def question_form(
    offered: Offered, type_: str, question: Question | None = None, elsewhere: str | None = None
) -> type[QuestionForm]:
    """Build the form of one question, new or of the draft.

    ``elsewhere`` is how another checklist that asks it words it: an author who words it otherwise
    says whether it is still the same question.
    """
    rows = min(MOST_OPTIONS, len(question.choices) + 2 if question else 4)
    own: dict[str, Any] = {
        "type_": type_,
        "elsewhere": elsewhere,
        "section_id": offered.section(),
        "standard_id": offered.standard(),
        **_own_fields(type_, rows),
        **offered.earlier(question.id if question else None),
    }
    if elsewhere is not None:
        own["is_same"] = ChoiceField(
            _("Is it still the same question?"),
            SAME,
            [Depends()],
            optional=True,
            description=_(
                "Another checklist asks it too. If you change its words, say which it is: answers "
                "to the same question are shown together, another one stands by itself."
            ),
        )
    return type("DraftQuestionForm", (QuestionForm,), own)


def question_values(question: Question, place: Place) -> dict[str, Any]:
    """Return a question as its form shows it."""
    own = {name: getattr(question, name, None) for name in ("unit", "from_", "to")}
    return {
        **own,
        "text": question.text,
        "section_id": place[0],
        "standard_id": place[1],
        "level": question.level,
        "evidence": question.evidence,
        "not_applicable_if": question.not_applicable_if,
        "options": [{"id": id_, "text": text} for id_, text in question.choices.items()],
        **conditions_values(question.when),
    }


def conditions_values(when: Sequence[When]) -> dict[str, Any]:
    """Return the conditions that their form shows."""
    facts, after = _shown(when)
    return {
        "facts": facts.facts if facts else (),
        "after": after.question if after else None,
        "after_is": after.is_ if after else (),
    }


def kept(when: Sequence[When]) -> tuple[When, ...]:
    """Return the conditions that the form has no room for."""
    return tuple(one for one in when if one not in _shown(when))


def _shown(when: Sequence[When]) -> tuple[When | None, When | None]:
    on_facts = next((one for one in when if one.facts), None)
    return on_facts, next((one for one in when if one.question), None)
