"""What Find shows of a person on an Arabic screen: each value in its own order."""

from __future__ import annotations

from cnss_counter.domain.deposit import Deposit
from cnss_counter.domain.identifiers import masked
from cnss_counter.paths import Home
from tests.screens.conftest import LOG_IN, training_counter
from tests.screens.play import LARGE
from tests.screens.test_stumbles import spaced


async def test_what_is_said_of_a_person_runs_to_the_left_value_by_value(
    home: Home, alami: Deposit
) -> None:
    answer = alami.draft.answer
    async with training_counter(home, size=LARGE) as play:
        await play.type(*LOG_IN, "f7", "f4", answer("immatriculation_number"))
        number = masked(answer("identity_number"))
        name = spaced(f"{answer('last_name')} {answer('first_name')}")
        (row,) = (spaced(line) for line in play.lines() if number in line)
        assert row.index(number) < row.index(name), "what is said last stands at the left"
