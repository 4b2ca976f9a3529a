"""The days on which the counters are closed, as the published texts and dates tell them."""

from __future__ import annotations

from datetime import date

import pytest

from cnss_counter.law import RulePack
from cnss_counter.rules.closed_days import NO_CLOSED_DAYS, ClosedDays
from tests.rules.facts import judged, request

DECREE_OF_FEASTS = "Décret 2-04-426 du 29 décembre 2004, article premier"


@pytest.fixture
def closed(pack: RulePack) -> ClosedDays:
    return pack.parameters.closed_days


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2016, 7, 29), None),
        (date(2016, 7, 30), "Fête du Trône"),
        (date(2016, 7, 31), "dimanche"),
        (date(2016, 8, 1), None),
        (date(2023, 1, 14), "samedi"),
        (date(2025, 1, 14), "Nouvel An amazigh"),
        (date(2025, 10, 31), None),
        (date(2026, 10, 31), "Aïd al-Wahda (fête de l'Unité)"),
        (date(2021, 7, 20), None),
        (date(2021, 7, 21), "Aïd al-Adha"),
        (date(2021, 7, 22), "Aïd al-Adha"),
        (date(2021, 7, 23), None),
        (date(2025, 6, 27), "1er Moharram"),
        (date(2025, 6, 9), "congé de l'Aïd al-Adha"),
        (date(2025, 6, 10), None),
    ],
)
def test_a_day_is_closed_by_a_text_that_names_it(
    closed: ClosedDays, day: date, why: str | None
) -> None:
    found = closed.closure(day)
    assert (found and found.fr) == why


def test_a_closed_day_names_its_source(closed: ClosedDays) -> None:
    throne = closed.closure(date(2020, 7, 30))
    assert throne
    assert (throne.ar, throne.reference, throne.grade) == (
        "عيد العرش", DECREE_OF_FEASTS, "corroborated",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2016, 7, 28), date(2016, 7, 29)),
        (date(2016, 7, 29), date(2016, 8, 1)),  # the Throne on Saturday, then Sunday
        (date(2021, 7, 30), date(2021, 8, 2)),  # the Throne on Friday, then the weekend
        (date(2023, 4, 21), date(2023, 4, 25)),  # the feast on the weekend, Monday granted
        (date.max, date.max),
    ],
)
def test_the_next_working_day_is_neither_a_feast_nor_of_the_weekend(
    closed: ClosedDays, day: date, following: date
) -> None:
    assert closed.next_working_day(day) == following


def test_a_feast_without_a_published_date_may_fall_on_any_day_of_its_year(
    closed: ClosedDays,
) -> None:
    for day in (date(2027, 1, 1), date(2027, 8, 17), date(2018, 6, 15)):
        assert closed.possible_closure(day)
    for year in (2016, 2019, 2020, 2022, 2023, 2024, 2025):
        assert not any(closed.possible_closure(date(year, month, 10)) for month in range(1, 13))


def test_a_feast_between_two_bounds_may_fall_on_each_of_its_days_and_no_other(
    closed: ClosedDays,
) -> None:
    """Aïd al-Adha 2026 began between 26 and 28 May, and lasts two days."""
    doubtful = [day for day in range(20, 32) if closed.possible_closure(date(2026, 5, day))]
    assert doubtful == [26, 27, 28, 29]
    assert closed.closure(date(2026, 5, 27)) is None


@pytest.mark.parametrize(
    ("last_day", "until"),
    [
        (date(2021, 3, 10), date(2021, 3, 10)),  # an open Wednesday
        (date(2016, 7, 31), date(2016, 8, 1)),
        (date(2021, 7, 30), date(2021, 8, 2)),
        (date(2021, 8, 10), date(2021, 8, 17)),  # 1 Moharram 1443, perhaps
        (date(2027, 3, 10), date(2027, 3, 17)),
        (date(2027, 3, 14), date(2027, 3, 21)),  # a Sunday of a year without dates
        (date.max, date.max),
    ],
)
def test_a_last_day_that_was_closed_leaves_a_doubt_for_so_long(
    closed: ClosedDays, last_day: date, until: date
) -> None:
    assert closed.in_doubt_until(last_day) == until


def test_a_law_that_knows_no_closed_day_leaves_no_doubt() -> None:
    assert NO_CLOSED_DAYS.in_doubt_until(date(2016, 7, 31)) == date(2016, 7, 31)


def test_every_date_is_a_year_s_one_and_of_every_moon_feast(closed: ClosedDays) -> None:
    """2016 and 2019 to 2026: where the last days of the refund fall, up to this year."""
    for feast in closed.moon:
        assert [one.earliest.year for one in feast.dates] == [2016, *range(2019, 2027)]


@pytest.mark.parametrize(
    ("born", "on"),
    [("1950-05-05", date(2016, 8, 1)), ("1962-12-06", date(2027, 12, 8))],
    ids=["a Sunday", "no moon feast of that year is published"],
)
def test_the_finding_names_the_text_of_the_delay_and_what_closed_the_counters(
    pack: RulePack, born: str, on: date
) -> None:
    verdict = judged(pack, request(birth_date=born, insurance_days="900"), on)
    (finding,) = [one for one in verdict.findings if one.code == "last_day_was_closed"]
    delay, closure = finding.reference.split(" · ")
    assert delay.startswith("Dépliant CNSS")
    closed = pack.parameters.closed_days
    last_day = finding.values["last_day"]
    assert isinstance(last_day, date)
    known = closed.closure(last_day) or closed.possible_closure(last_day)
    assert known
    assert closure == known.reference
