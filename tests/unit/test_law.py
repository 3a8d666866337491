"""Which law binds a State on the dates of a case."""

from datetime import date
from typing import Any

import pytest

from app.checklists.concordance import (
    SIDE_BY_SIDE,
    concordance,
    in_order,
    read_with,
    treaties_cited,
)
from app.checklists.fact import FactValue
from app.checklists.legal_basis import (
    SET_ASIDE,
    Check,
    View,
    Weight,
    legal_basis,
    measured_by,
    relied_on,
    source_key,
)
from app.checklists.library import instruments, parties, standards
from app.checklists.party import Force, Party, Period, by_force, in_force, law
from app.checklists.standard import Verified
from app.partial_date import PartialDate

pytestmark = pytest.mark.one_database

YEAR_2020 = Period(date(2020, 1, 10), date(2020, 12, 20))


def party(**known: Any) -> Party:
    values = {"instrument": "iccpr", "party": "yes", "says": "As read.", "verified": "no", **known}
    return Party.model_validate(values)


@pytest.mark.parametrize(
    ("known", "force"),
    [
        ({"since": "1990-05-01"}, Force.BINDING),
        ({"since": "2020-01-10"}, Force.BINDING),
        ({"since": "2020-06"}, Force.IN_PART),
        # A year holds days before and after.
        ({"since": 2020}, Force.IN_PART),
        ({"since": "2021-01-01"}, Force.NOT_YET),
        ({"since": 2021}, Force.NOT_YET),
        ({"since": "1990", "until": "2020-01-09"}, Force.ENDED),
        ({"since": "1990", "until": "2020-06-30"}, Force.IN_PART),
        ({"since": "1990", "until": "2021-06-30"}, Force.BINDING),
        ({"until": "2019"}, Force.ENDED),
        ({}, Force.DATE_NOT_KNOWN),
        ({"party": "no"}, Force.NOT_PARTY),
    ],
)
def test_a_treaty_binds_within_its_dates(known: dict[str, object], force: Force) -> None:
    assert in_force(party(**known), YEAR_2020).force is force


def test_where_the_dates_of_the_case_are_not_known_nothing_is_guessed() -> None:
    assert in_force(party(since="1990"), None).force is Force.DATE_NOT_KNOWN
    assert in_force(party(since="1990", until="1995"), None).force is Force.DATE_NOT_KNOWN
    assert in_force(party(party="no"), None).force is Force.NOT_PARTY
    assert Force.DATE_NOT_KNOWN.binds
    assert not Force.NOT_KNOWN.binds
    assert not Force.NOT_KNOWN.is_known_not_to


def reserving(since: str | None, until: str | None) -> Party:
    statement = {
        "kind": "reservation",
        "touches": "14(5)",
        "since": since,
        "until": until,
        "says": "No appeal.",
        "verified": "no",
    }
    return party(since="1990", statements=[statement])


@pytest.mark.parametrize(
    ("since", "until", "is_there"),
    [
        ("1990", None, True),
        (None, None, True),
        ("1990", "2019-12-31", False),
        ("1990", "2020-03", True),
        ("2020-12-20", None, True),
        ("2021", None, False),
    ],
)
def test_a_reservation_counts_within_its_time(
    since: str | None, until: str | None, is_there: bool
) -> None:
    assert bool(in_force(reserving(since, until), YEAR_2020).remarks) is is_there
    assert in_force(reserving(since, until), None).remarks, "what is not known excludes nothing"


def test_a_reservation_stands_beside_what_it_touches_alone() -> None:
    standing = in_force(reserving("1990", None), YEAR_2020)
    assert standing.remarks_on("14(5)")
    assert standing.remarks_on("14")
    assert standing.remarks_on("14(4)-(6)")
    assert not standing.remarks_on("14(1)")
    assert not standing.remarks_on("9(3)")


def test_what_was_recorded_for_the_case_goes_before_the_table() -> None:
    table = {"iccpr": reserving("1990", None), "cat": party(instrument="cat", party="no")}
    recorded = {"iccpr": (False, "Denounced"), "cat": (True, "UNTS"), "achr": (True, "")}
    found = law(table, recorded, YEAR_2020)
    assert (found["iccpr"].force, found["iccpr"].recorded) == (Force.NOT_PARTY, "Denounced")
    assert not found["iccpr"].remarks
    assert (found["cat"].force, found["cat"].recorded) == (Force.BINDING, "UNTS")
    assert found["cat"].party is table["cat"], "what the table says is still shown"
    assert found["achr"].force is Force.BINDING
    assert law(table, {"iccpr": (True, "")}, YEAR_2020)["iccpr"].remarks


def test_treaties_are_grouped_by_how_they_stand_and_none_is_left_out() -> None:
    found = law({"iccpr": party(since="1990")}, {}, YEAR_2020)
    grouped = by_force(found, ["iccpr", "echr"])
    assert grouped == {Force.BINDING: ("iccpr",), Force.NOT_KNOWN: ("echr",)}


