"""The decision table of practice.md 10.3, row by row and against known cases."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from app.checklists.standard import Gravity
from app.findings.coverage import Coverage
from app.findings.grade import Block, Seen, Step, Suggestion, Weighed, still_stands, suggest
from app.findings.levels import Effect, FindingLevel, Grade, Harm

pytestmark = pytest.mark.one_database

ENOUGH = Seen(Coverage(80, 100), hearings_observed=3, has_judgment=True)
LITTLE = Seen(Coverage(23, 256), hearings_observed=0, has_judgment=False)
CONSISTENT = Weighed(FindingLevel.CONSISTENT, Gravity.CORE)


def finding(
    level: FindingLevel,
    effect: Effect = Effect.NONE,
    harm: Harm = Harm.NONE,
    gravity: Gravity = Gravity.STANDARD,
) -> Weighed:
    return Weighed(level, gravity, effect, harm)


def suggested(*findings: Weighed, seen: Seen = ENOUGH) -> Suggestion:
    return suggest({f"s{n}": f for n, f in enumerate((CONSISTENT, *findings))}, seen)


def grade(*findings: Weighed) -> Grade:
    return suggested(*findings).grade


GROSS, VIOLATION = FindingLevel.GROSS_VIOLATION, FindingLevel.VIOLATION
SHORTCOMING = FindingLevel.SHORTCOMING


def test_a_gross_violation_that_mattered_gives_f() -> None:
    assert grade(finding(GROSS, Effect.LIKELY)) is Grade.F
    assert grade(finding(GROSS, Effect.NONE, Harm.SIGNIFICANT)) is Grade.F


def test_a_gross_violation_that_only_may_have_mattered_gives_d() -> None:
    assert grade(finding(GROSS, Effect.POSSIBLE)) is Grade.D


def test_harm_and_effect_of_different_standards_do_not_add_up_to_f() -> None:
    assert grade(finding(GROSS), finding(VIOLATION, Effect.LIKELY)) is Grade.D


def test_a_violation_that_may_have_mattered_gives_d() -> None:
    for effect in (Effect.LIKELY, Effect.POSSIBLE):
        assert grade(finding(VIOLATION, effect)) is Grade.D
    assert grade(finding(VIOLATION, harm=Harm.SIGNIFICANT)) is Grade.D


def test_a_violation_without_effect_or_significant_harm_gives_c() -> None:
    assert grade(finding(VIOLATION, harm=Harm.LIMITED)) is Grade.C
    assert grade(finding(GROSS)) is Grade.C


def test_a_violation_whose_effect_is_not_determined_gives_no_grade() -> None:
    found = suggested(finding(VIOLATION, Effect.CANNOT_BE_DETERMINED))
    assert (found.grade, found.step) == (Grade.NG, Step.UNCLEAR_EFFECT)


def test_only_shortcomings_without_effect_give_b() -> None:
    assert grade(finding(SHORTCOMING)) is Grade.B


def test_a_shortcoming_that_mattered_is_sent_back_to_be_rated_again() -> None:
    found = suggested(finding(SHORTCOMING, Effect.LIKELY))
    assert (found.grade, found.step) == (Grade.NG, Step.HARMFUL_SHORTCOMING)


def test_a_harmful_shortcoming_is_not_covered_by_a_violation_without_effect() -> None:
    found = suggested(finding(VIOLATION), finding(SHORTCOMING, Effect.LIKELY, Harm.SIGNIFICANT))
    assert (found.grade, found.step) == (Grade.NG, Step.HARMFUL_SHORTCOMING)


def test_harm_that_cannot_be_determined_is_not_read_as_none() -> None:
    for level in (VIOLATION, SHORTCOMING):
        assert grade(finding(level, harm=Harm.CANNOT_BE_DETERMINED)) is Grade.NG


@pytest.mark.parametrize(
    "level",
    [
        FindingLevel.NOT_APPLICABLE,
        FindingLevel.NOT_EXAMINED,
        FindingLevel.INSUFFICIENT_INFORMATION,
    ],
)
def test_a_breach_that_answers_point_to_and_no_finding_takes_up_closes_a_and_b(
    level: FindingLevel,
) -> None:
    found = suggested(Weighed(level, Gravity.STANDARD, is_doubtful=True))
    assert found.blocks[Block.NOT_TAKEN_UP] == ("s1",)
    assert found.grade is Grade.NG
    assert not found.is_open(Grade.A)


def test_a_finding_older_than_an_answer_under_it_closes_a_and_b() -> None:
    found = suggested(Weighed(FindingLevel.CONSISTENT, Gravity.STANDARD, is_outdated=True))
    assert found.blocks == {Block.OUTDATED: ("s1",)}


def test_a_reviewer_may_find_otherwise_than_the_answers_point_to() -> None:
    explained = Weighed(FindingLevel.CONSISTENT, Gravity.STANDARD, is_doubtful=True)
    assert suggested(explained).grade is Grade.A


def test_answers_without_source_or_basis_close_a_and_b() -> None:
    bare = Seen(Coverage(80, 100), hearings_observed=3, has_judgment=True, bare_answers=1)
    found = suggested(seen=bare)
    assert found.blocks.keys() == {Block.BARE_ANSWERS}
    assert found.grade is Grade.NG


def test_everything_consistent_gives_a() -> None:
    assert grade() is Grade.A


def test_something_not_known_is_no_a() -> None:
    found = suggested(finding(FindingLevel.INSUFFICIENT_INFORMATION))
    assert (found.grade, found.step) == (Grade.NG, Step.UNKNOWN_REMAINS)


def test_a_shortcoming_more_never_gives_a_better_grade() -> None:
    unknown = finding(FindingLevel.INSUFFICIENT_INFORMATION)
    assert grade(unknown) is Grade.NG
    assert grade(unknown, finding(SHORTCOMING)) is Grade.NG


def test_a_block_closes_a_and_b_to_people_too() -> None:
    found = suggested(seen=LITTLE)
    assert [g for g in Grade if not found.is_open(g)] == [Grade.A, Grade.B]
    assert all(suggested().is_open(g) for g in Grade)


def test_a_grade_stands_while_findings_and_table_are_as_they_were() -> None:
    then = datetime(2026, 1, 1, tzinfo=UTC)
    later = then + timedelta(seconds=1)
    now = suggested(finding(VIOLATION))
    assert still_stands(Grade.C, then, now, [then])
    assert not still_stands(Grade.C, then, now, [then, later])
    assert not still_stands(Grade.B, then, now, [])


@pytest.mark.parametrize(
    ("seen", "block"),
    [
        (Seen(Coverage(59, 100), 3, True), Block.COVERAGE),
        (Seen(Coverage(80, 100), 0, False), Block.NOTHING_SEEN),
    ],
)
def test_a_and_b_are_blocked_when_too_little_was_seen(seen: Seen, block: Block) -> None:
    for findings in ((), (finding(SHORTCOMING),)):
        found = suggested(*findings, seen=seen)
        assert (found.grade, found.step) == (Grade.NG, Step.BLOCKED)
        assert block in found.blocks


@pytest.mark.parametrize(
    "level", [FindingLevel.INSUFFICIENT_INFORMATION, FindingLevel.NOT_EXAMINED]
)
def test_a_core_right_that_is_not_known_blocks_a_and_b(level: FindingLevel) -> None:
    found = suggested(finding(level, gravity=Gravity.CORE))
    assert found.grade is Grade.NG
    assert found.blocks[Block.CORE_UNKNOWN] == ("s1",)


def test_a_standard_without_a_finding_blocks_a_and_b() -> None:
    found = suggested(Weighed(None, Gravity.STANDARD))
    assert found.grade is Grade.NG
    assert found.blocks[Block.FINDINGS_MISSING] == ("s1",)


def test_c_d_and_f_can_be_given_with_a_caveat() -> None:
    for findings, expected in (
        (finding(GROSS, Effect.LIKELY), Grade.F),
        (finding(VIOLATION, Effect.LIKELY), Grade.D),
        (finding(VIOLATION), Grade.C),
    ):
        found = suggested(findings, seen=LITTLE)
        assert found.grade is expected
        assert Block.COVERAGE in found.blocks


def test_a_trial_fair_in_all_but_one_respect_is_graded_by_the_one() -> None:
    """Abelino Chub: two years of unjustified detention, though the trial was largely fair."""
    fair = [finding(FindingLevel.CONSISTENT)] * 40
    assert grade(*fair, finding(GROSS, Effect.NONE, Harm.SIGNIFICANT)) is Grade.F


def test_an_acquittal_does_not_cure_a_bad_prosecution() -> None:
    """Miti (Zambia): a violation by the prosecution, no effect on the outcome, little harm."""
    assert grade(finding(VIOLATION, Effect.NONE, Harm.LIMITED)) is Grade.C


FINDINGS = st.builds(
    Weighed,
    st.none() | st.sampled_from(list(FindingLevel)),
    st.sampled_from(list(Gravity)),
    st.none() | st.sampled_from(list(Effect)),
    st.none() | st.sampled_from(list(Harm)),
)


@given(st.lists(FINDINGS, max_size=6))
def test_a_and_b_never_come_with_a_block_or_a_violation(findings: list[Weighed]) -> None:
    found = suggest({str(n): f for n, f in enumerate(findings)}, ENOUGH)
    if found.grade in (Grade.A, Grade.B):
        assert not found.blocks
        assert not any(f.level and f.level.is_violation for f in findings)


@given(st.lists(FINDINGS, max_size=6), FINDINGS)
def test_another_consistent_finding_never_changes_a_bad_grade(
    findings: list[Weighed], other: Weighed
) -> None:
    numbered = {str(n): f for n, f in enumerate(findings)}
    before = suggest(numbered, ENOUGH).grade
    if before in (Grade.C, Grade.D, Grade.F):
        assert suggest({**numbered, "more": CONSISTENT}, ENOUGH).grade is before
