"""A checklist of one's own, from its first draft to an assessment with it."""

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.assessments.models import Assessment
from app.audit.models import AuditEvent
from app.checklists.changes import Change, ChangeKind
from app.checklists.checklist import Checklist
from app.checklists.library import read, shipped
from app.checklists.models import OwnChecklist
from tests.factories import a_case, a_checklist_of_ones_own, make
from tests.pages.reader import Page, Reader

NAMES = {"title": "Our judgments", "checklist_id": "our-judgments", "about": "As we read them."}
STANDARD = "reasoned-public-judgment"
QUESTION = {
    "text": "Was the  judgment\ntranslated?",
    "standard_id": STANDARD,
    "section_id": "document",
    "level": "case",
    "evidence": "The translation",
}
DRAFT = "/checklists/drafts/1"
JUDGMENT = len(shipped()["judgment", 1].questions)


@pytest.fixture
def draft(reader: Reader) -> str:
    """The address of a draft that asks what ``judgment/1`` asks."""
    reader.post("/checklists/judgment/1/copy", NAMES)
    return DRAFT


@pytest.fixture
def own(app: Flask, administrator: User) -> str:
    """The id of a published checklist of one's own, with a question of every type."""
    return make(app, a_checklist_of_ones_own).checklist_id


def row(stored: Session, number: int = 1) -> OwnChecklist:
    stored.expire_all()
    return stored.scalars(select(OwnChecklist).filter_by(number=number)).one()


def said(stored: Session, number: int = 1) -> Checklist:
    """What a draft, or a published version, says."""
    return read(row(stored, number).content_yaml, Checklist, "own.yaml")[0]


def verbs(stored: Session) -> list[str]:
    return list(stored.scalars(select(AuditEvent.verb).order_by(AuditEvent.id)))


def options(*texts: str) -> dict[str, str]:
    return {f"options-{number}-text": text for number, text in enumerate(texts)}


def undo(reader: Reader, page: Page) -> Page:
    """Press the button that brings back what was removed."""
    forms = [form for form in page.all(".//form") if "restoration" in (form.get("action") or "")]
    return reader.post(str(forms[0].get("action")))


def test_the_checklists_are_listed_and_read_as_a_reviewer_sees_them(observer: Reader) -> None:
    page = observer.get("/checklists/")
    assert "None yet. Nobody begins with a blank page" in page
    assert f"{JUDGMENT} questions · version 1 · comes with the program" in page
    page = observer.get("/checklists/judgment/1")
    assert "On what date was the judgment given?" in page
    assert "Only if: “Has a judgment been given?”" in page
    assert "Legal basis" in page
    assert "An indictment is written before the defence has spoken." in page
    assert "/checklists/judgment/1/blank.pdf" in page.links()
    assert "Duplicate" not in page
    observer.get("/checklists/judgment/7", status=404)
    assert "/checklists/" in observer.get("/").links()


def test_a_duplicate_begins_a_draft_that_asks_the_same(
    reader: Reader, stored: Session, draft: str
) -> None:
    checklist = said(stored)
    assert (checklist.id, checklist.version) == ("our-judgments", 1)
    assert checklist.title == "Our judgments"
    assert len(checklist.questions) == JUDGMENT
    assert verbs(stored) == ["checklist.begun"]
    page = reader.get("/checklists/")
    assert f"our-judgments, version 1 · {JUDGMENT} questions · begun by The administrator" in page
    assert "Ready to be published" in page
    reader.get("/checklists/our-judgments/1", status=404)
    assert "Draft of version 1" in reader.get(f"{draft}/preview")


WRONG_NAMES = (
    ("title", "", "Enter a title."),
    ("about", " ", "Say what it is for."),
    ("title", "x" * 1001, "Use at most 1000 characters."),
    ("checklist_id", "", "Enter a short name."),
    ("checklist_id", "Ours", "Use small letters, digits and hyphens only"),
    ("checklist_id", "4-eyes", "beginning with a letter"),
    ("checklist_id", "x" * 61, "Use at most 60 characters."),
    ("checklist_id", "trial", "There is something called “trial” already."),
    ("checklist_id", "public-hearing", "There is something called “public-hearing” already."),
    ("checklist_id", "drafts", "“drafts” can't be a short name."),
)


