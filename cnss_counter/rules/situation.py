"""What a condition may look at: the valid answers, the survivors, the law, the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from cnss_counter.rules.dates import possible_days, read_date
from cnss_counter.rules.field_kinds import UNKNOWN
from cnss_counter.rules.parameters import Parameters
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
    """One request on its deposit date. `values` holds clean, valid answers, defaults included."""

    procedure: Procedure
    values: Mapping[str, str]
    survivors: tuple[Survivor, ...]
    parameters: Parameters
    on: date

    def answer(self, field_id: str) -> str:
        """A valid answer, or `""`: an answer that is wrong is not known."""
        return self.values.get(field_id, "")

    def number(self, field_id: str) -> int | None:
        """A count, or None when it is not known."""
        answer = self.answer(field_id)
        return None if answer in ("", UNKNOWN) else int(answer)

    def day(self, field_id: str) -> date | None:
        return read_date(self.answer(field_id))

    @property
    def is_miner(self) -> bool:
        return self.answer("worker") == "miner"

    @property
    def born(self) -> tuple[date, ...]:
        """The days on which the insured person may be born."""
        return possible_days(self.answer(self.procedure.insured("birth_date")))

    @property
    def died_on(self) -> date | None:
        return self.day("death_date")

    @property
    def last_age_day(self) -> date:
        """The day on which the insured person's age is read: the deposit, or the death."""
        return min(self.on, self.died_on or self.on)
