"""The receipt on the screen: the deposit is safe, whatever becomes of the paper."""

from __future__ import annotations

from pathlib import Path

from cnss_counter import wording
from cnss_counter.errors import AnswerIsNo
from cnss_counter.paths import Home
from cnss_counter.storage.records import Deposit
from cnss_counter.widgets.large_type import large
from tests.screens.conftest import LOG_IN, Printer, deposited, training_counter
from tests.screens.play import LARGE, SMALL

FRENCH, ARABIC = wording.load("fr"), wording.load("ar")


class NoPrinter(Printer):
    """Takes no paper."""

    def __call__(self, paper: Path) -> None:
        raise AnswerIsNo("printer.none", file=str(paper))


def shows(deposit: Deposit) -> tuple[str, ...]:
    return (*LOG_IN, "f3", deposit.reference, "enter", "enter")


async def test_the_reference_stands_in_large_type(home: Home, alami: Deposit) -> None:
    for size in (SMALL, LARGE):
        async with training_counter(home, size=size) as play:
            await play.type(*shows(alami))
            lines = play.text()
            for drawn in large(alami.reference, size[0] - 8):
                assert drawn in lines


async def test_the_receipt_is_printed_then_the_next_client_comes(
    home: Home, alami: Deposit
) -> None:
    printer = Printer()
    async with training_counter(home, printer) as play:
        await play.type(*shows(alami), "end", "enter")  # draws the paper
        await play.type("home", "enter")  # prints it
        assert [paper.name for paper in printer.papers] == [f"{alami.reference}.pdf"]
        assert printer.papers[0].read_bytes().startswith(b"%PDF")
        await play.type("enter")
        assert FRENCH("screens.home.title") in play.text()
        assert not printer.papers[0].exists()  # nothing of this person stays for the next


async def test_a_paper_that_nobody_printed_stays_where_the_screen_said(
    home: Home, alami: Deposit
) -> None:
    async with training_counter(home) as play:
        await play.type(*shows(alami), "end", "enter", "f2")
        assert (home.receipts / f"{alami.reference}.pdf").exists()


async def test_the_second_paper_is_a_duplicate(home: Home, alami: Deposit) -> None:
    async with training_counter(home) as play:
        await play.type(*shows(alami), "end", "enter", "end", "enter")
        papers = sorted(path.name for path in home.receipts.glob("*.pdf"))
        assert papers == [f"{alami.reference}-duplicata-1.pdf", f"{alami.reference}.pdf"]


async def test_without_a_printer_the_screen_says_where_the_paper_is(
    home: Home, alami: Deposit
) -> None:
    async with training_counter(home, NoPrinter()) as play:
        await play.type(*shows(alami), "end", "enter", "home", "enter")
        assert "Aucune imprimante" in play.text()
        assert FRENCH("screens.receipt.next_client") in play.text()


async def test_a_paper_that_a_viewer_only_shows_is_kept_when_its_person_leaves(
    home: Home, alami: Deposit
) -> None:
    class Viewer(Printer):
        """Opens a window, and has printed nothing."""

        def __call__(self, paper: Path) -> None:
            raise AnswerIsNo("printer.shown", file=str(paper))

    async with training_counter(home, Viewer()) as play:
        await play.type(*shows(alami), "end", "enter", "home", "enter")
        assert "à l’écran" in " ".join(play.text().split())
        await play.type("down", "enter")
        assert FRENCH("screens.home.title") in play.text()
    assert (home.receipts / f"{alami.reference}.pdf").exists()


async def test_a_provisional_receipt_names_what_to_come_back_with(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*shows(deposited(home, 6)))
        assert FRENCH("receipt.marks.provisional") in play.text()
        assert FRENCH("receipt.provisional.come_back") in play.text()
        assert FRENCH("attachments.underground_certificate.label") in play.text()


async def test_a_request_picked_for_control_says_so_at_once(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*shows(deposited(home, 4)))
        assert FRENCH("receipt.control.title") in play.text()


async def test_an_unknown_reference_finds_nothing(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "RCS-000-1-2025-000099-01")
        assert FRENCH("screens.find.requests") not in play.text()