def test_a_name_with_a_mistake_begins_nothing(reader: Reader, stored: Session) -> None:
    for field, value, says in WRONG_NAMES:
        page = reader.post("/checklists/judgment/1/copy", NAMES | {field: value}, status=422)
        assert says in page, (field, value)
    assert stored.scalar(select(func.count(OwnChecklist.id))) == 0


def test_the_name_of_another_draft_is_taken_until_that_is_discarded(
    reader: Reader, stored: Session, draft: str
) -> None:
    page = reader.post("/checklists/screening/1/copy", NAMES, status=422)
    assert "Choose a different short name." in page
    reader.post(f"{draft}/removal")
    reader.post("/checklists/screening/1/copy", NAMES)
    assert len(said(stored).questions) == len(shipped()["screening", 1].questions)
    assert verbs(stored) == ["checklist.begun", "checklist.discarded", "checklist.begun"]


def test_a_discarded_draft_is_brought_back(reader: Reader, stored: Session, draft: str) -> None:
    page = reader.post(f"{draft}/removal")
    assert "Our judgments" not in page
    reader.get(draft, status=404)
    assert "Our judgments" in undo(reader, page)
    assert verbs(stored)[1:] == ["checklist.discarded", "checklist.restored"]


def test_a_question_is_added_reworded_moved_and_removed(
    reader: Reader, stored: Session, draft: str
) -> None:
    address = f"{draft}/question/new?section=document&standard={STANDARD}"
    assert reader.get(address).fields()["standard_id"] == STANDARD
    page = reader.post(address, QUESTION)
    assert "Was the judgment translated?" in page
    assert list(said(stored).section_of("our-judgments.1").questions)[-1].id == "our-judgments.1"

    data = reader.get(f"{draft}/questions/our-judgments.1").fields()
    reader.post(f"{draft}/questions/our-judgments.1", data)
    assert verbs(stored).count("checklist.changed") == 1, "nothing changed, so nothing is noted"
    data |= {"text": "Was it translated?", "facts": ["interpreter-needed"], "section_id": "proof"}
    reader.post(f"{draft}/questions/our-judgments.1", data)
    question = said(stored).questions["our-judgments.1"]
    assert question.text == "Was it translated?"
    assert question.when[0].facts == ("interpreter-needed",)
    assert said(stored).places()["our-judgments.1"] == ("proof", STANDARD)

    before = list(said(stored).questions)
    reader.post(f"{draft}/questions/{before[1]}/place", {"step": "up"})
    assert list(said(stored).questions)[:2] == [before[1], before[0]]

    page = reader.post(f"{draft}/questions/our-judgments.1/removal")
    assert "our-judgments.1" not in said(stored).questions
    assert "Was it translated?" in undo(reader, page)
    assert reader.location.endswith("/sections/proof")
    assert "our-judgments.1" in said(stored).questions


def test_a_removal_is_not_undone_over_a_later_change(
    reader: Reader, stored: Session, draft: str
) -> None:
    page = reader.post(f"{draft}/questions/{STANDARD}.1/removal")
    reader.post(f"{draft}/questions/{STANDARD}.2/removal")
    assert "Not brought back: the draft was changed since." in undo(reader, page)
    assert f"{STANDARD}.2" not in said(stored).questions


