"""The pages of a section: its questions, and two versions of one answer side by side."""

import re

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.access import current_user
from app.accounts.permissions import Permission
from app.assessments import queries
from app.assessments.answering import NEVER_GIVEN, Changes
from app.assessments.forms import SectionForm
from app.assessments.models import Assessment
from app.assessments.queries import Work
from app.checklists.checklist import Section
from app.checklists.legal_basis import legal_basis
from app.checklists.library import facts, instruments, standards
from app.web.formats import clock

CLOCK = re.compile(r"\d\d:\d\d$")


def section_page(
    assessment: Assessment, work: Work, section: Section, form: SectionForm, status: int = 0
) -> ResponseReturnValue:
    """Show the questions of one section, to be answered or to be read."""
    may_write = current_user().may(Permission.ASSESSMENT_WRITE)
    view = queries.view_of(assessment)
    saved, cleared = request.args.get("saved", ""), request.args.get("cleared", "")
    page = render_template(
        "assessments/section.html",
        assessment=assessment,
        work=work,
        section=section,
        form=form,
        is_open=may_write and not assessment.is_submitted,
        closing=work.closing,
        number=work.checklist.sections.index(section) + 1,
        following=next_page(assessment, work, section),
        standards=standards(),
        facts=facts(),
        basis={
            t.standard: legal_basis(standards()[t.standard], instruments(), view)
            for t in section.topics
        },
        roll_ups=queries.roll_ups(assessment.case, work.checklist)
        if not assessment.hearing_id
        else {},
        exhibits=queries.citable(assessment, work.answers),
        saved=saved if CLOCK.match(saved) else "",
        cleared=cleared if _is_cleared(work, cleared) else "",
    )
    return page, status or form.status


def _is_cleared(work: Work, question_id: str) -> bool:
    stored = work.answers.get(question_id, NEVER_GIVEN)
    return stored.version > 0 and not stored.answer.is_given


def next_page(assessment: Assessment, work: Work, section: Section) -> str:
    """Return the address of the next section with a question that applies, or of the check."""
    applicable = set(work.applicable)
    place = work.checklist.sections.index(section)
    for following in work.checklist.sections[place + 1 :]:
        if any(question.id in applicable for question in following.questions):
            return url_for(
                "assessments.section", assessment_id=assessment.id, section_id=following.id
            )
    return url_for("assessments.check", assessment_id=assessment.id)


def conflict_page(
    assessment: Assessment, work: Work, section: Section, form: SectionForm, result: Changes
) -> ResponseReturnValue:
    """Show the first answer saved meanwhile beside what was typed; any other comes after it."""
    first, *more = result.conflicts
    form.question(first).version.data = work.answers.get(first, NEVER_GIVEN).version
    page = render_template(
        "assessments/conflict.html",
        assessment=assessment,
        work=work,
        section=section,
        form=form,
        question=work.checklist.questions[first],
        more=len(more),
        kept=kept(),
        confirmed=request.form.getlist("confirm"),
        newest=next(iter(queries.history_of(assessment.id, first)), None),
        sentence=conflict_sentence(assessment, first),
        never_given=NEVER_GIVEN,
        exhibits=queries.citable(assessment, work.answers),
    )
    return page, 409


def kept() -> list[str]:
    """Return the questions whose saved answer stands against what was typed."""
    return request.form.getlist("keep")


def conflict_sentence(assessment: Assessment, question_id: str) -> str:
    """Say who was ahead, and when."""
    newest = next(iter(queries.history_of(assessment.id, question_id)), None)
    if newest is None:
        nobody: str = gettext("This is not the answer that the page was made from. Reload it.")
        return nobody
    sentence: str = gettext(
        "This answer was changed by %(name)s at %(time)s while you were editing.",
        name=newest.by.name,
        time=clock(newest.at),
    )
    return sentence
