"""Pages on which a checklist of one's own is written."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.access import current_user, requires
from app.accounts.permissions import Permission
from app.checklists import actions, drafting, queries
from app.checklists.access import draft_or_404
from app.checklists.checklist import Base, Checklist, Section, Topic
from app.checklists.draft_mistakes import Draft
from app.checklists.drafting import Place, Step
from app.checklists.forms.asking import (
    Offered,
    conditions_form,
    conditions_values,
    kept,
    question_form,
    question_values,
)
from app.checklists.forms.naming import SectionForm, continued_form, details_form, mark
from app.checklists.library import MistakenFileError, facts, standards
from app.checklists.models import OwnChecklist
from app.checklists.question import Question
from app.checklists.words import TYPES
from app.web.conflict import conflict_page

blueprint = Blueprint("drafts", __name__, url_prefix="/checklists/drafts/<row:draft_id>")


@blueprint.get("")
@requires(Permission.CHECKLIST_WRITE)
def draft(draft_id: int) -> ResponseReturnValue:
    """Show what a draft asks so far, and what is left to do."""
    row, found = opened(draft_id)
    return render_template(
        "checklists/draft.html", row=row, draft=found, mistakes=queries.mistakes_of(found)
    )


@blueprint.route("/details", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_WRITE)
def details(draft_id: int) -> ResponseReturnValue:
    """Change what a draft is called and what it is for."""
    row, found = opened(draft_id)
    checklist = found.checklist
    named = checklist.adds_to
    stored: dict[str, Any] = {
        "title": checklist.title,
        "about": checklist.about,
        "graded": checklist.graded,
        "adds_to_version": named.version if named else None,
    }
    stored["version"] = mark(*stored.values())
    form = details_form(found, queries.versions_of(named.id) if named else {})(stored)
    if form.accepted():
        if form.is_stale(stored["version"]):
            return conflict_page(form, stored)
        values = form.values()
        if named:
            values["adds_to"] = Base(id=named.id, version=values.pop("adds_to_version"))
        return keep(row, checklist.but(**values), url_for("drafts.draft", draft_id=row.id))
    return render_template("checklists/details.html", row=row, draft=found, form=form), form.status


@blueprint.route("/section/new", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_WRITE)
def new_section(draft_id: int) -> ResponseReturnValue:
    """Add a section."""
    row, found = opened(draft_id)
    form = SectionForm()
    if form.accepted():
        taken = {section.id for section in found.whole.sections}
        id_ = drafting.new_id(form.title.data or "", taken, "section")
        changed = drafting.with_section(found.checklist, id_, **form.values())
        return keep(row, changed, _section_address(row, id_))
    return _new_section_page(row, found, form)


@blueprint.post("/section/continued")
@requires(Permission.CHECKLIST_WRITE)
def continued_section(draft_id: int) -> ResponseReturnValue:
    """Let a supplement go on with a section of the checklist that it adds to."""
    row, found = opened(draft_id)
    form = continued_form(_continuable(found))()
    if not form.accepted():
        return _new_section_page(row, found, SectionForm({}), form)
    there = _section_or_404(found.base, form.values()["section_id"])
    changed = drafting.with_section(found.checklist, there.id, there.title, there.phase)
    return keep(row, changed, _section_address(row, there.id))


def _new_section_page(
    row: OwnChecklist, found: Draft, form: SectionForm, continued: Any = None
) -> ResponseReturnValue:
    choices = _continuable(found)
    page = render_template(
        "checklists/new_section.html",
        row=row,
        draft=found,
        form=form,
        continued=(continued or continued_form(choices)()) if choices else None,
    )
    return page, 422 if continued else form.status


def _continuable(found: Draft) -> Mapping[str, str]:
    """Return the sections of the checklist added to that the supplement does not go on with yet."""
    sections = found.base.sections if found.base else ()
    return {s.id: s.title for s in sections if found.checklist.section(s.id) is None}


@blueprint.get("/sections/<section_id>")
@requires(Permission.CHECKLIST_WRITE)
def section(draft_id: int, section_id: str) -> ResponseReturnValue:
    """Show the questions of one section, to be added to, changed, moved and removed."""
    row, found = opened(draft_id)
    return render_template(
        "checklists/draft_section.html",
        row=row,
        draft=found,
        section=_section_or_404(found.checklist, section_id),
        continues=found.base.section(section_id) if found.base else None,
        mistakes=[m for m in queries.mistakes_of(found) if m.section_id == section_id],
        standards=standards(),
        types=TYPES,
    )


@blueprint.route("/sections/<section_id>/details", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_WRITE)
def section_details(draft_id: int, section_id: str) -> ResponseReturnValue:
    """Change the title of a section."""
    row, found = opened(draft_id)
    section = _section_or_404(found.checklist, section_id)
    stored: dict[str, Any] = {"title": section.title, "phase": section.phase}
    stored["version"] = mark(section.title, section.phase)
    form = SectionForm(stored)
    if form.accepted():
        if form.is_stale(stored["version"]):
            return conflict_page(form, stored)
        changed = drafting.section_changed(found.checklist, section_id, **form.values())
        return keep(row, changed, _section_address(row, section_id))
    page = render_template(
        "checklists/section_details.html", row=row, draft=found, section=section, form=form
    )
    return page, form.status


@blueprint.post("/sections/<section_id>/place")
@requires(Permission.CHECKLIST_WRITE)
def move_section(draft_id: int, section_id: str) -> ResponseReturnValue:
    """Move a section by one place."""
    row, found = opened(draft_id)
    _section_or_404(found.checklist, section_id)
    changed = drafting.section_moved(found.checklist, section_id, _step())
    address = url_for("drafts.draft", draft_id=row.id, _anchor=f"section-{section_id}")
    return keep(row, changed, address)


@blueprint.post("/sections/<section_id>/removal")
@requires(Permission.CHECKLIST_WRITE)
def remove_section(draft_id: int, section_id: str) -> ResponseReturnValue:
    """Remove a section with all that it asks."""
    row, found = opened(draft_id)
    _section_or_404(found.checklist, section_id)
    changed = drafting.without_section(found.checklist, section_id)
    return removed(row, changed, url_for("drafts.draft", draft_id=row.id), section=section_id)


@blueprint.route("/sections/<section_id>/topics/<standard_id>", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_WRITE)
def topic(draft_id: int, section_id: str, standard_id: str) -> ResponseReturnValue:
    """Say when the questions on one standard are asked."""
    row, found = opened(draft_id)
    place = (section_id, standard_id)
    topic = _topic_or_404(found, place)
    stored = conditions_values(topic.when)
    stored["version"] = mark(topic.when)
    form = conditions_form(_offered(found), topic.questions[0].id)(stored)
    if form.accepted():
        if form.is_stale(stored["version"]):
            return conflict_page(form, stored)
        changed = drafting.topic_asked_if(found.checklist, place, form.when(kept(topic.when)))
        return keep(row, changed, _section_address(row, section_id))
    page = render_template(
        "checklists/topic.html",
        row=row,
        draft=found,
        section=_section_or_404(found.checklist, section_id),
        standard=standards().get(standard_id),
        form=form,
    )
    return page, form.status


@blueprint.post("/sections/<section_id>/topics/<standard_id>/place")
@requires(Permission.CHECKLIST_WRITE)
def move_topic(draft_id: int, section_id: str, standard_id: str) -> ResponseReturnValue:
    """Move the questions on one standard by one place."""
    row, found = opened(draft_id)
    _topic_or_404(found, (section_id, standard_id))
    changed = drafting.topic_moved(found.checklist, (section_id, standard_id), _step())
    return keep(row, changed, _section_address(row, section_id, f"topic-{standard_id}"))


@blueprint.route("/question/new", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_WRITE)
def new_question(draft_id: int) -> ResponseReturnValue:
    """Add a question of one type."""
    row, found = opened(draft_id)
    type_ = request.args.get("type", "answer")
    if type_ not in TYPES:
        abort(404)
    if not found.checklist.sections:
        flash(gettext("A question stands in a section. Add the section first."))
        return redirect(url_for("drafts.new_section", draft_id=row.id), 303)
    section_id, standard_id = request.args.get("section"), request.args.get("standard")
    form = question_form(_offered(found), type_)(
        {"section_id": section_id, "standard_id": standard_id}
    )
    if form.accepted():
        question = form.question(_new_id(found))
        changed = drafting.with_question(found.checklist, form.place, question)
        return keep(row, changed, _section_address(row, form.place[0], question.id))
    return _question_page(row, found, form, type_, None)


@blueprint.route("/questions/<question_id>", methods=["GET", "POST"])
@requires(Permission.CHECKLIST_WRITE)
def question(draft_id: int, question_id: str) -> ResponseReturnValue:
    """Change a question: its words, its place, and when it is asked."""
    row, found = opened(draft_id)
    asked = _question_or_404(found, question_id)
    place = found.checklist.places()[question_id]
    stored = question_values(asked, place)
    stored["version"] = mark(asked, place)
    form = question_form(_offered(found), asked.type, asked, _worded(found, question_id))(stored)
    if form.accepted():
        if form.is_stale(stored["version"]):
            return conflict_page(form, stored)
        is_another = "is_same" in form and form["is_same"].data is False
        id_ = _new_id(found) if is_another else question_id
        question = form.question(id_, kept(asked.when))
        changed = drafting.question_changed(found.checklist, question_id, form.place, question)
        return keep(row, changed, _section_address(row, form.place[0], id_))
    return _question_page(row, found, form, asked.type, asked)


def _question_page(
    row: OwnChecklist, found: Draft, form: Any, type_: str, question: Question | None
) -> ResponseReturnValue:
    mistakes = queries.mistakes_of(found) if question else ()
    page = render_template(
        "checklists/question.html",
        row=row,
        draft=found,
        form=form,
        type=type_,
        types=TYPES,
        question=question,
        section=found.checklist.section(form["section_id"].data or ""),
        mistakes=[m for m in mistakes if question and m.question_id == question.id],
    )
    return page, form.status


@blueprint.post("/questions/<question_id>/place")
@requires(Permission.CHECKLIST_WRITE)
def move_question(draft_id: int, question_id: str) -> ResponseReturnValue:
    """Move a question by one place among those on its standard."""
    row, found = opened(draft_id)
    _question_or_404(found, question_id)
    section_id = found.checklist.places()[question_id][0]
    changed = drafting.question_moved(found.checklist, question_id, _step())
    return keep(row, changed, _section_address(row, section_id, question_id))


@blueprint.post("/questions/<question_id>/removal")
@requires(Permission.CHECKLIST_WRITE)
def remove_question(draft_id: int, question_id: str) -> ResponseReturnValue:
    """Remove a question."""
    row, found = opened(draft_id)
    _question_or_404(found, question_id)
    section_id = found.checklist.places()[question_id][0]
    changed = drafting.without_question(found.checklist, question_id)
    return removed(row, changed, _section_address(row, section_id), section=section_id)


@blueprint.post("/versions/<row:number>/restoration")
@requires(Permission.CHECKLIST_WRITE)
def undo(draft_id: int, number: int) -> ResponseReturnValue:
    """Bring back what the last change removed."""
    row = draft_or_404(draft_id)
    if actions.bring_back(row, number, by=current_user()):
        flash(gettext("Brought back."))
    else:
        flash(gettext("Not brought back: the draft was changed since. Add it again."))
    section_id = request.args.get("section", "")
    if queries.draft_of(row).checklist.section(section_id):
        return redirect(_section_address(row, section_id), 303)
    return redirect(url_for("drafts.draft", draft_id=draft_id), 303)


def opened(draft_id: int) -> tuple[OwnChecklist, Draft]:
    """Return a draft, its row and what it says, or answer 404."""
    row = draft_or_404(draft_id)
    try:
        return row, queries.draft_of(row)
    except MistakenFileError:
        abort(404)  # the list of drafts says so, and discards it


def keep(row: OwnChecklist, checklist: Checklist, address: str) -> ResponseReturnValue:
    """Keep a draft as it was changed, and go on."""
    try:
        actions.change(row, checklist, by=current_user())
    except actions.NotKeptError as error:
        flash(gettext("Not saved.") + " " + why_not(error))
    return redirect(address, 303)


def why_not(error: actions.NotKeptError) -> str:
    """Say why a draft can't be kept as it was changed."""
    if isinstance(error, actions.TooLargeError):
        return str(gettext("The checklist would be larger than 512 KB."))
    return str(gettext("Something in it can’t be kept; look for unusual characters in its texts."))