WRONG_QUESTIONS: tuple[tuple[dict[str, str], str], ...] = (
    ({"text": ""}, "Enter the question."),
    ({"evidence": ""}, "Say what would support an answer."),
    ({"level": ""}, "Where the answer is found: choose one."),
    ({"level": "gossip"}, "“gossip” is not one of the answers offered."),
    ({"standard_id": "no-such"}, "“no-such” is not one of the answers offered."),
    ({"text": "x" * 1001}, "Use at most 1000 characters."),
    ({"after": f"{STANDARD}.3"}, "A condition on a question needs both"),
    ({"after": f"{STANDARD}.date", "after_is": "yes"}, "is not one of the answers offered."),
    ({"type": "choice", "options-0-text": "One"}, "Enter two options or more."),
    ({"type": "number"}, "Say what is counted."),
    ({"type": "duration", "from_": "arrest", "to": "arrest"}, "Choose another event"),
)


def test_a_question_with_a_mistake_changes_nothing(
    reader: Reader, stored: Session, draft: str
) -> None:
    for typed, says in WRONG_QUESTIONS:
        address = f"{draft}/question/new?type={typed.get('type', 'answer')}"
        page = reader.post(address, QUESTION | typed, status=422)
        assert says in page, typed
        assert page.fields()["text"] == " ".join((QUESTION | typed)["text"].split())
    assert verbs(stored) == ["checklist.begun"]


def test_every_type_of_question_can_be_added_and_changed(
    reader: Reader, stored: Session, draft: str
) -> None:
    types = {
        "answer": {"after": f"{STANDARD}.3", "after_is": ["yes", "partly"]},
        "date": {},
        "number": {"unit": "pages"},
        "choice": options("One", "Another", "", "One"),
        "choices": options("Один", "Два", "", ""),
        "text": {},
        "fact": {},
        "duration": {"from_": "arrest", "to": "first-judge"},
    }
    for type_, more in types.items():
        reader.get(f"{draft}/question/new?type={type_}")
        reader.post(f"{draft}/question/new?type={type_}", QUESTION | more)
    own = [q for id_, q in said(stored).questions.items() if id_.startswith("our-judgments.")]
    assert [question.type for question in own] == list(types)
    assert list(own[3].choices) == ["one", "another", "one-2"]
    assert list(own[4].choices) == ["option", "option-2"]

    data = reader.get(f"{draft}/questions/our-judgments.4").fields()
    reader.post(f"{draft}/questions/our-judgments.4", data | {"options-0-text": "The first"})
    assert dict(said(stored).questions["our-judgments.4"].choices)["one"] == "The first"
    reader.get(f"{draft}/question/new?type=riddle", status=404)
    assert reader.get(f"{draft}/preview").status == 200


def test_a_question_that_others_ask_keeps_its_id_only_as_the_same_question(
    reader: Reader, stored: Session, draft: str
) -> None:
    address = f"{draft}/questions/{STANDARD}.3"
    data = reader.get(address).fields() | {"text": "Is the judgment long enough?"}
    assert "Say whether it is still the same question." in reader.post(address, data, status=422)
    reader.post(address, data | {"is_same": "True"})
    assert said(stored).questions[f"{STANDARD}.3"].text == "Is the judgment long enough?"

    data = reader.get(address).fields()
    reader.post(address, data | {"text": "Is it well written?", "is_same": "False"})
    checklist = said(stored)
    assert checklist.questions["our-judgments.1"].text == "Is it well written?"
    assert f"{STANDARD}.3" not in checklist.questions
    rule = next(r for r in checklist.contradictions if r.id == "reasoning-missing")
    assert rule.questions[0] == "our-judgments.1", "what names the question follows it"
    assert "Nothing is missing" in reader.get(draft)


def test_two_people_change_two_questions_of_one_draft_and_meet_on_one(
    reader: Reader, stored: Session, draft: str
) -> None:
    one, other = (f"{draft}/questions/{STANDARD}.{end}" for end in ("date", "pages"))
    mine, theirs = reader.get(one).fields(), reader.get(other).fields()
    reader.post(other, theirs | {"evidence": "The last page", "is_same": "True"})
    reader.post(one, mine | {"evidence": "Theirs"})
    page = reader.post(one, mine | {"evidence": "Mine"}, status=409)
    assert "Theirs" in page
    assert page.fields()["evidence"] == "Mine"
    reader.post(one, page.fields())
    assert said(stored).questions[f"{STANDARD}.date"].evidence == "Mine"


