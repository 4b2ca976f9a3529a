"""Dates as they are typed, and as the law counts them."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from cnss_counter import wording
from cnss_counter.domain.dates import anniversaries, possible_days, read_date


@pytest.mark.parametrize(
    "typed",
    [
        "1961-03-10",
        "1961-3-10",
        "1961/03/10",
        "10/03/1961",
        "10/3/1961",
        "10.03.1961",
        "10-03-1961",
        "10 03 1961",
        "10031961",
        " 10/03/1961 ",
        "١٠/٠٣/١٩٦١",
        "10‑03‑1961",
    ],
)
def test_a_day_is_read_however_it_is_written(typed: str) -> None:
    assert read_date(typed) == date(1961, 3, 10)


@pytest.mark.parametrize("language", get_args(wording.Language))
@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_is_read_as_the_receipts_say_it(language: wording.Language, month: int) -> None:
    for day in (date(2021, month, 1), date(2021, month, 28)):
        assert read_date(wording.load(language).date(day)) == day


@pytest.mark.parametrize(
    "typed",
    [
        "31 mars 2021",
        "31 MARS 2021",
        "31. mars 2021",
        "31-mars-2021",
        "٣١ مارس ٢٠٢١",
        "31 مارس 2021",
    ],
)
def test_a_month_may_be_a_word(typed: str) -> None:
    assert read_date(typed) == date(2021, 3, 31)


@pytest.mark.parametrize(
    ("typed", "month"),
    [("2 aout 2021", 8), ("2 févr. 2021", 2), ("2 juill. 2021", 7), ("2 sep 2021", 9),
     ("2 DEC 2021", 12), ("2 أكتوبر 2021", 10), ("2 سبتمبر 2021", 9), ("2 يوليو 2021", 7)],
)  # fmt: skip
def test_a_month_is_read_shortened_without_accents_and_by_its_other_names(
    typed: str, month: int
) -> None:
    assert read_date(typed) == date(2021, month, 2)


def test_eight_digits_are_day_month_and_year() -> None:
    assert read_date("24121961") == date(1961, 12, 24)


def test_one_digit_is_enough_for_a_day_and_a_month() -> None:
    assert read_date("1/2/1961") == date(1961, 2, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1961",
        "03/1961",
        "10/03/61",
        "10/03/19610",
        "110/03/1961",
        "31/02/1961",
        "29/02/1961",
        "00/03/1961",
        "10/13/1961",
        "1961-03-10-01",
        "1961-03-10T00",
        "dix mars 1961",
        "10 mars 61",
        "10 tars 1961",
        "mars 1961",
        "10 mars mars",
        "mars 10 2021",
        "مارس 10 2021",
        "2021 10 mars",
        "mai juin 2021",
        "mars mars 2021",
        "10 1er 1961",
        "10 premier 2021",
        "1er 3 61",
        "100319610",
        "0000-01-01",
    ],
)
def test_what_is_not_a_day_is_not_read(typed: str) -> None:
    assert read_date(typed) is None


def test_a_year_alone_is_its_first_and_its_last_day() -> None:
    assert possible_days("1961") == (date(1961, 1, 1), date(1961, 12, 31))


def test_a_whole_date_is_one_day() -> None:
    assert possible_days("1961-03-10") == (date(1961, 3, 10),)


@pytest.mark.parametrize("typed", ["", "0000", "61", "19611", "196a", "١٩٦"])
def test_what_is_neither_a_day_nor_a_year_is_no_day(typed: str) -> None:
    assert possible_days(typed) == ()


def test_the_first_and_the_last_year_that_exist_are_years() -> None:
    assert possible_days("0001") == (date(1, 1, 1), date(1, 12, 31))
    assert possible_days("9999") == (date(9999, 1, 1), date(9999, 12, 31))


def test_an_anniversary_is_the_same_day_of_another_year() -> None:
    assert anniversaries(date(1961, 3, 10), 60) == (date(2021, 3, 10),)


def test_29_february_meets_itself_in_a_leap_year() -> None:
    assert anniversaries(date(1960, 2, 29), 60) == (date(2020, 2, 29),)


def test_29_february_in_a_common_year_is_read_both_ways() -> None:
    assert anniversaries(date(2020, 2, 29), 5) == (date(2025, 2, 28), date(2025, 3, 1))


def test_1900_was_a_common_year() -> None:
    assert anniversaries(date(1840, 2, 29), 60) == (date(1900, 2, 28), date(1900, 3, 1))


def test_the_last_year_that_exists_still_has_anniversaries() -> None:
    assert anniversaries(date(9994, 6, 1), 5) == (date(9999, 6, 1),)


def test_beyond_the_end_of_dates_it_is_the_end_of_dates() -> None:
    assert anniversaries(date(9994, 6, 1), 6) == (date.max,)
    assert anniversaries(date(9995, 6, 1), 60) == (date.max,)