RUSSIA_2023 = View(law(parties()["RU"], {}, Period(date(2023, 1, 1), date(2023, 9, 1))))
RUSSIA_2019 = View(law(parties()["RU"], {}, Period(date(2019, 1, 1), date(2019, 9, 1))))


def test_a_report_does_not_rest_on_what_did_not_bind_at_the_time() -> None:
    standard = standards()["challenge-detention"]
    after = legal_basis(standard, instruments(), RUSSIA_2023)
    assert "echr" in {c.instrument.id for c in after[Weight.NOT_BINDING]}
    relied = {c.instrument.id for group in relied_on(after).values() for c in group}
    assert "echr" not in relied
    assert "achr" not in relied
    assert not SET_ASIDE & relied_on(after).keys()
    before = legal_basis(standard, instruments(), RUSSIA_2019)
    (echr,) = (c for c in before[Weight.BINDING] if c.instrument.id == "echr")
    assert [str(remark.kind) for remark in echr.remarks] == ["reservation"]


def test_an_assessment_measures_by_what_binds_or_by_what_was_chosen() -> None:
    treaties = treaties_cited(standards().values(), instruments())
    everything = {treaty.id for treaty in measured_by(treaties, RUSSIA_2019)}
    assert {"iccpr", "echr"} <= everything
    assert "achr" not in everything
    chosen = View(RUSSIA_2019.law, ["iccpr", "achr"])
    assert [treaty.id for treaty in measured_by(treaties, chosen)] == ["iccpr"]
    basis = legal_basis(standards()["challenge-detention"], instruments(), chosen)
    assert "echr" in {c.instrument.id for c in basis[Weight.NOT_CHOSEN]}
    assert {c.instrument.id for c in basis[Weight.BINDING]} == {"iccpr"}


def test_a_check_lifts_the_mark_of_one_source_of_one_standard() -> None:
    standard = standards()["public-hearing"]
    source = next(s for s in standard.sources if s.verified is not Verified.YES)
    check = Check("A lawyer", PartialDate(2026, 11, 24), "UNTS")
    view = View(checks={source_key(standard.id, source): check})
    for group in legal_basis(standard, instruments(), view).values():
        for cited in group:
            assert (cited.check == check) is (cited.source == source)
            assert cited.is_verified is (
                cited.source.verified is Verified.YES or cited.source == source
            )
    other = standards()["independent-tribunal"]
    assert source_key(other.id, source) != source_key(standard.id, source)


def test_every_standard_is_seen_through_each_instrument() -> None:
    chosen = [instruments()[id_] for id_ in SIDE_BY_SIDE]
    found = concordance(standards().values(), instruments(), chosen, View())
    rows = [row for those in found.values() for row in those]
    assert {row.standard.id for row in rows} == set(standards())
    for row in rows:
        for instrument, provisions in zip(chosen, row.provisions, strict=True):
            assert [c.source for c in provisions] == [
                s for s in row.standard.sources if read_with(s.instrument) == instrument.id
            ]
    offered = [i.id for i in in_order(standards().values(), instruments())]
    assert offered[: len(SIDE_BY_SIDE)] == list(SIDE_BY_SIDE)
    assert len(offered) == len(set(offered))
    assert not {"echr-p6", "echr-p7", "echr-p13"} & set(offered), "they stand with the Convention"


NO_CHILD = {"under-18": FactValue.NO, "armed-conflict": FactValue.NO}


def test_what_is_for_other_persons_or_situations_is_not_cited_as_law() -> None:
    table = law({}, dict.fromkeys(("iccpr", "crc", "rome-statute"), (True, "")), None)
    for facts, expected in (
        (NO_CHILD, Weight.NOT_APPLICABLE_HERE),
        ({"under-18": FactValue.UNKNOWN}, Weight.BINDING),
        (None, Weight.BINDING),
    ):
        view = View(table, facts=facts)
        seen = {
            (cited.instrument.id, weight)
            for standard in standards().values()
            for weight, group in legal_basis(standard, instruments(), view).items()
            for cited in group
        }
        assert {weight for id_, weight in seen if id_ == "crc"} == {expected}
        assert ("crc-gc24", expected) in seen or expected is Weight.BINDING
        assert {weight for id_, weight in seen if id_ == "rome-statute"} == {Weight.GUIDANCE}
        is_bound = expected is Weight.BINDING
        assert (("customary-ihl", Weight.BINDING) in seen) is is_bound
        measures = {treaty.id for treaty in measured_by(instruments().values(), view)}
        assert measures == ({"iccpr", "crc"} if is_bound else {"iccpr"})
    assert Weight.NOT_APPLICABLE_HERE in SET_ASIDE
