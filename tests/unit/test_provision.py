import re
from itertools import product

import pytest
from hypothesis import given, strategies as st

from app.checklists.library import standards
from app.checklists.provision import parts, touches

pytestmark = pytest.mark.one_database

NUMBER = st.integers(1, 200).map(str)
LETTER = st.sampled_from("abcdefghjklmn")


@st.composite
def places(draw: st.DrawFn) -> tuple[str, ...]:
    """An article, perhaps a paragraph of it, perhaps a letter of that."""
    article, paragraph, letter = draw(NUMBER), draw(NUMBER), draw(LETTER)
    return (article, paragraph, letter)[: draw(st.integers(1, 3))]


def written(place: tuple[str, ...]) -> str:
    return place[0] + "".join(f"({level})" for level in place[1:])


@given(st.lists(places(), min_size=1, max_size=4))
def test_what_is_written_in_full_is_read_as_it_was_meant(meant: list[tuple[str, ...]]) -> None:
    assert [part.path for part in parts(", ".join(map(written, meant)))] == meant


@given(places(), st.data())
def test_what_goes_on_keeps_the_article(place: tuple[str, ...], data: st.DataObject) -> None:
    if len(place) == 1:
        return
    last = data.draw(LETTER if len(place) == 3 else NUMBER)
    (_, second) = parts(f"{written(place)}, ({last})")
    assert second.path == (*place[:-1], last)


@given(places(), places())
def test_two_places_touch_if_one_holds_the_other(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    common = min(len(one), len(other))
    assert touches(written(one), written(other)) is (one[:common] == other[:common])
    assert touches(written(other), written(one)) is touches(written(one), written(other))


@given(NUMBER, st.integers(1, 50), st.integers(0, 20), st.integers(1, 80))
def test_a_range_touches_what_lies_in_it(article: str, first: int, more: int, asked: int) -> None:
    held = f"{article}({first})-({first + more})" if more else f"{article}({first})"
    assert touches(held, f"{article}({asked})") is (first <= asked <= first + more)


@pytest.mark.parametrize(
    ("provision", "says"),
    [
        ("14(1), (3)(b)", "“(3)(b)” does not go on from 14(1): write the article with it"),
        ("14(3)(b), (5)", "“(5)” does not go on from 14(3)(b)"),
        ("14, (3)", "“(3)” does not go on from 14: write the article with it, 14(3)"),
        ("40(2)(b)(ii), (c)", "does not go on from"),
        ("75(3)-(4)(a)-(j)", "each range by itself, 75(3), 75(4)(a)-(j)"),
        ("14(3)(a)-(5)", "ends in something else than it begins with"),
        ("14(3)-16", "ends in something else than it begins with"),
        ("16-14", "“16-14” ends before it begins"),
        ("(3)(b)", "is not a provision"),
        ("article 14", "is not a provision"),
        ("", "is not a provision"),
    ],
)
def test_what_would_be_misread_is_refused(provision: str, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        parts(provision)


def test_every_provision_of_the_standards_begins_with_its_article() -> None:
    for standard in standards().values():
        for source in standard.sources:
            for part in parts(source.provision):
                assert part.path[0][0].isdigit() or part.path[0][0].isupper(), source.provision


def test_the_whole_touches_everything() -> None:
    for one, other in product(("whole", "14(5)"), ("whole", "9(3)")):
        assert touches(one, other) is ("whole" in (one, other))
