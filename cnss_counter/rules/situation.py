"""What a condition may look at: the valid answers, the survivors, the law, the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

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
    """One request on its deposit date. `values` holds clean, valid answers, defaults included.

    `born` holds the days on which the insured person may be born, `activity_ceased_on` the day
    on which work is said to have ceased; None where there is no such day or it is not known.
    """

    procedure: Procedure
    values: Mapping[str, str]
    survivors: tuple[Survivor, ...]
    parameters: Parameters
    on: date
    born: tuple[date, ...]
    died_on: date | None
    activity_ceased_on: date | None

    def answer(self, field_id: str) -> str:
        """A valid answer, or `""`: an answer that is wrong is not known."""
        return self.values.get(field_id, "")

    def number(self, field_id: str) -> int | None:
        """A count, or None when it is not known."""
        answer = self.answer(field_id)
        return None if answer in ("", UNKNOWN) else int(answer)

    @property
    def is_miner(self) -> bool:
        return self.answer("worker") == "miner"

    @property
    def activity_ended_on(self) -> date | None:
        """The day on which work ended, death at the latest; None while it goes on or may."""
        said, died_on = self.activity_ceased_on, self.died_on
        return min(said or died_on, died_on) if died_on else said

    def retired_on(self, reached_on: date) -> date:
        """The later of the legal age and the end of work (labour code, article 526).

        Whoever works still, or may, does not retire before the deposit date.
        """
        return max(reached_on, self.activity_ended_on or self.on)

    def misses_the_age(self, reached_on: date) -> bool:
        """Whether death came before the legal age, where the law asks for the age."""
        law = self.parameters.find("deceased_must_have_reached_legal_age", self.on)
        return bool(law and law.value and self.died_on and self.died_on < reached_on)

    @property
    def last_age_day(self) -> date:
        """The day on which the insured person's age is read: the deposit, or the death."""
        return min(self.on, self.died_on or self.on)
