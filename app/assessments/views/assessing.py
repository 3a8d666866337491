"""Pages on which a checklist is filled in."""

from collections.abc import Mapping

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.access import current_user, requires
from app.accounts.permissions import Permission
from app.assessments import actions, queries
from app.assessments.access import assessment_to_read, assessment_to_reopen, assessment_to_write
from app.assessments.answering import NEVER_GIVEN, NOTHING, Changes, GivenAnswer, changes
from app.assessments.completeness import lacking, unanswered
from app.assessments.forms import (
    ReopenForm,
    SectionForm,
    SubmissionForm,
    form_data,
    section_form,
    start_form,
)
from app.assessments.models import Assessment
from app.assessments.progress import progress
from app.assessments.queries import Work
from app.assessments.views.section_pages import (
    conflict_page,
    conflict_sentence,
    kept,
    next_page,
    section_page,
)
from app.cases.access import case_or_404
from app.cases.kinds import Observed
from app.cases.queries import (
    defendant_choices,
    facts_not_known,
    hearings_of,
    proceedings_of,
)
from app.checklists.checklist import ChecklistScope, Section
from app.checklists.library import facts
from app.checklists.queries import offered as offered_for, versions_of
from app.db import now
from app.evidence.queries import exhibit_choices
from app.web.formats import clock, written

blueprint = Blueprint("assessments", __name__)


@blueprint.route("/cases/<reference>/assessments/new", methods=["GET", "POST"])
@requires(Permission.ASSESSMENT_WRITE)
def new(reference: str) -> ResponseReturnValue:
    """Begin an assessment of a case, or of one of its hearings."""
    case = case_or_404(reference)
    if not case.is_criminal:
        return render_template("assessments/not_criminal.html", case=case)
    hearings = {h.id: h for h in hearings_of(case) if h.observed is Observed.OBSERVED}
    offered = offered_for(case.country)
    form = start_form(
        offered, {id_: f"{written(h.held_on)} {h.about}".strip() for id_, h in hearings.items()}
    )()
    if form.accepted():
        checklist = offered[form.values()["checklist_id"]]
        about_hearing = checklist.scope is ChecklistScope.HEARING
        hearing = hearings.get(form.values().get("hearing_id", 0)) if about_hearing else None
        assessment = actions.start(case, checklist, hearing=hearing, by=current_user())
        return redirect(url_for("assessments.tasks", assessment_id=assessment.id), 303)
    page = render_template(
        "assessments/new.html", case=case, form=form, has_proceeding=bool(proceedings_of(case))
    )
    return page, form.status


@blueprint.get("/assessments/<row:assessment_id>")
@requires(Permission.CASE_READ)
def tasks(assessment_id: int) -> ResponseReturnValue:
    """Show what is done and what is left to do."""
    assessment = assessment_to_read(assessment_id)
    work = queries.work(assessment)
    found = work.missing
    return render_template(
        "assessments/tasks.html",
        assessment=assessment,
        work=work,
        progress=progress(work.checklist, work.applicable, found),
        lacking=lacking(found),
        unanswered=unanswered(found),
        not_known=facts_not_known(assessment.case, facts()),
        measures=queries.measures_of(assessment),
        defendants=defendant_choices(assessment.case),
        last=queries.last_change(assessment_id),
        newest=max(versions_of(assessment.checklist_id)),
        reopen_form=ReopenForm(),
    )


@blueprint.get("/assessments/<row:assessment_id>/sections/<section_id>")
@requires(Permission.CASE_READ)
def section(assessment_id: int, section_id: str) -> ResponseReturnValue:
    """Show one section, to be answered or, once submitted, to be read."""
    assessment = assessment_to_read(assessment_id)
    work = queries.work(assessment)
    section = _section_or_404(work, section_id)
    form = _section_form(work, section)(form_data(work.answers))
    return section_page(assessment, work, section, form)


@blueprint.post("/assessments/<row:assessment_id>/sections/<section_id>")
@requires(Permission.ASSESSMENT_WRITE)
def save_section(assessment_id: int, section_id: str) -> ResponseReturnValue:
    """Keep the answers of one section: all that changed, or nothing."""
    assessment = assessment_to_write(assessment_id)
    work = queries.work(assessment)
    _refuse_what_is_not_asked(work, section_id)
    section = _section_or_404(work, section_id)
    form = _section_form(work, section)(form_data(work.answers))
    form.cites_only(queries.citable(assessment, work.answers))
    if _is_of_other_words(work):
        flash(_other_words(work))
        return section_page(assessment, work, section, form, status=409)
    if _is_anothers_page():
        return _anothers_page(assessment, work, section, form)
    cleared = _clear_or_restore(assessment, work, form)
    if not form.accepted():
        return section_page(assessment, work, section, form)
    result = _changes(assessment, work, form)
    if result.conflicts:
        return conflict_page(assessment, work, section, form, result)
    _keep(assessment, work, result.to_save)
    if "continue" in request.form:
        return redirect(next_page(assessment, queries.work(assessment), section), 303)
    return redirect(_saved(assessment, section, cleared), 303)