def test_sections_are_added_renamed_moved_and_removed(
    reader: Reader, stored: Session, draft: str
) -> None:
    data = {"title": "Costs & fees", "phase": "judgment-and-appeal"}
    assert "Enter a title." in reader.post(f"{draft}/section/new", data | {"title": ""}, status=422)
    page = reader.post(f"{draft}/section/new", data)
    assert "Nothing is asked here yet" in page
    assert "1 mistake is to be mended first." in reader.get(draft)
    page = reader.get(f"{draft}/check")
    assert "Nothing is asked yet in the section “Costs & fees”." in page

    address = f"{draft}/sections/costs-fees"
    stale = reader.get(f"{address}/details").fields()
    reader.post(f"{address}/details", stale | {"title": "Costs"})
    reader.post(f"{address}/details", stale | {"title": "Fees"}, status=409)
    reader.post(f"{address}/place", {"step": "up"})
    assert [section.title for section in said(stored).sections][-2] == "Costs"
    page = reader.post(f"{address}/removal")
    assert "costs-fees" not in [section.id for section in said(stored).sections]
    undo(reader, page)
    assert "costs-fees" in [section.id for section in said(stored).sections]

    topics = [topic.standard for topic in said(stored).sections[1].topics]
    reader.post(f"{draft}/sections/proof/topics/{topics[1]}/place", {"step": "up"})
    assert said(stored).sections[1].topics[0].standard == topics[1]
    address = f"{draft}/sections/proof/topics/{topics[1]}"
    reader.post(address, reader.get(address).fields() | {"facts": ["plea"]})
    assert said(stored).sections[1].topics[0].when[0].facts == ("plea",)


def test_what_is_said_of_a_draft_is_changed(reader: Reader, stored: Session, draft: str) -> None:
    data = reader.get(f"{draft}/details").fields()
    assert "Enter a title." in reader.post(f"{draft}/details", data | {"title": ""}, status=422)
    reader.post(f"{draft}/details", data | {"title": "Other", "graded": "True"})
    assert (said(stored).title, said(stored).graded) == ("Other", True)
    reader.post(f"{draft}/details", data | {"title": "Stale"}, status=409)


CONTRADICTION = {
    "question": f"{STANDARD}.3",
    "question_is": ["no"],
    "other": f"{STANDARD}.5",
    "other_is": ["yes", "partly"],
    "fact": "",
    "fact_is": "",
    "says": "What is not there can't be read.",
}


def test_contradictions_are_named_and_removed(reader: Reader, stored: Session, draft: str) -> None:
    reader.get(f"{draft}/contradiction/new")
    assert CONTRADICTION["says"] in reader.post(f"{draft}/contradiction/new", CONTRADICTION)
    on_fact = {"other": "", "other_is": [], "fact": "judgment", "fact_is": "no"}
    reader.post(f"{draft}/contradiction/new", CONTRADICTION | on_fact)
    last = said(stored).contradictions[-1]
    page = reader.post(f"{draft}/contradictions/{last.id}/removal")
    assert len(said(stored).contradictions) == 6
    undo(reader, page)
    assert len(said(stored).contradictions) == 7
    reader.post(f"{draft}/contradictions/nowhere/removal", status=404)


WRONG_CONTRADICTIONS: tuple[tuple[dict[str, object], str], ...] = (
    ({"question_is": []}, "Tick one answer or more."),
    ({"question_is": ["undetermined"]}, "is not one of the answers offered."),
    ({"other": "", "other_is": []}, "Choose either another question or a fact."),
    ({"other": f"{STANDARD}.3"}, "Choose another question than the first."),
    ({"other_is": []}, "Choose both: the other question and its answers."),
    ({"other": "", "other_is": [], "fact": "judgment"}, "Choose both: the fact"),
    ({"says": ""}, "Say why both can hardly be right."),
)


