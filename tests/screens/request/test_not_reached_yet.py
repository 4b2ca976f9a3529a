"""What the clerk has not come to yet is counted beside the form, and remarked nowhere."""

from __future__ import annotations

import pytest

from cnss_counter import wording
from cnss_counter.paths import Home
from cnss_counter.screens.request.request import RequestScreen
from tests.screens.conftest import LOG_IN, training_counter
from tests.screens.play import LARGE, SMALL, Play

FRENCH = wording.load("fr")
NO_DOCUMENT = " ".join(FRENCH("findings.identity_number_missing").split())[:40]
SHORT_DOCUMENT = " ".join(FRENCH("findings.identity_number_short", typed="A1").split())[:30]


def read(play: Play) -> str:
    """The findings and the form, each wholly, without its line ends."""
    said = [
        str(play.app.screen.query_one(f"#{one}").render())
        for one in ("sheet-text", "findings-text")
    ]
    return " ".join(" ".join(said).replace("\ue000", " ").split())


def go_to(play: Play, field_id: str) -> None:
    play.app.screen.set_focus(play.app.screen.query_one(f"#{field_id}"))


def count(play: Play) -> int:
    """How many are still to be asked, as the panel says."""
    words = FRENCH("screens.request.still_to_ask", count="\0").replace("\N{NO-BREAK SPACE}", " ")
    before, after = words.split("\0")
    said = read(play).replace("\N{NO-BREAK SPACE}", " ")
    return int(said.split(before)[1].split()[0].rstrip(after or " "))


async def find_by_number(play: Play) -> None:
    await play.type(*LOG_IN, "f4", "123456789", "enter", "enter")
    assert isinstance(play.app.screen, RequestScreen)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_found_by_number_a_new_form_remarks_nothing_before_its_field(
    home: Home, size: tuple[int, int]
) -> None:
    async with training_counter(home, size=size) as play:
        await find_by_number(play)
        assert NO_DOCUMENT not in read(play)
        ahead = count(play)
        go_to(play, "identity_document")
        await play.type("enter")  # now the cursor is in the field
        assert NO_DOCUMENT not in read(play)
        assert count(play) == ahead
        await play.type("enter")  # it is left, empty
        assert read(play).count(NO_DOCUMENT) == 2  # below the field, and beside the form
        assert count(play) == ahead - 1


async def test_a_form_that_goes_on_remarks_what_was_never_reached(home: Home) -> None:
    async with training_counter(home, size=LARGE) as play:
        await find_by_number(play)
        await play.type("f9")
        assert NO_DOCUMENT in read(play)


async def test_a_number_half_typed_is_remarked_when_it_is_left(home: Home) -> None:
    async with training_counter(home, size=LARGE) as play:
        await find_by_number(play)
        go_to(play, "identity_number")
        await play.type("A1")
        assert SHORT_DOCUMENT not in read(play)
        await play.type("enter")
        assert SHORT_DOCUMENT in read(play)


async def test_a_form_of_the_next_person_knows_nothing_of_the_fields_left_before(
    home: Home,
) -> None:
    async with training_counter(home, size=LARGE) as play:
        await find_by_number(play)
        go_to(play, "identity_number")
        await play.type("enter")
        assert NO_DOCUMENT in read(play)
        await play.type("f2", "f4", "987654321", "enter", "enter")
        assert isinstance(play.app.screen, RequestScreen)
        assert NO_DOCUMENT not in read(play)
