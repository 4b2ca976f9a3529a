"""One number from the key to the receipt: cleaned where it is typed, judged once it is settled."""

from __future__ import annotations

import pytest

from cnss_counter.paths import Home
from cnss_counter.rules.eligibility.assessment import Assessment
from cnss_counter.rules.eligibility.rights import RIGHTS
from cnss_counter.rules.field_kinds import FIELD_KINDS
from cnss_counter.rules.situation import Situation
from tests.screens.conftest import LOG_IN, at_the_desk, training_counter
from tests.screens.play import Play, shown
from tests.screens.test_stumbles import TAKE_UP, keep, title

NUMBER = "immatriculation_number"


class Counts:
    """How often a number was cleaned, and a request judged, since this was asked last."""

    def __init__(self) -> None:
        self.cleaned = self.judged = 0

    def taken(self) -> tuple[int, int]:
        counted = (self.cleaned, self.judged)
        self.cleaned = self.judged = 0
        return counted


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counts:
    """The register's own entries, counting: nobody gets past them."""
    counts, kind, right = Counts(), FIELD_KINDS[NUMBER], RIGHTS["contribution_refund"]

    def clean(typed: str) -> str:
        counts.cleaned += 1
        return kind.clean(typed)

    def judge(situation: Situation) -> Assessment:
        counts.judged += 1
        return right(situation)

    monkeypatch.setitem(FIELD_KINDS, NUMBER, kind._replace(clean=clean))
    monkeypatch.setitem(RIGHTS, "contribution_refund", judge)
    return counts


async def in_the_number(play: Play) -> None:
    play.app.screen.query_one(f"#{NUMBER}").focus()
    await play.type("end")


async def test_from_the_key_to_the_receipt(home: Home, counts: Counts) -> None:
    keep(home, 1)
    counts.taken()
    async with training_counter(home) as play:
        await play.type(*TAKE_UP)
        assert counts.taken() == (1, 1), "it comes in from what was kept"
        await in_the_number(play)
        for key in ("backspace", "9"):
            await play.type(key)
            assert counts.taken() == (1, 1), key
        for key in ("f7", "f7", "enter", "f7", "shift+tab", "f6", "escape"):
            await play.type(key)
            assert counts.taken() == (0, 0), key
        await play.type("f5")
        assert counts.taken() == (0, 4), "the days after two last days, one day more, 3240 days"
        await play.type("f7", "escape", "f7")
        assert counts.taken() == (0, 0), "the page of F5 keeps what it was told"
        play.app.screen.query_one("#city").focus()
        await play.type("x")
        assert counts.taken() == (0, 1), "another answer: the number is clean already"
        for key in ("f9", "f7", "end", "f9", "f7", "space", "f9", "f7"):
            await play.type(key)
            assert counts.taken() == (0, 0), key
        assert title("receipt") in play.text()
    with at_the_desk(home) as session:
        (deposit,) = session.all_deposits()
        assert deposit.draft.answer(NUMBER).endswith("9")
        assert deposit.verdict["rules_version"] == session.rule_pack.parameters.fingerprint


async def test_a_new_request_is_judged_where_it_begins(home: Home, counts: Counts) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f4", "123456789", "enter", "enter")
        assert shown(play) == "request"
        assert counts.taken() == (1, 1), "as it comes in from Find"


async def test_blanks_behind_a_number_are_no_other_number(home: Home, counts: Counts) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP)
        await in_the_number(play)
        counts.taken()
        await play.type(" ")
        assert counts.taken() == (1, 0)


async def test_the_control_reading_an_answer_again_is_counted(home: Home, counts: Counts) -> None:
    with at_the_desk(home) as session:
        keep(home, 1)
        (stored,) = session.drafts.all()
        counts.taken()
        session.assess(stored.draft)
        session.assess(stored.draft)
    assert counts.taken() == (2, 2)