def test_a_contradiction_with_a_mistake_is_not_kept(
    reader: Reader, stored: Session, draft: str
) -> None:
    for typed, says in WRONG_CONTRADICTIONS:
        page = reader.post(f"{draft}/contradiction/new", CONTRADICTION | typed, status=422)
        assert says in page, typed
    assert verbs(stored) == ["checklist.begun"]


def test_a_draft_with_mistakes_is_kept_and_not_published(
    reader: Reader, stored: Session, draft: str
) -> None:
    reader.post(f"{draft}/questions/{STANDARD}.3/removal")
    page = reader.get(f"{draft}/check")
    assert f"There is no question {STANDARD}.3 in this checklist." in page
    assert f"{draft}/contradictions#rule-reasoning-missing" in page.links()
    page = reader.post(f"{draft}/publication", {"version": "1"})
    assert "It can’t be published yet" in page
    assert row(stored).published_at is None


def test_a_published_checklist_is_offered_for_assessments_and_never_changes(
    app: Flask, reader: Reader, administrator: User, stored: Session, draft: str
) -> None:
    reader.post(f"{draft}/question/new", QUESTION)
    form = reader.get(f"{draft}/publication")
    assert "This is final." in form
    page = reader.post(f"{draft}/publication", form.fields())
    assert "Published. It is offered for new assessments from now on." in page
    assert verbs(stored)[-1] == "checklist.published"
    for address in (draft, f"{draft}/publication", f"{draft}/details"):
        reader.get(address, status=404)
    reader.post(f"{draft}/removal", status=404)
    assert f"{JUDGMENT + 1} questions · version 1 · your own" in reader.get("/checklists/")

    make(app, lambda: a_case(administrator))
    reader.post("/cases/re-a/assessments/new", {"checklist_id": "our-judgments"})
    assessment = stored.scalars(select(Assessment)).one()
    assert assessment.checklist_hash == row(stored).sha256
    assert "Was the judgment translated?" in reader.get("/assessments/1/sections/document")


def test_a_draft_changed_while_its_last_page_was_open_is_shown_again(
    reader: Reader, stored: Session, draft: str
) -> None:
    form = reader.get(f"{draft}/publication").fields()
    reader.post(f"{draft}/question/new", QUESTION)
    page = reader.post(f"{draft}/publication", form, status=409)
    assert "Not published: the draft was changed while this page was open." in page
    assert row(stored).published_at is None
    reader.post(f"{draft}/publication", page.fields())
    assert row(stored).published_at is not None


def test_a_new_version_says_what_it_changes_question_by_question(
    reader: Reader, stored: Session, own: str
) -> None:
    assert "Write a new version" in reader.get("/checklists/own/1")
    reader.post("/checklists/own/versions")
    draft = "/checklists/drafts/2"
    assert "begun already" in reader.post("/checklists/own/versions")
    assert "Nothing differs from version 1." in reader.get(f"{draft}/check")
    prompt = "prompt-judicial-appearance"
    reader.post(f"{draft}/questions/{prompt}.filmed/removal")
    for end in ("soon", "reasons"):
        data = reader.get(f"{draft}/questions/{prompt}.{end}").fields()
        data |= {
            "text": f"Reworded: {end}?",
            "after_is": ["yes", "partly"] if data["after"] else [],
        }
        reader.post(f"{draft}/questions/{prompt}.{end}", data)
    more = {"section_id": "custody", "standard_id": prompt}
    reader.post(f"{draft}/question/new", QUESTION | more)

    form = reader.get(f"{draft}/publication")
    assert "Before: Was the person brought before a judge promptly?" in form
    page = reader.post(f"{draft}/publication", form.fields(), status=422)
    assert "Reworded: soon?: choose one." in page
    meanings = {
        f"{prompt}.soon": "False",
        f"{prompt}.soon_why": "The law changed.",
        f"{prompt}.reasons": "True",
    }
    page = reader.post(f"{draft}/publication", form.fields() | meanings)
    changes = {change.question: change for change in said(stored, 2).changes}
    assert changes[f"{prompt}.soon"] == Change(
        question=f"{prompt}.soon",
        kind=ChangeKind.REWORDED,
        same_meaning=False,
        why="The law changed.",
    )
    assert changes[f"{prompt}.reasons"].same_meaning
    assert changes[f"{prompt}.filmed"].kind is ChangeKind.REMOVED
    assert changes["own.1"].kind is ChangeKind.ADDED
    assert len(changes) == 4
    assert "Reworded , asking something else" in page
    assert "Was the hearing filmed?" in page
    assert "Was the hearing filmed?" in reader.get("/checklists/own/1")


