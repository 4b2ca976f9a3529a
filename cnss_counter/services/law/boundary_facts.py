"""Made-up persons who stand on the edge of a number of the law: just before, on it, just after.

`AROUND_VALUES` has one small function for each parameter whose value can be tried; the days on
which values begin and end are tried in one way for each `dated_by` (`AROUND_DAYS`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from cnss_counter.domain.dates import anniversaries
from cnss_counter.rules.parameters import DatedValue, Parameter, Parameters
from cnss_counter.wording import Value

INSURED, SURVIVORS = "contribution_refund", "contribution_refund_survivors"

_STEPS = {-1: "before", 0: "on", 1: "after"}
_REACHED = (date(2024, 2, 1), date(2021, 3, 10), date(2010, 5, 5))
"""Days on which the persons reached the legal age: one for each regime, the newest first."""

_WORKED_ON = date(2016, 6, 15)
"""The legal age of whoever worked on for two years, before anything of the reform."""

_FIRST_OPEN = date(2015, 6, 1)
"""Whoever reached the age long before could ask from the summer of 2014 on."""

_DIED, _SURVIVORS_ASK = date(2024, 6, 15), date(2024, 9, 2)
_FEW, _MANY = 900, 2000
"""Days of insurance below the lowest threshold, and between the two."""


class Facts(NamedTuple):
    """A case that is not judged yet. `name` is a key of `boundaries`, with its `values`.

    `shown` are the keys of `expected` that it is about, beside those of every case; of the
    `watched` fields it tells whether they are asked.
    """

    name: str
    values: Mapping[str, Value]
    procedure: str
    on: date
    answers: Mapping[str, Value]
    survivors: tuple[Mapping[str, Value], ...] = ()
    shown: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()

    def without(self, answer: str) -> Facts:
        left = {key: value for key, value in self.answers.items() if key != answer}
        return self._replace(answers=left)


class Edge(NamedTuple):
    """A value of a parameter under the law that it belongs to."""

    law: Parameters
    parameter: Parameter
    value: DatedValue


def years_before(day: date, years: int) -> date:
    """29 February falls on the 28th of a common year: whoever was born then is read elsewhere."""
    return anniversaries(day, -years)[0]


def _around(day: date) -> Iterator[tuple[date, str]]:
    for step, name in _STEPS.items():
        yield day + timedelta(step), name


def _born_to_reach(law: Parameters, reached_on: date) -> date:
    """The birth of whoever reaches the ordinary legal age on a day."""
    ages = law.by_id["legal_age"]
    is_by_birth = ages.dated_by == "born_on"
    born = [(years_before(reached_on, one.value), one) for one in ages.values]
    in_force = [day for day, one in born if one.is_in_force(day if is_by_birth else reached_on)]
    return (in_force or [born[-1][0]])[-1]


def _insured(
    law: Parameters, name: str, values: Mapping[str, Value], reached_on: date, **said: Value
) -> Facts:
    """Somebody who stopped working at the legal age and comes a year later."""
    answers: dict[str, Value] = {
        "birth_date": _born_to_reach(law, reached_on),
        "insurance_days": _FEW,
        "activity_ceased": "yes",
        "activity_ceased_on": reached_on,
        **said,
    }
    on = max(anniversaries(reached_on, 1)[0], _FIRST_OPEN)
    return Facts(name, values, INSURED, on, answers)


def _of_survivors(
    law: Parameters, name: str, values: Mapping[str, Value], *survivors: Mapping[str, Value]
) -> Facts:
    """The family of somebody who died a few months after the legal age, with few days."""
    answers: dict[str, Value] = {
        "deceased_birth_date": _born_to_reach(law, _REACHED[0]),
        "death_date": _DIED,
        "applicant_quality": "surviving_spouse",
        "insurance_days": _FEW,
        "activity_ceased": "yes",
        "activity_ceased_on": _REACHED[0],
    }
    shown = ("shares",)
    return Facts(name, values, SURVIVORS, _SURVIVORS_ASK, answers, survivors, shown)


def _reached_in_force(edge: Edge) -> date:
    """A day of the legal age on which the value is in force, in the newest regime that has it."""
    first = edge.value.since + timedelta(40) if edge.value.since > date.min else date.min
    for day in (*_REACHED, first):
        if edge.parameter.at({edge.parameter.dated_by: day}) is edge.value:
            return day
    return edge.value.since


# Around a value


def _days(edge: Edge) -> Iterator[Facts]:
    yield from _around_days(edge, edge.value.value)


def _around_days(edge: Edge, threshold: int) -> Iterator[Facts]:
    for days in (threshold - 1, threshold, threshold + 1):
        reached_on = _reached_in_force(edge)
        yield _insured(edge.law, "days", {"days": days}, reached_on, insurance_days=days)


def _near(edge: Edge) -> Iterator[Facts]:
    """The first number of days that is near the threshold of the newest regime."""
    threshold = edge.law.in_force("pension_minimum_days", _REACHED[0]).value
    yield from _around_days(edge, threshold - threshold * edge.value.value // 100)


def _tiers(edge: Edge) -> Iterator[Facts]:
    for threshold, _amount in edge.value.value:
        yield from _around_days(edge, threshold)


def _birthday(edge: Edge, **said: Value) -> Iterator[Facts]:
    """The deposit around the birthday that opens the right."""
    years = edge.value.value
    first = edge.value.since + timedelta(40) if edge.parameter.dated_by == "born_on" else date.min
    born = max(years_before(_REACHED[0], years), first)
    birthday = anniversaries(born, years)[0]
    for on, step in _around(birthday):
        facts = _insured(edge.law, f"deposited.{step}", {"day": on}, birthday, **said)
        ceased = {"birth_date": born, "activity_ceased_on": birthday - timedelta(30)}
        yield facts._replace(on=on, answers={**facts.answers, **ceased})


def _miner_s_birthday(edge: Edge) -> Iterator[Facts]:
    enough = edge.law.in_force("underground_years_minimum", _REACHED[0]).value
    for facts in _birthday(edge, worker="miner", underground_years=enough):
        yield facts._replace(shown=("required",))


def _underground(edge: Edge) -> Iterator[Facts]:
    """Two years after the miners' age, which only enough years underground give."""
    young = edge.law.in_force("legal_age_of_miners", _REACHED[0]).value
    for years in range(max(edge.value.value - 1, 0), edge.value.value + 2):
        facts = _insured(edge.law, "underground", {"years": years}, _REACHED[0])
        mined: dict[str, Value] = {
            "worker": "miner",
            "underground_years": years,
            "birth_date": years_before(_REACHED[0], young),
        }
        yield facts._replace(answers={**facts.answers, **mined}, shown=("required",))


