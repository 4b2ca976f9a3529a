"""The keys that a clerk looked for and nobody named: choosing, printing, going to a number."""

from __future__ import annotations

import pytest

from cnss_counter.forms.pick_list import PickList
from cnss_counter.paths import Home
from tests.screens.conftest import LOG_IN, training_counter
from tests.screens.play import Play, shown
from tests.screens.test_nothing_is_cut import as_told, told
from tests.screens.test_stumbles import FRENCH, TAKE_UP, focused, keep, title


def key_line(play: Play) -> str:
    return " ".join(play.text().splitlines()[-2].split())


def named(key: str) -> str:
    return f"{FRENCH(f'keys.{key}.key')} {FRENCH(f'keys.{key}.does')}"


async def test_on_a_choice_the_key_line_says_how_one_chooses(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP)
        assert focused(play) == "origin"
        assert named("choose") in key_line(play)
        await play.type("tab", "tab")
        assert focused(play) == "immatriculation_number"
        assert named("choose") not in key_line(play)


async def test_a_letter_on_a_choice_changes_no_answer(home: Home) -> None:
    """A bar-code reader's burst must not turn a no into a yes."""
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "tab", "M", "m", "tab", "f9")
        assert FRENCH.choice("worker", "ordinary") in told(play)


async def test_the_form_names_the_key_that_prints_it(home: Home) -> None:
    keep(home, 1, attachments={})
    async with training_counter(home) as play:
        await play.type(*TAKE_UP)
        play.app.screen.query_one("#city").focus()
        await play.type("tab")
        assert named("print_form") in key_line(play)
        await play.type("f9")
        assert as_told(FRENCH("findings.form_missing", form="310-1-32")) in told(play)
        assert "F11" in FRENCH("findings.form_missing", form="310-1-32")


@pytest.mark.parametrize(
    ("typed", "line"), [("7", "7"), ("14", "14"), ("1x4", "4"), ("914", "14"), ("0", "1")]
)
async def test_the_number_of_a_line_goes_to_it(home: Home, typed: str, line: str) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9", typed)
        option = play.app.screen.query_one(PickList).highlighted_option
        assert option is not None
        assert option.id == line


async def test_the_line_typed_is_the_one_that_enter_changes(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9", "14", "enter")
        assert shown(play) == "request"
        assert focused(play) == "postal_code"


async def test_the_draft_to_throw_away_is_named_as_home_names_it(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "end", "delete")
        assert title("sure") in play.text()
        assert FRENCH("procedures.contribution_refund.short") in told(play)
        assert "n° …789" in told(play)
        assert "ALAMI" not in told(play)
