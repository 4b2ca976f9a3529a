"""A request deposited before, found again: whose it is, its papers, and the duplicate at hand."""

from __future__ import annotations

import pytest

from cnss_counter import wording
from cnss_counter.domain.deposit import Consent, Deposit
from cnss_counter.paths import Home
from cnss_counter.text import display
from tests.screens.conftest import (
    LOG_IN,
    Printer,
    SlowPrinter,
    at_the_desk,
    deposited,
    draft_of_client,
    training_counter,
)
from tests.screens.play import shown
from tests.screens.test_nothing_is_cut import as_told, told
from tests.screens.test_stumbles import FRENCH


async def test_a_request_found_again_names_its_person_and_its_papers(
    home: Home, alami: Deposit
) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", alami.reference, "enter", "enter")
        assert "ALAMI Mohammed" in told(play)
        assert alami.draft.answer("immatriculation_number") in told(play)
        assert as_told(FRENCH("receipt.papers_title", received="3", asked="3")) in told(play)


async def test_in_arabic_the_reference_of_the_portal_stands_before_its_day(home: Home) -> None:
    """The value begins with Latin letters, and is Arabic."""
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 1)
        portal = {
            "origin": "taawidaty",
            "portal_reference": "TAA-2025-0000001",
            "portal_date": "2025-08-20",
        }
        draft = draft._replace(answers={**draft.answers, **portal})
        stored = session.drafts.new(session.cleaned(draft))
        session.deposit(stored.id, session.assess(draft), Consent("ar", session.now()))
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "taa 2025 0000001", "enter", "enter")
        await play.type("f7")
        (line,) = (line for line in play.lines() if "TAA-2025-0000001" in line)
    assert line.index("2025") < line.index(display("غشت")) < line.index("TAA-2025-0000001")


async def test_the_papers_to_come_back_with_stand_before_the_others(home: Home) -> None:
    """What is missing is seen at once; the papers in hand may be read on."""
    reference = deposited(home, 6).reference
    missing, in_hand = (
        FRENCH(f"attachments.{paper}.label")
        for paper in ("underground_certificate", "immatriculation_card")
    )
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", reference, "enter", "enter")
        assert f"□ {as_told(missing)}" in told(play)
        await play.type("tab", *["down"] * 4)
        assert as_told(in_hand) in told(play)


async def test_a_second_enter_on_a_request_found_again_makes_no_duplicate(
    home: Home, alami: Deposit
) -> None:
    with at_the_desk(home) as session:
        session.receipts.save(alami.reference)
    printer = Printer()
    async with training_counter(home, printer) as play:
        await play.type(*LOG_IN, "f3", alami.reference, "enter", "enter", "enter")
        assert FRENCH("screens.receipt.title_shown", day="01/09/2025") in play.text()
        await play.type("enter")
        assert FRENCH("screens.home.title") in play.text()
    assert len(list(home.receipts.glob("*.pdf"))) == 1


async def test_a_request_that_was_only_looked_at_is_left_for_the_next_search_without_a_question(
    home: Home, alami: Deposit
) -> None:
    """Its receipt waits on Home as before; once something was printed of it, leaving is asked."""
    async with training_counter(home, SlowPrinter()) as play:
        await play.type(*LOG_IN, "f3", alami.reference, "enter", "enter")
        await play.type("f3")
        assert shown(play) == "find"
        await play.type(alami.reference, "enter", "enter")
        await play.type("enter")  # it waits at the printer
        await play.type("f3")
        assert shown(play) == "sure"


async def test_the_duplicate_that_one_came_for_is_chosen(home: Home, alami: Deposit) -> None:
    with at_the_desk(home) as session:
        session.receipts.save(alami.reference)
    printer = Printer()
    async with training_counter(home, printer) as play:
        await play.type(*LOG_IN, "f3", alami.reference, "enter", "enter")
        await play.type("end", "enter")
        assert as_told(FRENCH("screens.receipt.drawn", file=""))[:20] in told(play)
        await play.type("enter")
        assert [paper.name for paper in printer.papers] == [f"{alami.reference}-duplicata-1.pdf"]


@pytest.mark.parametrize("language", ["fr", "ar"])
async def test_no_key_goes_on_from_a_request_that_was_only_looked_at(
    home: Home, alami: Deposit, language: wording.Language
) -> None:
    """The bottom line names the key that leads back, and no other leaves."""
    with at_the_desk(home) as session:
        session.receipts.save(alami.reference)
    words = wording.load(language)
    does = {key: display(words(f"keys.{key}.does")) for key in ("go_on", "go_back")}
    async with training_counter(home) as play:
        await play.type(*LOG_IN, *(("f7",) if language == "ar" else ()))
        await play.type("f3", alami.reference, "enter", "enter", "f9", "f10", "pagedown")
        assert shown(play) == "receipt"
        keys = play.lines()[-2]
        assert does["go_back"] in keys
        assert does["go_on"] not in keys
        assert display(words("screens.menu.go_back")) in play.text()
        await play.type("pageup")
        assert shown(play) == "home"


async def test_once_its_receipt_was_printed_there_the_keys_that_go_on_do(
    home: Home, alami: Deposit
) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", alami.reference, "enter", "enter")
        await play.type("enter")
        assert FRENCH("keys.go_on.does") in play.lines()[-2]
        await play.type("f9")
        assert shown(play) == "home"