def removed(
    row: OwnChecklist, checklist: Checklist, address: str, *, section: str | None = None
) -> ResponseReturnValue:
    """Keep a draft without something that can be brought back, to its section if it had one."""
    try:
        actions.change(row, checklist, by=current_user())
    except actions.NotKeptError as error:
        flash(gettext("Not saved.") + " " + why_not(error))
        return redirect(address, 303)
    undo = url_for("drafts.undo", draft_id=row.id, number=row.version - 1, section=section)
    flash(gettext("Removed."), undo)
    return redirect(address, 303)


def _offered(found: Draft) -> Offered:
    return Offered(found, standards(), facts())


def _new_id(found: Draft) -> str:
    taken = queries.question_ids() | found.whole.questions.keys()
    return drafting.new_question_id(found.checklist.id, taken)


def _worded(found: Draft, question_id: str) -> str | None:
    """Return how another checklist words a question, unless a version of this one asked it."""
    if found.before and question_id in found.before.questions:
        return None
    return queries.asked_elsewhere(found.checklist.id).get(question_id)


def _step() -> Step:
    return Step.DOWN if request.form.get("step") == Step.DOWN else Step.UP


def _section_address(row: OwnChecklist, section_id: str, anchor: str | None = None) -> str:
    return url_for("drafts.section", draft_id=row.id, section_id=section_id, _anchor=anchor)


def _section_or_404(checklist: Checklist | None, section_id: str) -> Section:
    section = checklist.section(section_id) if checklist else None
    if section is None:
        abort(404)
    return section


def _topic_or_404(found: Draft, place: Place) -> Topic:
    section = _section_or_404(found.checklist, place[0])
    topic = next((topic for topic in section.topics if topic.standard == place[1]), None)
    if topic is None:
        abort(404)
    return topic


def _question_or_404(found: Draft, question_id: str) -> Question:
    asked = found.checklist.questions.get(question_id)
    if asked is None:
        abort(404)
    return asked
