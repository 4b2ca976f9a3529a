"""For whom a value of the law holds: time cut into periods, by the day that dates each value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import reduce
from itertools import product
from typing import Literal, NamedTuple, TypeVar

from cnss_counter.rules.contested_points import DatedBy
from cnss_counter.rules.parameters import Days, Parameters, Way, Ways
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
    firsts = _first_days(parameters, names, on)
    axes = {day: _periods(starts) for day, starts in firsts.items()}
    found: list[tuple[Periods, Told | None]] = []
    for chosen in product(*axes.values()):
        for_whom = dict(zip(axes, chosen, strict=True))
        found.append((for_whom, told({day: one.first for day, one in for_whom.items()})))
    for day in axes:
        found = _merged(found, day)
    yield from ((for_whom, said) for for_whom, said in found if said is not None)


def settled(parameters: Parameters) -> Ways:
    """How the contested points that have one reading left are read: as a verdict reads them."""
    points = parameters.contested.values()
    return {point.id: Way(point.rivals[0], "") for point in points if len(point.rivals) == 1}


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
    return with_commas(words, said)


def with_commas(words: Wording, several: Iterable[str]) -> str:
    """Several of a kind, with the comma of the language."""
    return reduce(lambda first, next_: words("leaflet.and", first=first, next=next_), several)


def _first_days(
    parameters: Parameters, names: Iterable[str], on: date
) -> Mapping[DatedBy, _Firsts]:
    """Each day on which a value begins or has ended, by the day of a person that dates it."""
    ways, found = settled(parameters), dict[DatedBy, dict[date, Start]]()
    for name in names:
        parameter = parameters.by_id[name]
        for value in parameter.values:
            way = ways.get(value.contested)
            day = (way and way.rival.dated_by) or parameter.dated_by
            start = on if day == "deposited_on" else date.min
            firsts = found.setdefault(day, {start: "open"})
            if value.until and start <= value.until < date.max:
                firsts.setdefault(value.until + _A_DAY, "after")
            if value.since > start:
                firsts[value.since] = "since"
    return found


def _periods(firsts: _Firsts) -> list[Period]:
    days = sorted(firsts)
    ends = [*(following - _A_DAY for following in days[1:]), date.max]
    return [Period(first, last, firsts[first]) for first, last in zip(days, ends, strict=True)]


def _merged(
    found: Iterable[tuple[Periods, Told | None]], day: DatedBy
) -> list[tuple[Periods, Told | None]]:
    """Neighbours by one of the days, alike in the others, of whom the same is told, as one."""
    rows: dict[tuple[Period, ...], list[tuple[Periods, Told | None]]] = {}
    for for_whom, said in found:
        row = rows.setdefault(tuple(one for key, one in for_whom.items() if key != day), [])
        if row and row[-1][1] == said:
            whole = row.pop()[0][day]._replace(last=for_whom[day].last)
            row.append(({**for_whom, day: whole}, said))
        else:
            row.append((for_whom, said))
    return [one for row in rows.values() for one in row]
