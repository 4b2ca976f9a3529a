"""The last days on which a request may be deposited, by each text that bounds it (rules.md §2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cnss_counter.domain.dates import anniversaries
from cnss_counter.rules.parameters import DatedValue, Days, Ways, spoken
from cnss_counter.rules.situation import Situation

TWO_TEXTS = "two_deadlines"
LEAP_DAY = "leap_day_deadline"


class End(NamedTuple):
    """The text that bounds a deposit, its last day, what says from when a delay counts, and the
    open point that gives this one.
    """

    law: DatedValue
    last_day: date
    start: DatedValue | None
    point: str


def ends(situation: Situation, days: Days, ways: Ways) -> Iterator[End]:
    """Each last day; none where no text gives one."""
    texts = _texts(situation, days, ways)
    found = [end for law in texts for end in _ends_of(situation, law, days, ways)]
    point = TWO_TEXTS if len(texts) > 1 else LEAP_DAY if len(found) > 1 else ""
    yield from (end._replace(point=point) for end in found)


def _ends_of(situation: Situation, law: DatedValue, days: Days, ways: Ways) -> Iterator[End]:
    """The fixed day of a text, or where its delay ends, counted from the day that the law says."""
    if isinstance(law.value, date):
        yield End(law, law.value, None, "")
        return
    start = situation.parameters.at("deposit_delay_counts_from", days, ways)
    for day in anniversaries(days[start.value], law.value):
        yield End(law, day, start, "")


def _texts(situation: Situation, days: Days, ways: Ways) -> tuple[DatedValue, ...]:
    """The fixed last day or the delay: the later text, or both where that is contested."""

    def find(parameter: str) -> DatedValue | None:
        return situation.parameters.find(parameter, days, ways)

    fixed, delay = find("deposit_last_day"), find("deposit_delay_years")
    if situation.procedure.has_survivors:
        covers = find("deposit_delay_covers_survivors")
        delay = delay if covers and covers.value else None
    if not (fixed and delay):
        return tuple(filter(None, (fixed, delay)))
    contested = situation.parameters.contested.get(TWO_TEXTS)
    if contested and fixed.contested == delay.contested == TWO_TEXTS:
        speaking = {"deposit_last_day": fixed, "deposit_delay_years": delay}
        return tuple(spoken(contested, speaking))
    return (max(fixed, delay, key=lambda law: law.since),)
