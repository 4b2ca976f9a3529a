"""Closing the day from Home: asked, done, told, printed."""

from __future__ import annotations

from cnss_counter import wording
from cnss_counter.paths import Home
from tests.screens.conftest import LOG_IN, Printer, deposited, training_counter
from tests.screens.test_nothing_is_cut import as_told, told

FRENCH = wording.load("fr")
CLOSE_THE_DAY = (*LOG_IN, "end", "up", "up", "enter")


def title(screen: str) -> str:
    return FRENCH(f"screens.{screen}.title")


async def test_the_day_is_closed_and_its_sheet_printed(home: Home) -> None:
    printer = Printer()
    deposited(home, 1)
    count = len(list(home.receipts.glob("RCS-*")))
    async with training_counter(home, printer) as play:
        await play.type(*CLOSE_THE_DAY)
        assert title("closing") in play.text()
        await play.type("enter")
        assert title("closed") in play.text()
        said = " ".join(play.text().replace("┃", "").split())
        assert " ".join(FRENCH("screens.closed.papers", swept=count).split()) in said
        assert list(home.receipts.glob("RCS-*")) == []
        await play.type("enter")
        assert FRENCH("printing.completed") in play.text()
        assert [paper.name[:8] for paper in printer.papers] == ["cloture-"]
        await play.type("end", "enter")
        assert title("home") in play.text()
        assert FRENCH("screens.home.no_backup") not in play.text()
    assert len(list(home.backups.iterdir())) == 1


async def test_receipts_that_nobody_has_got_yet_are_told_at_the_close_and_printed_after_it(
    home: Home,
) -> None:
    """Their files go with the others: each is drawn again, and is the original still."""
    printer = Printer()
    deposited(home, 1)
    async with training_counter(home, printer) as play:
        await play.type(*CLOSE_THE_DAY)
        assert as_told(FRENCH("screens.closing.waiting", drafts=0, unprinted=1)) in told(play)
        await play.type("enter")
        said = " ".join(play.text().replace("┃", "").split())
        assert " ".join(FRENCH("screens.closed.unprinted", count=1).split()) in said
        await play.type("end", "enter")
        assert FRENCH("screens.home.unprinted", count=1) in play.text()
        await play.type("home", *["down"] * 3, "enter", "enter")
        await play.type("enter")  # an original is seen before a key acts on it
        assert FRENCH("printing.completed") in play.text()
    assert [paper.name[:4] for paper in printer.papers] == ["RCS-"]
    assert "duplicata" not in printer.papers[0].name


async def test_no_sign_is_parted_from_its_words_however_wide_the_window_is(home: Home) -> None:
    """A closing « Accusés à imprimer » goes to the next line whole, or not at all."""
    deposited(home, 1)
    parted = []
    async with training_counter(home) as play:
        await play.type(*CLOSE_THE_DAY, "enter")
        assert title("closed") in play.text()
        for width in range(60, 100, 2):
            await play.resize((width, 24))
            lines = [line.strip("┃ ") for line in play.lines()]
            assert any("«" in line for line in lines)
            parted += [said for said in lines if said[:1] in {*":;?!»"} or said.endswith("«")]
    assert parted == []


async def test_no_key_that_goes_on_closes_the_day(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*CLOSE_THE_DAY, "f9", "f10", "pagedown")
        assert title("closing") in play.text()
    assert not home.backups.exists() or list(home.backups.iterdir()) == []


async def test_closing_can_be_put_off(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*CLOSE_THE_DAY, "down", "enter")
        assert title("home") in play.text()
        assert FRENCH("screens.home.no_backup") in play.text()
    assert not home.backups.exists()


async def test_a_day_that_is_closed_is_not_said_to_be_refused_with_its_sheet(home: Home) -> None:
    printer = Printer()
    for paper in home.receipts.glob("*"):
        paper.unlink()
    home.receipts.rmdir()
    home.receipts.write_text("a file where the folder should be")
    async with training_counter(home, printer) as play:
        await play.type(*CLOSE_THE_DAY, "enter")
        assert title("closed") in play.text()
        said = " ".join(play.text().replace("┃", "").split())
        assert "La journée est close ; feuille non dessinée : " in said
        home.receipts.unlink()
        await play.type("enter")  # prints it, drawn again
        assert FRENCH("printing.completed") in play.text()
        assert [paper.name[:8] for paper in printer.papers] == ["cloture-"]