@blueprint.post("/assessments/<row:assessment_id>/answers/<question_id>")
@requires(Permission.ASSESSMENT_WRITE)
def save_answer(assessment_id: int, question_id: str) -> ResponseReturnValue:
    """Keep one answer as soon as it changes; answers a script, in JSON."""
    assessment = assessment_to_write(assessment_id)
    if _is_anothers_page():
        return jsonify(message=gettext("Somebody else is signed in in this browser.")), 403
    work = queries.work(assessment)
    if _is_of_other_words(work):
        return jsonify(message=_other_words(work)), 409
    if question_id not in work.checklist.questions:
        abort(404)
    form = section_form(work.checklist.questions[question_id])(form_data(work.answers))
    form.cites_only(queries.citable(assessment, work.answers))
    if not form.accepted():
        return jsonify(message=" ".join(text for _, text in form.mistakes())), 422
    if question_id not in form.given():
        abort(400)
    answer, version = form.given()[question_id]
    current = work.answers.get(question_id, NEVER_GIVEN)
    # Somebody works on this very answer: that it is as they were shown it does not make it current.
    if answer != current.answer and version != current.version:
        return jsonify(message=conflict_sentence(assessment, question_id)), 409
    is_confirmed = question_id in _confirmed(work)
    to_save = {question_id: answer} if answer != current.answer or is_confirmed else {}
    versions = _keep(assessment, work, to_save)
    after = queries.work(assessment)
    section = work.checklist.section_of(question_id)
    return jsonify(
        version=versions.get(question_id, current.version),
        saved=clock(now()),
        closed=[q.id for q in section.questions if q.id not in after.applicable],
        contradictions=_contradictions(after, section),
        is_confirmed=question_id not in after.to_confirm | after.set_aside.keys(),
    )


@blueprint.get("/assessments/<row:assessment_id>/answers/<question_id>")
@requires(Permission.CASE_READ)
def answer(assessment_id: int, question_id: str) -> ResponseReturnValue:
    """Show the history of one answer: who changed what, when, and to which words it was given."""
    assessment = assessment_to_read(assessment_id)
    versions = versions_of(assessment.checklist_id)
    checklist = versions[assessment.checklist_version]
    rows = queries.history_of(assessment_id, question_id)
    worded = {number: version.questions.get(question_id) for number, version in versions.items()}
    asked = worded[checklist.version]
    question = asked or next((worded.get(row.asked_in) for row in rows), None)
    if question is None:
        abort(404)
    return render_template(
        "assessments/history.html",
        assessment=assessment,
        question=question,
        section=checklist.section_of(question_id) if asked else None,
        version=checklist.version,
        worded=worded,
        history=[(row, queries.given_then(row)) for row in rows],
        exhibits=exhibit_choices(assessment.case),
    )


@blueprint.get("/assessments/<row:assessment_id>/exhibits")
@requires(Permission.CASE_READ)
def exhibits(assessment_id: int) -> ResponseReturnValue:
    """List what answers may cite, as it is now; answers a script, in JSON."""
    assessment = assessment_to_read(assessment_id)
    citable = queries.citable(assessment, queries.answers_of(assessment_id))
    return jsonify([{"id": id_, "label": label} for id_, label in citable.items()])


@blueprint.get("/assessments/<row:assessment_id>/check")
@requires(Permission.CASE_READ)
def check(assessment_id: int) -> ResponseReturnValue:
    """Show every answer, and what is missing before they can be submitted."""
    assessment = assessment_to_read(assessment_id)
    work = queries.work(assessment)
    found = work.missing
    return render_template(
        "assessments/check.html",
        assessment=assessment,
        work=work,
        applicable=set(work.applicable),
        lacking=lacking(found),
        unanswered=unanswered(found),
        exhibits=exhibit_choices(assessment.case),
        is_altered=queries.is_altered(assessment),
        facts=facts(),
        form=SubmissionForm({"grounds": queries.grounds_of_submission(work)}),
    )


@blueprint.post("/assessments/<row:assessment_id>/submission")
@requires(Permission.ASSESSMENT_WRITE)
def submit(assessment_id: int) -> ResponseReturnValue:
    """Close the answers, if nothing is missing."""
    assessment = assessment_to_write(assessment_id)
    work = queries.work(assessment)
    if work.missing:
        flash(gettext("Not submitted: some questions still lack something. They are listed below."))
        return redirect(url_for("assessments.check", assessment_id=assessment_id), 303)
    if queries.is_altered(assessment):
        flash(gettext("Not submitted: the file of the checklist was changed. Bring it back first."))
        return redirect(url_for("assessments.check", assessment_id=assessment_id), 303)
    if SubmissionForm().has_shifted(queries.grounds_of_submission(work)):
        flash(
            gettext(
                "Not submitted: answers or facts were changed while the page was open. They are "
                "below as they are now."
            )
        )
        return redirect(url_for("assessments.check", assessment_id=assessment_id), 303)
    actions.submit(assessment, work.facts, by=current_user())
    if assessment.hearing_id is not None:
        flash(gettext("Submitted. The answers are closed."))
        return redirect(url_for("assessments.tasks", assessment_id=assessment_id), 303)
    flash(gettext("Submitted. The answers are closed; the findings come next."))
    return redirect(url_for("findings.index", assessment_id=assessment_id), 303)


