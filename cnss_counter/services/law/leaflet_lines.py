"""The leaflet's lines of amounts and of last days: one for each period, with its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cnss_counter.rules.eligibility.deadlines import TWO_TEXTS
from cnss_counter.rules.parameters import Days, Parameters
from cnss_counter.services.law.leaflet_periods import (
    Periods,
    holds_from,
    periods,
    settled,
    who,
    with_commas,
)
from cnss_counter.wording import Value, Wording

_REFUND = ("refund_shares", "pension_minimum_days")
_PENSION = ("pension_minimum_days", "pension_monthly_amount", "ordinary_pension_days")
_DEADLINE = ("deposit_last_day", "deposit_delay_years", "deposit_delay_counts_from")
_SURVIVORS = "deposit_delay_covers_survivors"


class _Tier(NamedTuple):
    """From `days` to `most` days of contribution, the least amounts a month; none is published."""

    days: int
    most: int
    amounts: tuple[int, ...]


def lines_of_amounts(parameters: Parameters, words: Wording, on: date) -> Iterator[str]:
    """What is refunded, and the pension that may take its place, as they follow each other."""
    told = [*_refunds(parameters, words, on), *_pensions(parameters, words, on)]
    return (line for _for_whom, line in sorted(told, key=lambda one: holds_from(one[0])))


def _refunds(parameters: Parameters, words: Wording, on: date) -> Iterator[tuple[Periods, str]]:
    ways = settled(parameters)

    def told(days: Days) -> tuple[str, int] | None:
        share, minimum = (parameters.find(name, days, ways) for name in _REFUND)
        if share and share.value == "none":
            return ("none", 0)
        return (share.value, minimum.value) if share and minimum else None

    for for_whom, (share, days) in periods(parameters, _REFUND, on, told):
        refund = words(f"leaflet.amount.{share}")
        if share != "none":
            line = words(
                "leaflet.amount.refund", who=_who(for_whom, words), days=days, refund=refund
            )
            yield for_whom, line
        elif any(one.start != "open" for one in for_whom.values()):  # not the time before the first
            yield for_whom, words("leaflet.line", who=_who(for_whom, words), what=refund)


def _pensions(parameters: Parameters, words: Wording, on: date) -> Iterator[tuple[Periods, str]]:
    for for_whom, tiers in periods(parameters, _PENSION, on, lambda days: _tiers(parameters, days)):
        for tier in tiers:
            yield (
                for_whom,
                words(
                    "leaflet.amount.pension",
                    who=_who(for_whom, words),
                    days=tier.days,
                    most=tier.most,
                    how_much=_how_much(tier, words),
                ),
            )


def _tiers(parameters: Parameters, days: Days) -> tuple[_Tier, ...] | None:
    """The days that open a pension below the ordinary one, those without an amount apart."""
    ways = settled(parameters)
    minimum, amounts, ordinary = (parameters.find(name, days, ways) for name in _PENSION)
    if not (minimum and ordinary and minimum.value < ordinary.value):
        return None
    most = ordinary.value - 1
    published = amounts.value if amounts else ()
    first = min(max(published[0][0], minimum.value), most + 1) if published else most + 1
    reached = [amount for since, amount in published if since <= first][-1:]
    higher = [amount for since, amount in published if first < since <= most]
    tiers = (_Tier(minimum.value, first - 1, ()), _Tier(first, most, (*reached, *higher)))
    return tuple(tier for tier in tiers if tier.days <= tier.most)


def _how_much(tier: _Tier, words: Wording) -> str:
    if not tier.amounts:
        return words("leaflet.amount.amount_unknown")
    least, most = min(tier.amounts), max(tier.amounts)
    if least == most:
        return words("leaflet.amount.one_amount", amount=least)
    return words("leaflet.amount.amounts", least_amount=least, most_amount=most)


class _Deadline(NamedTuple):
    """The words of a deadline, its day or its years, and from which day of a person they count."""

    key: str
    value: Value
    start: str = ""


def lines_of_deadlines(parameters: Parameters, words: Wording, on: date) -> Iterator[str]:
    """The fixed last day, and the delay with the day that it is counted from."""

    def told(days: Days) -> _Deadline | None:
        return _deadline(parameters, days)

    for for_whom, deadline in periods(parameters, _DEADLINE, on, told):
        what = _in_words(deadline, words)
        yield words("leaflet.line", who=_who(for_whom, words), what=what)


def _in_words(deadline: _Deadline, words: Wording) -> str:
    key = f"leaflet.deadlines.{deadline.key}"
    if not deadline.start:
        return words(key, day=deadline.value)
    start = words(f"leaflet.deadlines.start.{deadline.start}")
    return words(key, years=deadline.value, start=start)


def _deadline(parameters: Parameters, days: Days) -> _Deadline | None:
    """The text that bounds a deposit: of two, the first reading where they are contested, else
    the later, as a verdict takes them."""
    ways = settled(parameters)
    fixed, delay, start = (parameters.find(name, days, ways) for name in _DEADLINE)
    if fixed and delay:
        contested = parameters.contested.get(TWO_TEXTS)
        if contested and fixed.contested == delay.contested == TWO_TEXTS:
            is_fixed = contested.rivals[0].parameter == "deposit_last_day"
        else:
            is_fixed = fixed.since >= delay.since
        fixed, delay = (fixed, None) if is_fixed else (None, delay)
    if fixed:
        return _Deadline("fixed", fixed.value)
    if delay and start:
        key = "by_analogy" if delay.grade == "read" else "delay"
        return _Deadline(key, delay.value, start.value)
    return None


def lines_of_survivors(parameters: Parameters, words: Wording, on: date) -> Iterator[str]:
    """Whether the delay of the insured is the survivors' too, and that nobody published it."""

    def told(days: Days) -> str | None:
        covers = parameters.find(_SURVIVORS, days, settled(parameters))
        if covers is None:
            return None
        if not covers.value:
            return "none"
        return "by_analogy" if covers.grade == "read" else "as_the_insured"

    found = list(periods(parameters, [_SURVIVORS], on, told))
    for for_whom, key in found:
        whom = words("leaflet.deadlines.of_survivors.who")
        if len(found) > 1:
            whom = with_commas(words, (whom, who(for_whom, words)))
        yield words("leaflet.line", who=whom, what=words(f"leaflet.deadlines.of_survivors.{key}"))


def _who(for_whom: Periods, words: Wording) -> str:
    """For whom, where a line begins."""
    said = who(for_whom, words)
    return said[0].upper() + said[1:]
