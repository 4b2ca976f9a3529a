"""The reference is on the screen while the receipt is drawn: nobody waits for paper to see it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from textual import events

from cnss_counter import wording
from cnss_counter.errors import StoreError
from cnss_counter.forms.lines.large_type import large
from cnss_counter.paths import Home
from cnss_counter.services.printing import receipt_copies
from tests.screens.conftest import Printer, training_counter
from tests.screens.file.test_unprinted_receipt import TO_CONFIRMATION, is_home, unprinted
from tests.screens.play import SMALL, Play, shown
from tests.screens.test_nothing_is_cut import as_told, keep, told

FRENCH = wording.load("fr")
BEING_DRAWN = FRENCH("screens.receipt.being_drawn")


class Drawing:
    """Draws once it may, and refuses as long as it is told to."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.refusal: StoreError | None = None
        self.times = 0
        self._draw = receipt_copies._drawn

    def __call__(self, *asked: object) -> bytes:
        assert self.may_go_on.wait(60)
        self.times += 1
        if self.refusal is not None:
            raise self.refusal
        return self._draw(*asked)  # type: ignore[arg-type]


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Drawing]:
    drawing = Drawing()
    monkeypatch.setattr(receipt_copies, "_drawn", drawing)
    yield drawing
    drawing.may_go_on.set()


def press(play: Play, *keys: str) -> None:
    """Keys whose end is not waited for: a story's own hands wait until the receipt is drawn."""
    for key in keys:
        play.app.post_message(events.Key(key, None))


async def until_told(play: Play, said: str, *, is_there: bool = True) -> None:
    await play.until_so(lambda: (as_told(said) in told(play)) is is_there, said)


async def deposit(play: Play) -> None:
    """Up to the key that deposits, and the screen after it."""
    await play.type(*TO_CONFIRMATION)
    press(play, "f9")
    await until_told(play, BEING_DRAWN)
    assert shown(play) == "receipt"


async def test_the_reference_is_read_before_anything_is_drawn(home: Home, drawing: Drawing) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await deposit(play)
        (reference,) = unprinted(home)
        assert all(line in play.text() for line in large(reference, SMALL[0] - 8))
        assert (drawing.times, list(home.receipts.glob("*.pdf"))) == (0, [])
        for language in ("ar", "fr"):
            press(play, "f7")
            await play.until_so(lambda: play.app.words.language == language, language)  # noqa: B023
        drawing.may_go_on.set()
        await until_told(play, BEING_DRAWN, is_there=False)
        assert f"{reference}.pdf" in told(play)


async def test_what_is_chosen_meanwhile_is_done_with_what_was_drawn(
    home: Home, drawing: Drawing
) -> None:
    keep(home, 1)
    printer = Printer()
    async with training_counter(home, printer) as play:
        await deposit(play)
        press(play, "enter")
        drawing.may_go_on.set()
        await until_told(play, FRENCH("printing.completed"))
        assert (drawing.times, len(printer.papers)) == (1, 1)


async def test_left_meanwhile_it_is_drawn_to_its_end_and_waits_on_home(
    home: Home, drawing: Drawing
) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await deposit(play)
        press(play, "end", "enter")
        drawing.may_go_on.set()
        await play.until_so(lambda: is_home(play), "Home")
        assert len(unprinted(home)) == 1
        assert list(home.handed_over.glob("*")) == []


async def test_turned_from_meanwhile_it_is_asked_about_as_ever(
    home: Home, drawing: Drawing
) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await deposit(play)
        press(play, "f3")
        await play.until_so(lambda: shown(play) == "sure", "the question")
        press(play, "end", "enter")
        drawing.may_go_on.set()
        await play.until_so(lambda: shown(play) == "find", "the search")
        assert list(home.handed_over.glob("*")) == []


async def test_a_disk_that_refuses_the_paper_is_told_and_counted_as_a_try(
    home: Home, drawing: Drawing
) -> None:
    drawing.refusal = StoreError("store.disk_full", file="receipts")
    keep(home, 1)
    async with training_counter(home) as play:
        await deposit(play)
        drawing.may_go_on.set()
        await until_told(play, "accusé non dessiné")
        await play.type("enter")
        assert as_told(FRENCH("screens.receipt.tried_again", tries=2, reason="")) in told(play)
        drawing.refusal = None
        await play.type("home", "enter")
        assert FRENCH("printing.completed") in play.text()
