"""A form for each section, built from the checklist."""

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Any

from flask_babel import gettext, lazy_gettext as _, ngettext
from wtforms import (
    Field,
    Form as PlainForm,
    FormField,
    IntegerField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from app.assessments.answering import Basis, Citation, Confidence, GivenAnswer, StoredAnswer
from app.assessments.words import WORDS
from app.checklists.checklist import Checklist, ChecklistScope
from app.checklists.extent import Extent, by_extent
from app.checklists.fact import FactValue
from app.checklists.library import standards
from app.checklists.question import MOST, AnswerCode, Question, Value
from app.checklists.words import WORDS as CHECKLIST_WORDS
from app.web.fields import ChoiceField, Depends, ManyField, PartialDateField, ShortList
from app.web.form import CleanTextMeta, Form, Grounded, VersionedForm

LONGEST_NOTE = 10_000
MOST_CITATIONS = 50
MOST_VERSIONS = 2**31 - 1

TOO_LONG = _(
    "This note is longer than %(max)d characters. Shorten it, or put the text into an exhibit."
)


class _Fields(PlainForm):
    """Fields inside a section form."""

    class Meta(CleanTextMeta, PlainForm.Meta):
        """How the fields are made."""


class CitationForm(_Fields):
    """One exhibit cited; left empty, it is no citation."""

    exhibit_id = IntegerField(_("Exhibit"), [Optional()])
    pinpoint = StringField(_("Where in it"), [Length(max=300)])
    quote = TextAreaField(_("Quotation"), [Length(max=LONGEST_NOTE, message=TOO_LONG)])

    def validate_quote(self, field: Field) -> None:
        """Refuse words or a place without what they stand in, which would not be kept."""
        if (field.data or self.pinpoint.data) and self.exhibit_id.data is None:
            raise ValidationError(
                gettext(
                    "Choose the exhibit that this is taken from. "
                    "If it is not in the list, add it to the case first."
                )
            )

    def citation(self) -> Citation | None:
        """Return the citation, if an exhibit was chosen."""
        if self.exhibit_id.data is None:
            return None
        return Citation(self.exhibit_id.data, self.pinpoint.data or "", self.quote.data or "")


class QuestionForm(_Fields):
    """All that can be said in answer to one question.

    ``asked`` is the question; one that is not measured has a field ``value`` beside the others.
    """

    asked: Question

    version = IntegerField(
        default=0, validators=[NumberRange(0, MOST_VERSIONS, _("Reload the page and try again."))]
    )
    code = ChoiceField(_("Answer"), CHECKLIST_WORDS[AnswerCode], optional=True)
    note = TextAreaField(_("Note"), [Length(max=LONGEST_NOTE, message=TOO_LONG)])
    basis = ChoiceField(_("Basis"), WORDS[Basis], optional=True, as_list=True)
    confidence = ChoiceField(_("Confidence"), WORDS[Confidence], optional=True, as_list=True)
    citations = ShortList(FormField(CitationForm), most=MOST_CITATIONS)

    def was_sent(self) -> bool:
        """Tell whether any field of the question came with the request."""
        return any(field.raw_data for field in self if field is not self.citations) or any(
            entry.form.exhibit_id.raw_data for entry in self.citations
        )

    def validate_version(self, field: Field) -> None:
        """Refuse an answer that does not say from which version it was made."""
        if self.was_sent() and not field.raw_data:
            raise ValidationError(gettext("Reload the page and try again."))

    def given(self) -> tuple[GivenAnswer, int]:
        """Return the answer as filled in, and the version it is based on."""
        cited = (entry.form.citation() for entry in self.citations)
        answer = GivenAnswer(
            code=self.code.data,
            value=self._value(),
            note=self.note.data or "",
            basis=self.basis.data,
            confidence=self.confidence.data,
            citations=tuple(citation for citation in cited if citation),
        )
        return answer, self.version.data or 0

    def validate_code(self, field: Field) -> None:
        """Refuse a value beside the answer that it is not known."""
        if field.data is not None and self._value() is not None:
            raise ValidationError(
                gettext("Either what is known, or why it is not: clear one of the two.")
            )

    def _value(self) -> Value | None:
        """Return what is recorded; nothing while the field holds what can't be."""
        typed = self["value"].data if "value" in self else None
        if typed in (None, "", ()):
            return None
        try:
            return self.asked.parse(typed)
        except ValueError:
            return None


# The field of each kind of question that records something.
FIELD: Mapping[str, Callable[[Any], Field]] = {
    "date": lambda asked: PartialDateField(_("Date")),
    "number": lambda asked: _number(_("Number of %(unit)s", unit=asked.unit)),
    "duration": lambda asked: _number(_("Number of days")),
    "choice": lambda asked: ChoiceField(_("Answer"), asked.choices, optional=True),
    "choices": lambda asked: ManyField(_("All that apply"), asked.choices),
    "text": lambda asked: StringField(_("Answer"), [Length(max=1000, message=TOO_LONG)]),
    "fact": lambda asked: ChoiceField(_("Answer"), CHECKLIST_WORDS[FactValue], optional=True),
}


def _number(label: Any) -> Field:
    limits = NumberRange(0, MOST, _("Enter a whole number between %(min)s and %(max)s."))
    return IntegerField(label, [Optional(), limits])


def _form_of(asked: Question) -> type[QuestionForm]:
    """Build the form class of one question."""
    if asked.is_measured:
        return type("MeasuredForm", (QuestionForm,), {"asked": asked})
    codes = {code: CHECKLIST_WORDS[AnswerCode][code] for code in asked.codes}
    own = {
        "asked": asked,
        "code": ChoiceField(_("Not known, or does not apply"), codes, optional=True),
        "value": FIELD[asked.type](asked),
    }
    return type("RecordingForm", (QuestionForm,), own)


class SectionForm(Form):
    """The questions of one section; each field is a QuestionForm, named after the question."""

    exhibits: Collection[int] = ()

    def question(self, question_id: str) -> QuestionForm:
        """Return the fields of one question."""
        form: QuestionForm = self[question_id].form
        return form

    def choose(self, question_id: str, answer: GivenAnswer) -> None:
        """Put this answer in the place of what was chosen, if the form asks the question."""
        if question_id in {field.name for field in self.questions}:
            form = self.question(question_id)
            form.code.data = answer.code
            if "value" in form:
                form["value"].process_data(answer.value)
                form["value"].raw_data = []

    def given(self) -> dict[str, tuple[GivenAnswer, int]]:
        """Return every answer that was sent, as filled in, and the version it is based on."""
        return {f.name: f.form.given() for f in self.questions if f.form.was_sent()}

    def cites_only(self, exhibits: Collection[int]) -> "SectionForm":
        """Let only these exhibits be cited."""
        self.exhibits = exhibits
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse, beside what each field refuses, exhibits that are not the case's."""
        for field in self.questions:
            for entry in field.form.citations:
                cited = entry.form.exhibit_id
                if cited.data is not None and cited.data not in self.exhibits:
                    cited.process_errors.append(gettext("That is not an exhibit of this case."))
        return bool(super().validate(extra_validators))


@lru_cache(maxsize=1024)
def section_form(*questions: Question) -> type[SectionForm]:
    """Build the form class that asks these questions, once as long as they are the same."""
    fields: dict[str, Any] = {q.id: FormField(_form_of(q), q.id) for q in questions}
    return type("ChecklistSectionForm", (SectionForm,), fields)


def form_data(answers: Mapping[str, StoredAnswer]) -> dict[str, Any]:
    """Return stored answers as a section form takes them."""
    return {
        id_: {
            "version": stored.version,
            "code": stored.answer.code,
            "value": stored.answer.value,
            "note": stored.answer.note,
            "basis": stored.answer.basis,
            "confidence": stored.answer.confidence,
            "citations": [
                {"exhibit_id": c.exhibit_id, "pinpoint": c.pinpoint, "quote": c.quote}
                for c in stored.answer.citations
            ],
        }
        for id_, stored in answers.items()
    }


class StartForm(Form):
    """What to assess with, and which hearing; built by ``start_form``."""

    needs_hearing: Collection[str] = ()

    def validate_hearing_id(self, field: Field) -> None:
        """Require a hearing for a checklist about one."""
        if self["checklist_id"].data in self.needs_hearing and field.data is None:
            raise ValidationError(gettext("Choose the hearing that this form is about."))


def start_form(offered: Mapping[str, Checklist], hearings: Mapping[int, str]) -> type[StartForm]:
    """Build the form that begins an assessment with one of the checklists offered.

    One about a hearing is offered only where there are hearings to choose from.
    """
    about_hearing = {id_ for id_, c in offered.items() if c.scope is ChecklistScope.HEARING}
    choices = {id_: c for id_, c in offered.items() if hearings or id_ not in about_hearing}
    grouped = by_extent(choices, standards())
    in_order = [id_ for ids in grouped.values() for id_ in ids]
    fields: dict[str, Any] = {
        "checklist_id": ChoiceField(
            _("Checklist"),
            {id_: choices[id_].title for id_ in in_order},
            hints={id_: _hint(checklist) for id_, checklist in choices.items()},
            groups={CHECKLIST_WORDS[Extent][each]: ids for each, ids in grouped.items()},
            default=next(iter(in_order), None),
        ),
        "needs_hearing": frozenset(about_hearing),
    }
    if hearings:
        fields["hearing_id"] = ChoiceField(
            _("Hearing"),
            hearings,
            [Depends()],
            optional=True,
            as_list=True,
            description=_("Hearings that are recorded as observed."),
        )
    return type("CaseStartForm", (StartForm,), fields)


def _hint(checklist: Checklist) -> str:
    """Say in two sentences what a checklist is for and how long it is."""
    asked = ngettext("%(num)s question.", "%(num)s questions.", len(checklist.questions))
    return f"{checklist.gist} {asked}"


class SubmissionForm(Grounded, Form):
    """That the answers are to be closed as they were shown."""


class MoveForm(Grounded, Form):
    """That the work is to go on with another version of the checklist, as it was shown."""


class ReopenForm(Form):
    """Why a submitted assessment is opened again."""

    reason = StringField(
        _("Reason"), [DataRequired(_("Say why it is opened again.")), Length(max=300)]
    )


class TreatiesForm(VersionedForm):
    """By which treaties an assessment measures; built by ``treaties_form``."""

    def chosen(self) -> list[str]:
        """Return the treaties ticked."""
        return list(self["instruments"].data)


def treaties_form(offered: Mapping[str, str], *, needs_one: bool) -> type[TreatiesForm]:
    """Build the form that offers these treaties, by id; where one binds, one must be chosen."""

    def check(form: Form, field: Field) -> None:
        if needs_one and not field.data:
            raise ValidationError(gettext("Choose at least one treaty."))

    fields = {"instruments": ManyField(_("Treaties"), offered, validators=[check])}
    return type("OfferedTreatiesForm", (TreatiesForm,), fields)
