"""What a condition may look at: the valid answers, the survivors, the law, the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cnss_counter.rules.eligibility.reading import Reading
from cnss_counter.rules.field_kinds import UNKNOWN
from cnss_counter.rules.parameters import DatedValue, Days, Parameters
from cnss_counter.rules.procedure import Procedure


class Survivor(NamedTuple):
    """One line of the list; `number` counts from 1, an answer left out or wrong is empty.

    `born` holds the days on which the survivor may be born: one, two for a year alone,
    none when it is not known.
    """

    number: int
    quality: str
    born: tuple[date, ...]
    situation: str
    dependent: str

    @property
    def is_spouse(self) -> bool:
        return self.quality == "spouse"

    @property
    def is_orphan(self) -> bool:
        return self.quality.startswith("orphan")


class Situation(NamedTuple):
    """One request on its deposit date. `values` holds clean, valid answers, defaults included.

    `on` is the day on which it was deposited, on the portal or here, `at_counter` the day on which
    it is at the counter. `born` holds the days on which the insured person may be born,
    `activity_ceased_on` the day on which work is said to have ceased; None where there is no such
    day or it is not known. `readings` are the ways to read its dates (`eligibility.readings`).
    """

    procedure: Procedure
    values: Mapping[str, str]
    survivors: tuple[Survivor, ...]
    parameters: Parameters
    on: date
    at_counter: date
    born: tuple[date, ...]
    died_on: date | None
    activity_ceased_on: date | None
    readings: tuple[Reading, ...] = ()

    def answer(self, field_id: str) -> str:
        """A valid answer, or `""`: an answer that is wrong is not known."""
        return self.values.get(field_id, "")

    def number(self, field_id: str) -> int | None:
        """A count, or None when it is not known."""
        answer = self.answer(field_id)
        return None if answer in ("", UNKNOWN) else int(answer)

    @property
    def days(self) -> Days:
        """The days that no reading changes; a death without a date is read on the deposit date."""
        return {"deposited_on": self.on, "death_date": self.last_age_day}

    def law(self, parameter: str, born: date | None = None) -> DatedValue:
        """A value that no reading changes, for whoever was born that day; or `NoValueError`."""
        of_birth: Days = {"born_on": born} if born else {}
        return self.parameters.at(parameter, {**self.days, **of_birth})

    @property
    def is_miner(self) -> bool:
        return self.answer("worker") == "miner"

    @property
    def activity_ended_on(self) -> date | None:
        """The day on which work ended, death at the latest; None while it goes on or may."""
        said, died_on = self.activity_ceased_on, self.died_on
        return min(said or died_on, died_on) if died_on else said

    def retired_on(self, reached_on: date) -> tuple[date, ...]:
        """The later of the legal age and the end of work (labour code, article 526).

        Whoever works still, as is said at the counter, does not retire before that day; whoever
        may, then or at the legal age. Whoever died before the legal age retired when work ended.
        """
        ended_on = self.activity_ended_on
        if ended_on and self.died_before(reached_on):
            return (ended_on,)
        later = max(reached_on, ended_on or self.at_counter)
        is_known = ended_on or self.answer("activity_ceased") == "no" or later == reached_on
        return (later,) if is_known else (later, reached_on)

    def died_before(self, reached_on: date) -> bool:
        """Whether death came before the legal age."""
        return bool(self.died_on and self.died_on < reached_on)

    @property
    def last_age_day(self) -> date:
        """The day on which the insured person's age is read: the deposit, or the death."""
        return min(self.on, self.died_on or self.on)