def _delay(edge: Edge) -> Iterator[Facts]:
    reached_on = _reached_in_force(edge)
    yield from _deposited_around(edge, reached_on, anniversaries(reached_on, edge.value.value)[0])


def _last_day(edge: Edge) -> Iterator[Facts]:
    yield from _deposited_around(edge, _reached_in_force(edge), edge.value.value)


def _delay_of_whoever_worked_on(edge: Edge) -> Iterator[Facts]:
    """The delay ends by the legal age, and again by the end of work two years later."""
    years = edge.law.in_force("deposit_delay_years", _WORKED_ON).value
    ceased_on = anniversaries(_WORKED_ON, 2)[0]
    for start in (_WORKED_ON, ceased_on):
        for facts in _deposited_around(edge, _WORKED_ON, anniversaries(start, years)[0]):
            yield facts._replace(answers={**facts.answers, "activity_ceased_on": ceased_on})


def _delay_of_survivors(edge: Edge) -> Iterator[Facts]:
    years = edge.law.in_force("deposit_delay_years", _WORKED_ON).value
    for on, step in _around(anniversaries(_WORKED_ON, years)[0]):
        facts = _of_survivors(edge.law, f"deposited.{step}", {"day": on}, _MEMBERS["s"])
        answers = {
            **facts.answers,
            "deceased_birth_date": _born_to_reach(edge.law, _WORKED_ON),
            "activity_ceased_on": _WORKED_ON,
            "death_date": anniversaries(_WORKED_ON, 1)[0],
        }
        yield facts._replace(on=on, answers=answers)


def _deposited_around(edge: Edge, reached_on: date, last_day: date) -> Iterator[Facts]:
    for on, step in _around(last_day):
        facts = _insured(edge.law, f"deposited.{step}", {"day": on}, reached_on)
        yield facts._replace(on=on)


def _answered(field_id: str, *choices: str) -> Callable[[Edge], Iterator[Facts]]:
    """Each answer that an obligation may meet."""

    def around(edge: Edge) -> Iterator[Facts]:
        for choice in choices:
            values = {"field": field_id, "choice": choice}
            facts = _insured(edge.law, "answered", values, _REACHED[0], **{field_id: choice})
            ceased = facts.answers["activity_ceased"] == "yes"
            yield facts if ceased else facts.without("activity_ceased_on")

    return around


