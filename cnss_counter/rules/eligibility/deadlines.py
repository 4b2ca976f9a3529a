"""The last days on which a request may be deposited, by each text that bounds it (rules.md §2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cnss_counter.domain.dates import anniversaries
from cnss_counter.rules.parameters import DatedValue, Days, Ways
from cnss_counter.rules.situation import Situation

TWO_TEXTS = "two_deadlines"
LEAP_DAY = "leap_day_deadline"


class End(NamedTuple):
    """The text that bounds a deposit, its last day, and the open point that gives this one."""

    law: DatedValue
    last_day: date
    point: str


def ends(situation: Situation, days: Days, ways: Ways) -> Iterator[End]:
    """Each last day; none where no text gives one.

    No text says from when the delay counts for whoever died before the legal age.
    """
    if situation.died_before(days["legal_age_reached_on"]):
        return
    found = [
        (law, day)
        for law in _texts(situation, days, ways)
        for day in _last_days_of(situation, law, days, ways)
    ]
    laws = {law for law, _day in found}
    point = TWO_TEXTS if len(laws) > 1 else LEAP_DAY if len(found) > 1 else ""
    yield from (End(law, day, point) for law, day in found)


def _last_days_of(
    situation: Situation, law: DatedValue, days: Days, ways: Ways
) -> tuple[date, ...]:
    """The fixed day of a text, or where its delay ends, counted from the day that the law says."""
    if isinstance(law.value, date):
        return (law.value,)
    start = situation.parameters.at("deposit_delay_counts_from", days, ways).value
    return anniversaries(days[start], law.value)


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
        return tuple(speaking[rival.parameter] for rival in contested.rivals)
    return (max(fixed, delay, key=lambda law: law.since),)
