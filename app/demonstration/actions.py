"""Loading the demonstration."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from app.accounts.actions import service_account
from app.accounts.models import User
from app.accounts.queries import user_by_email
from app.assessments import actions as assessments
from app.assessments.models import Assessment
from app.assessments.queries import work
from app.cases.actions import add_part, open_case, save_facts
from app.cases.models import Case, Charge, Defendant, Hearing, Proceeding
from app.cases.queries import case_by_reference
from app.checklists.queries import checklists
from app.db import db
from app.demonstration.coding import (
    FOLDER,
    CodedAssessment,
    CodedCase,
    CodedProceeding,
    coded_answers,
    partial_date,
    read_cases,
)
from app.evidence.actions import add_exhibit
from app.evidence.models import Event, Exhibit, SourceConflict
from app.findings.actions import decide_grade, make_finding
from app.findings.derive import Reading
from app.findings.levels import FindingLevel
from app.findings.models import PublishedAssessment
from app.findings.queries import indications_of, suggested_grade
from app.reports.actions import write_narrative

TEXTS = {"notice", "summary", "context", "state_comment", "conclusion"}
AUTHOR = "demonstration@localhost"

SILENT = "The press release answers no question. Silence is not compliance; nothing is found."
ONE_SOURCE = (
    "What is known is reported by others and was not confirmed. A finding needs the record of the "
    "court, or a hearing observed, and the State’s reasons."
)


def load_demonstration(vault: Path) -> list[str]:
    """Load every case that is not there yet; return the references of those loaded."""
    author = user_by_email(AUTHOR) or service_account(name="Demonstration", email=AUTHOR)
    loaded = []
    # The last case loaded stands first in the list: Kem Sokha.
    for coded in reversed(read_cases()):
        if case_by_reference(coded.reference) is None:
            _load(coded, vault, author)
            loaded.append(coded.reference)
    return loaded


def _load(coded: CodedCase, vault: Path, by: User) -> None:
    case = open_case(
        reference=coded.reference,
        title=coded.title,
        kind=coded.kind,
        country=coded.country,
        summary=coded.summary,
        remark=coded.remark,
        tags=sorted(coded.tags),
        by=by,
    )
    for person in coded.defendants:
        defendant = Defendant(case_id=case.id, name=person.name, role=person.role)
        add_part(defendant, by=by)
        save_facts(case, defendant, person.facts, by=by)
    save_facts(case, None, coded.facts, by=by)
    for charge in coded.charges:
        add_part(Charge(case_id=case.id, **dict(charge)), by=by)
    _load_proceedings(case, coded.proceedings, by)
    exhibits = _load_exhibits(case, coded, vault, by)
    _load_chronology(case, coded, exhibits, by)
    for published in coded.published:
        row = PublishedAssessment(
            case_id=case.id,
            body=published.body,
            title=published.title,
            published_on=partial_date(published.published_on),
            address=published.address,
            read_in=published.read_in,
            grade=published.grade,
            conclusion=published.conclusion,
            note=published.note,
            outcomes={id_: outcome.value for id_, outcome in published.findings.items()},
        )
        add_part(row, by=by)
    if coded.assessment:
        _load_assessment(case, coded.assessment, exhibits, by)


def _load_proceedings(case: Case, proceedings: Iterable[CodedProceeding], by: User) -> None:
    for coded in proceedings:
        values = dict(coded) | {"decided_on": partial_date(coded.decided_on)}
        hearings = values.pop("hearings")
        proceeding = Proceeding(case_id=case.id, **values)
        add_part(proceeding, by=by)
        for hearing in hearings:
            held = dict(hearing)
            held_on = partial_date(held.pop("on"))
            add_part(Hearing(proceeding_id=proceeding.id, held_on=held_on, **held), by=by)


def _load_exhibits(case: Case, coded: CodedCase, vault: Path, by: User) -> Mapping[str, Exhibit]:
    found = {}
    for exhibit in coded.exhibits:
        content = [(FOLDER / exhibit.file).read_bytes()] if exhibit.file else None
        found[exhibit.key] = add_exhibit(
            case,
            by=by,
            folder=vault,
            file_name=exhibit.file,
            chunks=content,
            title=exhibit.title,
            kind=exhibit.kind,
            publisher=exhibit.publisher,
            dated=partial_date(exhibit.dated),
            address=exhibit.address,
            limits=exhibit.limits,
        )
    return found


def _load_chronology(
    case: Case, coded: CodedCase, exhibits: Mapping[str, Exhibit], by: User
) -> None:
    for event in coded.events:
        row = Event(
            case_id=case.id,
            happened_on=partial_date(event.on),
            what=event.what,
            kind=event.kind,
            exhibit_id=exhibits[event.source].id,
            pinpoint=event.pinpoint,
            quote=event.quote,
        )
        add_part(row, by=by)
    for conflict in coded.conflicts:
        row_of_two = SourceConflict(
            case_id=case.id,
            topic=conflict.topic,
            one_says=conflict.one,
            one_exhibit_id=exhibits[conflict.one_source].id if conflict.one_source else None,
            other_says=conflict.other,
            other_exhibit_id=exhibits[conflict.other_source].id if conflict.other_source else None,
            consequence=conflict.consequence,
        )
        add_part(row_of_two, by=by)


def _load_assessment(
    case: Case, coded: CodedAssessment, exhibits: Mapping[str, Exhibit], by: User
) -> None:
    assessment = assessments.start(case, checklists()["trial", 1], by=by)
    db.flush()  # its id
    started = work(assessment)
    # Answers open and close questions: what is asked is settled once all statements are in.
    spoken = {statement.question for statement in coded.statements}
    ids = {key: exhibit.id for key, exhibit in exhibits.items()}
    first = coded_answers(spoken, coded.statements, coded.source, ids)
    assessments.save_answers(assessment, first, {}, by=by)
    silent = [id_ for id_ in work(assessment).applicable if id_ not in spoken]
    assessments.save_answers(assessment, coded_answers(silent, (), coded.source, ids), {}, by=by)
    assessments.submit(assessment, started.facts, by=by)
    _load_findings(assessment, coded, by)
    texts = coded.model_dump(include=TEXTS)
    recommendations = [list(pair) for pair in coded.recommendations]
    write_narrative(assessment, {**texts, "recommendations": recommendations}, by=by)


def _load_findings(assessment: Assessment, coded: CodedAssessment, by: User) -> None:
    indications = indications_of(work(assessment))
    spoken = {statement.question for statement in coded.statements}
    for standard_id, indication in indications.items():
        if indication.reading is Reading.NOT_APPLICABLE:
            continue
        general = ONE_SOURCE if spoken & indication.asked.keys() else SILENT
        values = {
            "level": FindingLevel.INSUFFICIENT_INFORMATION,
            "reasons": " ".join(filter(None, (general, coded.remarks.get(standard_id)))),
            "state_response": coded.state_responses.get(standard_id, ""),
        }
        make_finding(assessment, standard_id, values, by=by)
    suggestion = suggested_grade(assessment, work(assessment))
    decide_grade(
        assessment,
        grade=coded.grade,
        suggested=suggestion.grade,
        reasons=coded.grade_reasons,
        by=by,
    )
