from datetime import date

import pytest
from hypothesis import given, strategies as st

from app.partial_date import PartialDate, Precision

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("text", ["2017", "2017-09", "2017-09-03"])
def test_what_is_read_is_written_the_same(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize("text", ["2017-13", "2017-02-30", "2017-00", "", "x", "2017-09-03-01"])
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        PartialDate.parse(text)


def test_a_day_needs_a_month() -> None:
    with pytest.raises(ValueError, match="month"):
        PartialDate(2017, None, 3)


def test_a_month_lasts_from_its_first_to_its_last_day() -> None:
    february = PartialDate(2020, 2)
    assert (february.first, february.last) == (date(2020, 2, 1), date(2020, 2, 29))
    assert february.precision is Precision.MONTH


@given(st.dates(min_value=date(1000, 1, 1)))
def test_dates_sort_as_their_text_does(day: date) -> None:
    exact = PartialDate(day.year, day.month, day.day)
    assert exact.first == exact.last == day
    assert str(PartialDate(day.year)) <= str(PartialDate(day.year, day.month)) <= str(exact)