@blueprint.post("/assessments/<row:assessment_id>/reopening")
@requires(Permission.ASSESSMENT_WRITE)
def reopen(assessment_id: int) -> ResponseReturnValue:
    """Let a submitted assessment be worked on again."""
    assessment = assessment_to_reopen(assessment_id)
    form = ReopenForm()
    if form.accepted():
        actions.reopen(assessment, reason=form.reason.data or "", by=current_user())
    else:
        flash(gettext("Not opened again: say why it is opened."))
    return redirect(url_for("assessments.tasks", assessment_id=assessment_id), 303)


def _contradictions(work: Work, section: Section) -> dict[str, list[str]]:
    """Return what is said at each question of the section of answers that contradict it."""
    return {
        question.id: [rule.says for rule in work.contradictions if question.id in rule.questions]
        for question in section.questions
    }


def _section_or_404(work: Work, section_id: str) -> Section:
    section = work.checklist.section(section_id)
    if section is None:
        abort(404)
    return section


def _section_form(work: Work, section: Section) -> type[SectionForm]:
    return section_form(*section.questions)


def _is_of_other_words(work: Work) -> bool:
    """Tell whether the page was made before the assessment moved to another version."""
    own = str(work.checklist.version)
    return request.form.get("checklist", own) != own


def _other_words(work: Work) -> str:
    sentence: str = gettext(
        "Not saved: the assessment moved to version %(version)s of its checklist while this page "
        "was open. Read the questions as they are now, and save again.",
        version=work.checklist.version,
    )
    return sentence


def _refuse_what_is_not_asked(work: Work, section_id: str) -> None:
    """Answer 409, with all that was typed, to answers that the section has no place for."""
    section = work.checklist.section(section_id)
    asked = {question.id for question in section.questions} if section else set()
    sent = {name.removesuffix("-version") for name in request.form if name.endswith("-version")}
    if _is_of_other_words(work) and not sent <= asked:
        abort(409)


def _is_anothers_page() -> bool:
    """Tell whether the page was opened by somebody who was signed in before in this browser."""
    own = str(current_user().id)
    return request.form.get("person", own) != own


def _anothers_page(
    assessment: Assessment, work: Work, section: Section, form: SectionForm
) -> ResponseReturnValue:
    """Show what was typed again, to be saved under the name of whoever is signed in, or not."""
    flash(
        gettext(
            "Not saved: this page was opened by somebody else, and you are signed in as %(name)s. "
            "If you save it, it is saved under your name.",
            name=current_user().name,
        )
    )
    return section_page(assessment, work, section, form, status=409)


def _keep(assessment: Assessment, work: Work, answers: Mapping[str, GivenAnswer]) -> dict[str, int]:
    """Keep answers in the name of whoever is signed in; return their new versions."""
    return actions.save_answers(
        assessment, answers, work.answers, by=current_user(), set_aside=work.set_aside
    )


def _clear_or_restore(assessment: Assessment, work: Work, form: SectionForm) -> str | None:
    """Do what the button beside an answer says; return the question whose answer it clears."""
    restored, cleared = request.form.get("restore"), request.form.get("clear")
    if restored in work.checklist.questions:
        form.choose(restored, queries.last_given(assessment, work, restored))
    if cleared:
        form.choose(cleared, NOTHING)
    return cleared


def _saved(assessment: Assessment, section: Section, cleared: str | None) -> str:
    """Return the address of the section, which says when it was saved and what was cleared."""
    return url_for(
        "assessments.section",
        assessment_id=assessment.id,
        section_id=section.id,
        saved=clock(now()),
        cleared=cleared,
        _anchor=cleared or request.form.get("restore") or request.form.get("confirm"),
    )


def _changes(assessment: Assessment, work: Work, form: SectionForm) -> Changes:
    """Compare what was sent to what is stored, but for answers that stay as they are saved."""
    given = {id_: own for id_, own in form.given().items() if id_ not in kept()}
    return changes(
        work.answers,
        given,
        lambda question, version: queries.answer_at(assessment.id, question, version),
        _confirmed(work),
    )


def _confirmed(work: Work) -> frozenset[str]:
    """Return the answers that are to stand under the words as they are now, of those that can."""
    return work.to_confirm & set(request.form.getlist("confirm"))