def test_only_ones_own_checklist_has_a_next_version(reader: Reader) -> None:
    reader.post("/checklists/trial/versions", status=404)
    reader.post("/checklists/nowhere/versions", status=404)


def test_a_supplement_adds_questions_in_cases_of_one_country(
    app: Flask, reader: Reader, administrator: User, stored: Session, own: str
) -> None:
    names = NAMES | {"checklist_id": "own-kh", "country": "KH"}
    page = reader.post("/checklists/own/1/supplement", names | {"country": ""}, status=422)
    assert "Country: choose one." in page
    reader.post("/checklists/own/1/supplement", names)
    draft = "/checklists/drafts/2"
    assert "adds to “Custody”, version 1, in cases of Cambodia" in reader.get(draft)
    assert reader.client.get(f"{draft}/question/new").status_code == 303
    assert "Add the section first" in reader.get(f"{draft}/section/new")
    reader.post(f"{draft}/section/continued", {"section_id": "nowhere"}, status=422)
    page = reader.post(f"{draft}/section/continued", {"section_id": "custody"})
    assert "which asks 9 questions of its own" in page
    soon = "prompt-judicial-appearance.soon"
    more = {"section_id": "custody", "standard_id": "prompt-judicial-appearance"}
    condition = {"after": soon, "after_is": ["no"]}
    reader.post(f"{draft}/question/new", QUESTION | more | condition)
    assert len(reader.get(f"{draft}/preview").all(".//p[@class='question__text']")) == 10
    page = reader.post(f"{draft}/publication", reader.get(f"{draft}/publication").fields())
    assert "Adds to Custody, version 1 in cases of Cambodia" in page

    written = stored.scalars(select(OwnChecklist).filter_by(checklist_id="own-kh")).one()
    assert read(written.content_yaml, Checklist, "own.yaml")[0].questions.keys() == {"own-kh.1"}
    make(app, lambda: a_case(administrator))
    make(app, lambda: a_case(administrator, reference="re-b", country="KE"))
    assert "Our judgments" in reader.get("/cases/re-a/assessments/new")
    assert "Our judgments" not in reader.get("/cases/re-b/assessments/new")
    reader.post("/cases/re-a/assessments/new", {"checklist_id": "own-kh"})
    page = reader.get("/assessments/1/sections/custody")
    assert "Was the judgment translated?" in page
    assert "Was the person brought before a judge promptly?" in page

    reader.get("/checklists/own-kh/1/supplement", status=404)
    reader.post("/checklists/own-kh/versions")
    draft = "/checklists/drafts/3"
    reader.post(f"{draft}/questions/own-kh.1/removal")
    assert "Nothing is asked yet in the section “Custody”." in reader.get(f"{draft}/check")
    reader.post(f"{draft}/sections/custody/removal")
    reader.post(f"{draft}/section/new", {"title": "More", "phase": "trial"})
    reader.post(f"{draft}/question/new", QUESTION | {"section_id": "more"})
    page = reader.get(f"{draft}/publication")
    assert "Was the judgment translated? Added" in page
    assert "Was the judgment translated? Removed" in page


