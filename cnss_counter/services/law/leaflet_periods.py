"""For whom a value of the law holds: time cut into periods, by the day that dates each value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import reduce
from itertools import product
from typing import Literal, NamedTuple, TypeVar

from cnss_counter.rules.contested_points import DatedBy
from cnss_counter.rules.parameters import Days, Parameter, Parameters
from cnss_counter.wording import Wording

Told = TypeVar("Told")

Start = Literal["open", "since", "after"]
"""How a period begins: as far back as anybody asks, on the first day of a value, or on the day
after one that had an end of its own."""

_A_DAY = timedelta(days=1)


class Period(NamedTuple):
    """From `first` to `last` (both included; `date.max`: no end)."""

    first: date
    last: date
    start: Start

    def in_words(self, words: Wording) -> str:
        """`du … au …`, `à partir du …`; empty where it has neither beginning nor end."""
        has_end = self.last != date.max
        if self.start == "open":
            return words("leaflet.when.until", until=self.last) if has_end else ""
        since = self.first - _A_DAY if self.start == "after" else self.first
        if has_end:
            return words(f"leaflet.when.{self.start}_until", since=since, until=self.last)
        return words(f"leaflet.when.{self.start}", since=since)


Periods = Mapping[DatedBy, Period]
"""For whom something holds: a period for each of the days that date it."""

_Firsts = Mapping[date, Start]


def periods(
    parameters: Parameters,
    names: Iterable[str],
    on: date,
    told: Callable[[Days], Told | None],
) -> Iterator[tuple[Periods, Told]]:
    """What is told of these parameters, and for whom; None is told to nobody.

    `told` reads them by the days of a person; neighbours of whom it says the same are one. A
    deposit is never before `on`: nobody who reads the leaflet has deposited yet.
    """
    by_day = _first_days([parameters.by_id[name] for name in names], on)
    axes = {day: _periods(firsts, _changing(by_day, day, told)) for day, firsts in by_day.items()}
    for chosen in product(*axes.values()):
        for_whom = dict(zip(axes, chosen, strict=True))
        said = told({day: period.first for day, period in for_whom.items()})
        if said is not None:
            yield for_whom, said


def holds_from(for_whom: Periods) -> date:
    """The day from which all of it holds, to put lines in order."""
    return max(period.first for period in for_whom.values())


def who(for_whom: Periods, words: Wording) -> str:
    """`âge légal atteint du … au …`, for each day that counts.

    Where none does, the first of them without a date.
    """
    whens = {day: period.in_words(words) for day, period in for_whom.items()}
    counting = {day: when for day, when in whens.items() if when} or {next(iter(whens)): ""}
    said = (words(f"leaflet.who.{day}", when=when).strip() for day, when in counting.items())
    return in_a_row(words, said)


def in_a_row(words: Wording, several: Iterable[str]) -> str:
    """Several of a kind, with the comma of the language."""
    return reduce(lambda first, next_: words("leaflet.and", first=first, next=next_), several)


def _first_days(several: Iterable[Parameter], on: date) -> dict[DatedBy, _Firsts]:
    """Each day on which a value begins or has ended, by the day that dates it, in order."""
    found: dict[DatedBy, dict[date, Start]] = {}
    for parameter in several:
        start = on if parameter.dated_by == "deposited_on" else date.min
        firsts = found.setdefault(parameter.dated_by, {start: "open"})
        for value in parameter.values:
            if value.until and start <= value.until < date.max:
                firsts.setdefault(value.until + _A_DAY, "after")
            if value.since > start:
                firsts[value.since] = "since"
    return {day: dict(sorted(firsts.items())) for day, firsts in found.items()}


def _changing(
    by_day: Mapping[DatedBy, _Firsts], day: DatedBy, told: Callable[[Days], object]
) -> list[date]:
    """The first days on which something else is told than before, whatever the other days."""
    others = {other: firsts for other, firsts in by_day.items() if other != day}
    kept: list[date] = []
    before: list[object] | None = None
    for first in by_day[day]:
        known = (dict(zip(others, days, strict=True)) for days in product(*others.values()))
        now = [told({**days, day: first}) for days in known]
        if now != before:
            kept.append(first)
        before = now
    return kept


def _periods(firsts: _Firsts, kept: Sequence[date]) -> list[Period]:
    ends = [*(following - _A_DAY for following in kept[1:]), date.max]
    return [Period(first, last, firsts[first]) for first, last in zip(kept, ends, strict=True)]
