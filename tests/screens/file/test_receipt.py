"""The receipt on the screen: the deposit is safe, whatever becomes of the paper."""

from __future__ import annotations

from cnss_counter import wording
from cnss_counter.domain.deposit import Deposit
from cnss_counter.forms.lines.large_type import large
from cnss_counter.forms.receipt.receipt_lines import next_lines
from cnss_counter.paths import Home
from cnss_counter.services.printing.receipt_content import receipt_of
from tests.screens.conftest import LOG_IN, NoPrinter, Printer, deposited, training_counter
from tests.screens.play import LARGE, SMALL
from tests.screens.test_nothing_is_cut import as_told, told

FRENCH, ARABIC = wording.load("fr"), wording.load("ar")


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
        await play.type(*shows(alami))
        await play.type("enter")  # draws the original and prints it
        assert FRENCH("printing.completed") in play.text()
        assert [paper.name for paper in printer.papers] == [f"{alami.reference}.pdf"]
        assert printer.papers[0].read_bytes().startswith(b"%PDF")
        await play.type("enter")
        assert FRENCH("screens.home.title") in play.text()
        assert not printer.papers[0].exists()  # nothing of this person stays for the next


async def test_after_the_original_comes_a_duplicate(home: Home, alami: Deposit) -> None:
    printer = Printer()
    async with training_counter(home, printer) as play:
        await play.type(*shows(alami))
        await play.type("enter")
        assert FRENCH("screens.receipt.print_out") not in play.text()
        await play.type("end", "enter")  # draws the duplicate
        assert FRENCH("screens.receipt.print_duplicate") in play.text()
        await play.type("home", "enter")
        names = [paper.name for paper in printer.papers]
        assert names == [f"{alami.reference}.pdf", f"{alami.reference}-duplicata-1.pdf"]


async def test_without_a_printer_the_screen_says_where_the_paper_is(
    home: Home, alami: Deposit
) -> None:
    async with training_counter(home, NoPrinter()) as play:
        await play.type(*shows(alami))
        await play.type("enter")
        assert "Aucune imprimante" in play.text()
        assert FRENCH("screens.receipt.leave_unprinted") in play.text()


async def test_where_no_line_is_chosen_it_is_said_how_one_goes_on(
    home: Home, alami: Deposit
) -> None:
    said = FRENCH("screens.receipt.choose")
    async with training_counter(home, NoPrinter()) as play:
        await play.type(*shows(alami))
        assert said not in play.text()
        await play.type("enter")
        assert said in play.text()
        before = play.text()
        await play.type("enter")  # the second one does nothing
        assert play.text() == before
        await play.type("down", "down", "down", "enter")
        assert FRENCH("screens.home.title") in play.text()


async def test_a_paper_that_a_viewer_only_shows_is_kept_when_its_person_leaves(
    home: Home, alami: Deposit
) -> None:
    async with training_counter(home, NoPrinter("printer.shown")) as play:
        await play.type(*shows(alami))
        await play.type("enter")
        assert "à l’écran" in " ".join(play.text().split())
        await play.type("end", "enter")
        assert FRENCH("screens.home.title") in play.text()
    assert (home.receipts / f"{alami.reference}.pdf").exists()


async def test_a_provisional_receipt_names_what_to_come_back_with(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*shows(deposited(home, 6)))
        assert FRENCH("receipt.marks.provisional") in play.text()
        assert FRENCH("receipt.provisional.come_back") in play.text()
        assert as_told(FRENCH("attachments.underground_certificate.label")) in told(play)


async def test_a_request_picked_for_control_says_so_at_once(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*shows(deposited(home, 4)))
        assert FRENCH("receipt.control.title") in play.text()


async def test_an_unknown_reference_finds_nothing(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "RCS-000-1-2025-000099-01")
        assert FRENCH("screens.find.requests") not in play.text()


async def test_each_step_ends_as_a_sentence(alami: Deposit) -> None:
    """On paper what to keep and whom to call stand alone; here they are two among others."""
    content = receipt_of(alami)
    for words in (FRENCH, ARABIC):
        steps = [line.plain for line in next_lines(content, words) if line.plain[:1].isdecimal()]
        assert len(steps) > 2
        assert [step for step in steps if not step.endswith((".", "?", "؟"))] == []
