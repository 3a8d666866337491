"""The demonstration is held to its sources: nothing in it is invented."""

import re

import pytest

from app.checklists.library import facts, shipped, standards
from app.checklists.question import AnswerCode
from app.demonstration.coding import FOLDER, coded_answers, read_cases

pytestmark = pytest.mark.one_database

CASES = {case.reference: case for case in read_cases()}
KEM_SOKHA = CASES["kh-kem-sokha"]
ASSESSMENT = KEM_SOKHA.assessment
assert ASSESSMENT

IDS = {exhibit.key: number for number, exhibit in enumerate(KEM_SOKHA.exhibits, 1)}

SILENT = {
    "reasons-for-arrest",
    "information-on-rights",
    "counsel-pretrial",
    "no-secret-detention",
    "prompt-judicial-appearance",
    "speedy-trial-detained",
    "questioning-safeguards",
    "freedom-from-torture",
    "privacy-search-surveillance",
    "equality-before-courts",
    "equality-of-arms",
    "tribunal-established-by-law",
    "impartial-tribunal",
    "fair-hearing",
    "public-hearing",
    "notice-of-charges",
    "time-and-facilities",
    "disclosure",
    "self-or-counsel-of-choice",
    "legal-aid-effective-counsel",
    "examine-prosecution-witnesses",
    "call-defence-witnesses",
    "no-self-incrimination",
    "exclusion-of-tainted-evidence",
    "legality-non-retroactivity",
    "compensation-unlawful-detention",
}


def paragraphs() -> list[str]:
    """Return the numbered paragraphs of the press release, without title, date and headings."""
    text = (FOLDER / "icj-press-release-2023-03-03.txt").read_text()
    plain = re.sub(r"\[((?:[^\]\\]|\\.)*)\]\([^)]*\)", r"\1", text)
    plain = plain.replace("\\(", "(").replace("\\)", ")").replace("*", "")
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", plain.strip())]
    return [b for b in blocks[2 : blocks.index("Further reading")] if b != "Background"]


def test_every_quotation_stands_in_the_paragraph_cited() -> None:
    found = paragraphs()
    for statement in ASSESSMENT.statements:
        assert statement.quote in found[statement.paragraph - 1], statement.id
    for case in CASES.values():
        for event in case.events:
            if event.quote:
                assert any(event.quote in paragraph for paragraph in found), event.what


def test_all_33_statements_are_coded() -> None:
    assert [s.id for s in ASSESSMENT.statements] == [f"e{n:02}" for n in range(1, 34)]


def test_every_statement_answers_a_question_of_the_trial_checklist() -> None:
    assert {s.question for s in ASSESSMENT.statements} <= shipped()["trial", 1].questions.keys()


def test_no_statement_is_coded_on_a_standard_on_which_the_source_is_silent() -> None:
    topic_of = shipped()["trial", 1].topic_of
    spoken = {topic_of[s.question].standard for s in ASSESSMENT.statements}
    assert not spoken & SILENT


def test_a_question_nobody_speaks_to_is_not_observed() -> None:
    answers = coded_answers(["public-hearing.1"], ASSESSMENT.statements, "icj", IDS)
    assert answers["public-hearing.1"].code is AnswerCode.NOT_OBSERVED
    assert answers["public-hearing.1"].citations == ()


def test_several_statements_on_one_question_are_all_cited() -> None:
    question = "freedom-from-arbitrary-arrest.1"
    answer = coded_answers([question], ASSESSMENT.statements, "icj", IDS)[question]
    assert answer.code is AnswerCode.NO
    cited = [(c.exhibit_id, c.pinpoint) for c in answer.citations]
    assert cited == [
        (IDS["icj"], "para 11"),
        (IDS["icj"], "para 5"),
        (IDS["experts"], ""),
    ]


def test_the_six_conflicts_and_the_comparison_cases_are_there() -> None:
    assert len(KEM_SOKHA.conflicts) == 6
    graded = {ref: [p.grade for p in case.published if p.grade] for ref, case in CASES.items()}
    assert graded["kh-theary-seng"] == ["F"]
    assert graded["ma-radi-1"] == graded["ma-radi-2"] == ["D"]
    bodies = [p.body for case in CASES.values() for p in case.published]
    assert bodies.count("Human Rights Committee") == 4
    assert len(CASES) == 18


def test_ids_of_facts_and_standards_exist() -> None:
    for case in CASES.values():
        assert case.facts.keys() <= facts().keys()
        for defendant in case.defendants:
            assert defendant.facts.keys() <= facts().keys()
        for published in case.published:
            assert published.findings.keys() <= standards().keys()
            assert published.address.startswith("http")


def test_a_civil_suit_and_a_licence_say_why_the_criminal_checklist_does_not_apply() -> None:
    assert "paragraph 1 applies" in CASES["kh-kong-korm"].remark
    assert CASES["kh-kong-korm"].kind == "civil"
    assert CASES["kh-vod-licence"].kind == "context"