READABLE = ("/checklists/", "/checklists/judgment/1", f"{DRAFT}/preview")
ADDRESSES = (
    ("GET", "/checklists/judgment/1/copy"),
    ("POST", "/checklists/judgment/1/copy"),
    ("POST", "/checklists/judgment/1/supplement"),
    ("POST", "/checklists/own/versions"),
    ("GET", DRAFT),
    ("POST", f"{DRAFT}/details"),
    ("POST", f"{DRAFT}/section/new"),
    ("POST", f"{DRAFT}/section/continued"),
    ("GET", f"{DRAFT}/sections/document"),
    ("POST", f"{DRAFT}/sections/document/details"),
    ("POST", f"{DRAFT}/sections/document/place"),
    ("POST", f"{DRAFT}/sections/document/removal"),
    ("POST", f"{DRAFT}/sections/document/topics/{STANDARD}"),
    ("POST", f"{DRAFT}/sections/document/topics/{STANDARD}/place"),
    ("POST", f"{DRAFT}/question/new"),
    ("POST", f"{DRAFT}/questions/{STANDARD}.1"),
    ("POST", f"{DRAFT}/questions/{STANDARD}.1/place"),
    ("POST", f"{DRAFT}/questions/{STANDARD}.1/removal"),
    ("POST", f"{DRAFT}/versions/1/restoration"),
    ("GET", f"{DRAFT}/contradictions"),
    ("POST", f"{DRAFT}/contradiction/new"),
    ("POST", f"{DRAFT}/contradictions/reasoning-missing/removal"),
    ("GET", f"{DRAFT}/check"),
    ("POST", f"{DRAFT}/publication"),
    ("POST", f"{DRAFT}/removal"),
    ("POST", f"{DRAFT}/restoration"),
)


def test_only_an_administrator_writes_checklists(
    reader: Reader, observer: Reader, stranger: Reader, stored: Session, draft: str
) -> None:
    for address in READABLE:
        observer.get(address)
        assert stranger.client.get(address).location.startswith("/sign-in")
    for method, address in ADDRESSES:
        assert observer.client.open(address, method=method).status_code == 403, address
        assert stranger.client.open(address, method=method).status_code in (302, 401), address
    assert verbs(stored) == ["checklist.begun"]


def test_what_is_not_in_a_draft_is_not_found(reader: Reader, draft: str) -> None:
    for address in ("sections/nowhere", "questions/nowhere", "sections/document/topics/bail"):
        reader.get(f"{draft}/{address}", status=404)
    for address in (
        "sections/nowhere/place",
        "sections/nowhere/removal",
        "sections/nowhere/topics/bail/place",
        "questions/nowhere/place",
        "questions/nowhere/removal",
    ):
        reader.post(f"{draft}/{address}", status=404)
    reader.get("/checklists/drafts/7", status=404)


def test_a_supplement_can_be_put_on_a_newer_version(
    reader: Reader, stored: Session, own: str
) -> None:
    reader.post("/checklists/own/versions")
    prompt = "prompt-judicial-appearance"
    reader.post("/checklists/drafts/2/questions/prompt-judicial-appearance.words/removal")
    form = reader.get("/checklists/drafts/2/publication").fields()
    reader.post("/checklists/drafts/2/publication", form)
    reader.post("/checklists/own/1/supplement", NAMES | {"checklist_id": "own-kh", "country": "KH"})
    draft = "/checklists/drafts/3"
    reader.post(f"{draft}/section/continued", {"section_id": "custody"})
    more = {"section_id": "custody", "standard_id": prompt}
    reader.post(f"{draft}/question/new", QUESTION | more)
    data = reader.get(f"{draft}/details").fields()
    assert data["adds_to_version"] == "1"
    reader.post(f"{draft}/details", data | {"adds_to_version": "2"})
    assert "What did the judge say?" not in reader.get(f"{draft}/preview")
    assert "Nothing is missing" in reader.get(draft)