def _child(situation: str) -> Callable[[Edge], Iterator[Facts]]:
    """A child whose birthday falls on the day after the death, on it, on the day before."""

    def around(edge: Edge) -> Iterator[Facts]:
        for birthday, step in _around(_DIED):
            child = _orphan(years_before(birthday, edge.value.value), situation)
            yield _of_survivors(edge.law, f"birthday.{step}", {"day": birthday}, child)

    return around


def _majority(edge: Edge) -> Iterator[Facts]:
    """A student without parents asks around the birthday that makes a guardian needless."""
    for on, step in _around(_SURVIVORS_ASK):
        born = years_before(_SURVIVORS_ASK, edge.value.value)
        child = {**_orphan(born, "studying"), "quality": "orphan_of_both_parents"}
        facts = _of_survivors(edge.law, f"deposited.{step}", {"day": on}, child)
        answers = {**facts.answers, "applicant_quality": "guardian"}
        yield facts._replace(on=on, answers=answers, shown=("shares", "required"))


def _family(*families: str) -> Callable[[Edge], Iterator[Facts]]:
    """Families by their letters: s a spouse, o an orphan of one parent, b of both."""

    def around(edge: Edge) -> Iterator[Facts]:
        for family in families:
            members = [_MEMBERS[letter] for letter in family]
            facts = _of_survivors(edge.law, f"families.{family}", {}, *members)
            who = "surviving_spouse" if "s" in family else "guardian"
            yield facts._replace(answers={**facts.answers, "applicant_quality": who})

    return around


def _dependent(edge: Edge) -> Iterator[Facts]:
    for choice in ("yes", "no"):
        values = {"field": "dependent", "choice": choice}
        spouse = {**_MEMBERS["s"], "dependent": choice}
        yield _of_survivors(edge.law, "answered", values, spouse)


def _death_near_the_age(edge: Edge) -> Iterator[Facts]:
    for died_on, step in _around(_REACHED[0]):
        facts = _of_survivors(edge.law, f"died.{step}", {"day": died_on}, _MEMBERS["s"])
        ceased = {"death_date": died_on, "activity_ceased_on": died_on - timedelta(30)}
        yield facts._replace(answers={**facts.answers, **ceased})


def _answered_of_the_dead(field_id: str, *choices: str) -> Callable[[Edge], Iterator[Facts]]:
    """Each answer about the deceased that opens another right, or a note."""

    def around(edge: Edge) -> Iterator[Facts]:
        for choice in choices:
            values = {"field": field_id, "choice": choice}
            facts = _of_survivors(edge.law, "answered", values, _MEMBERS["s"])
            yield facts._replace(answers={**facts.answers, field_id: choice})

    return around


def _days_of_the_dead(edge: Edge) -> Iterator[Facts]:
    for days in (edge.value.value - 1, edge.value.value, edge.value.value + 1):
        facts = _of_survivors(edge.law, "days", {"days": days}, _MEMBERS["s"])
        yield facts._replace(answers={**facts.answers, "insurance_days": days})


def _born_after_death(edge: Edge) -> Iterator[Facts]:
    """A child born around the end of the time after the death, who comes a year later."""
    last = anniversaries(_DIED, edge.value.value)[0]
    for born, step in _around(last):
        facts = _of_survivors(edge.law, f"born.{step}", {"day": born}, _orphan(born))
        yield facts._replace(on=anniversaries(last, 1)[0])


def _spouses(edge: Edge) -> Iterator[Facts]:
    for listed in (edge.value.value - 1, edge.value.value, edge.value.value + 1):
        spouses = [_MEMBERS["s"]] * listed
        yield _of_survivors(edge.law, "spouses", {"listed": listed}, *spouses)


def _orphan(born: date, situation: str = "none") -> Mapping[str, Value]:
    return {
        "name": "Adam",
        "quality": "orphan_of_one_parent",
        "birth_date": born,
        "situation": situation,
        "dependent": "yes",
    }


_MEMBERS: Mapping[str, Mapping[str, Value]] = {
    "s": {"name": "Fatima", "quality": "spouse", "dependent": "yes"},
    "o": _orphan(date(2014, 1, 1)),
    "b": {**_orphan(date(2014, 1, 1)), "quality": "orphan_of_both_parents"},
}

