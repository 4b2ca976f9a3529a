"""Dates as the law and as people write them: real days, years alone, 29 February."""

from __future__ import annotations

from datetime import MAXYEAR, date

from cnss_counter.domain.month_words import day_in_digits, month_in_digits
from cnss_counter.text.numbers import digits_meant, is_number

_SEPARATORS = str.maketrans("/.-:;\u2044\u2215", "       ")
"""Of a date; `:` and `;` are the keys of `/` and `.` on an AZERTY keyboard, without Shift."""


def read_date(typed: str) -> date | None:
    """The day typed as `1961-03-10`, `10/03/1961`, `10031961` or `10 mars 1961`, in either
    language; None when it is not a day. A year of two digits says no century.
    """
    parts = digits_meant(typed).translate(_SEPARATORS).split()
    if len(parts) == 3 and not all(map(is_number, parts)):
        parts = _in_digits(parts)
    if len(parts) == 1 and len(parts[0]) == 8:
        parts = [parts[0][:2], parts[0][2:4], parts[0][4:]]
    if len(parts) != 3 or not all(map(is_number, parts)):
        return None
    if len(parts[0]) == 4:
        parts.reverse()
    if [len(part) for part in parts] not in _LENGTHS:
        return None
    day, month, year = map(int, parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_digits(parts: list[str]) -> list[str]:
    """A month that is a word stands between two numbers, and the first of a month before it."""
    first, month, last = parts
    return [first if is_number(first) else day_in_digits(first), month_in_digits(month), last]


_LENGTHS = [[2, 2, 4], [1, 2, 4], [2, 1, 4], [1, 1, 4]]


def day_of(answer: str) -> date | None:
    """The day that a clean answer says, `1961-03-10`; None when it says none."""
    if answer[4:5] != "-" or answer[7:8] != "-":
        return None
    try:
        return date.fromisoformat(answer)
    except ValueError:
        return None


def possible_days(answer: str) -> tuple[date, ...]:
    """The day of a clean answer; for a year alone its first and last day; else empty."""
    day = day_of(answer)
    if day:
        return (day,)
    year = answer
    if len(year) == 4 and is_number(year) and year != "0000":
        return (date(int(year), 1, 1), date(int(year), 12, 31))
    return ()


def anniversaries(day: date, years: int) -> tuple[date, ...]:
    """The day so many years later; 29 February in a common year is read as both neighbours."""
    year = day.year + years
    if year > MAXYEAR:
        return (date.max,)
    try:
        return (day.replace(year=year),)
    except ValueError:
        return (date(year, 2, 28), date(year, 3, 1))


def age_on(day: date, born: date) -> int:
    """Whole years lived on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