AROUND_VALUES: Mapping[str, Callable[[Edge], Iterator[Facts]]] = {
    "activity_must_have_ceased": _answered("activity_ceased", "yes", "no", "unknown"),
    "age_of_majority": _majority,
    "birth_after_death_years": _born_after_death,
    "deceased_must_have_reached_legal_age": _death_near_the_age,
    "deposit_delay_counts_from": _delay_of_whoever_worked_on,
    "deposit_delay_covers_survivors": _delay_of_survivors,
    "deposit_delay_years": _delay,
    "deposit_last_day": _last_day,
    "invalidity_days": _days_of_the_dead,
    "legal_age": _birthday,
    "legal_age_of_miners": _miner_s_birthday,
    "most_spouses": _spouses,
    "near_threshold_percent": _near,
    "no_basic_scheme_pension": _answered("basic_scheme_pension", "no", "yes", "unknown"),
    "no_coordination_rights": _answered("other_scheme", "no", "yes", "unknown"),
    "ordinary_pension_days": _days,
    "orphan_age_limit": _child("none"),
    "orphan_age_limit_in_training": _child("training"),
    "orphan_age_limit_studying": _child("studying"),
    "pension_minimum_days": _days,
    "pension_monthly_amount": _tiers,
    "pension_passes_to_survivors": _answered_of_the_dead(
        "basic_scheme_pension", "yes", "no", "unknown"
    ),
    "share_ceiling": _family("so", "soo", "sooo"),
    "share_of_orphan_of_both_parents": _family("b", "bb"),
    "share_of_orphan_of_one_parent": _family("o", "oo"),
    "share_of_spouses": _family("s", "ss"),
    "survivor_must_be_dependent": _dependent,
    "third_party_accident_opens_pension": _answered_of_the_dead(
        "death_cause", "third_party_accident", "natural", "unknown"
    ),
    "underground_years_minimum": _underground,
    "work_accident_pays_elsewhere": _answered_of_the_dead("death_cause", "work_accident"),
}
"""How the value of a parameter is tried."""

BY_THEIR_DAYS = frozenset(
    {
        "death_allowance_months",
        "invalidity_days_of_last_year",
        "refund_shares",
        "signature_legalisation",
    }
)
"""Those that nothing stands before or after, but the days on which their values begin."""


# Around a day


def _reached(law: Parameters, day: date) -> Iterator[Facts]:
    for at, step in _around(day):
        for days in (_FEW, _MANY):
            values: dict[str, Value] = {"day": at, "days": days}
            yield _insured(law, f"reached.{step}", values, at, insurance_days=days)


def _retired(law: Parameters, day: date) -> Iterator[Facts]:
    """The legal age two years before; only the end of work is around the day."""
    reached_on = years_before(day, 2)
    for at, step in _around(day):
        for days in (_FEW, _MANY):
            values: dict[str, Value] = {"day": at, "days": days}
            facts = _insured(law, f"retired.{step}", values, reached_on, insurance_days=days)
            answers = {**facts.answers, "activity_ceased_on": at}
            yield facts._replace(on=anniversaries(at, 1)[0], answers=answers)


def _deposited(law: Parameters, day: date) -> Iterator[Facts]:
    for on, step in _around(day):
        reached_on = years_before(day, 1)
        yield _insured(law, f"deposited.{step}", {"day": on}, reached_on)._replace(
            on=on, watched=("signature_legalised",)
        )


def _died(law: Parameters, day: date) -> Iterator[Facts]:
    for died_on, step in _around(day):
        facts = _of_survivors(law, f"died.{step}", {"day": died_on}, _MEMBERS["s"])
        reached_on = years_before(day, 1)
        answers = {
            **facts.answers,
            "deceased_birth_date": _born_to_reach(law, reached_on),
            "activity_ceased_on": reached_on,
            "death_date": died_on,
        }
        yield facts._replace(answers=answers)


def _born(law: Parameters, day: date) -> Iterator[Facts]:
    """Births around a day, deposited a year after the lowest age of the law is reached."""
    lowest = min(one.value for one in law.by_id["legal_age"].values)
    for born, step in _around(day):
        reached_on = anniversaries(born, lowest)[0]
        facts = _insured(law, f"born.{step}", {"day": born}, reached_on)
        yield facts._replace(answers={**facts.answers, "birth_date": born})


AROUND_DAYS: Mapping[str, Callable[[Parameters, date], Iterator[Facts]]] = {
    "legal_age_reached_on": _reached,
    "retired_on": _retired,
    "deposited_on": _deposited,
    "death_date": _died,
    "born_on": _born,
}
"""How the first and the last day of a value are tried, by the day that decides."""
