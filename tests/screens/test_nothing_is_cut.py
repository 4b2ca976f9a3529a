"""Nothing that matters is cut on 80 × 24 without a visible way to read it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from cnss_counter import wording
from cnss_counter.forms.lines.scroll_text import ScrollText
from cnss_counter.paths import Home
from cnss_counter.text import display
from cnss_counter.wording import Language
from tests.screens.conftest import (
    LOG_IN,
    NoPrinter,
    at_the_desk,
    deposited,
    draft_of_client,
    training_counter,
)
from tests.screens.play import LARGE, Play

FRENCH = wording.load("fr")
READ_ON = FRENCH("screens.frame.read_on")
TAKE_UP = (*LOG_IN, "end", "enter")
"""The newest draft is the last line of Home."""


def told(play: Play) -> str:
    """The screen as running text: without frames, and with the lines of a paragraph joined."""
    return " ".join(re.sub("[\u2500-\u259f]", " ", play.text()).split())


def as_told(sentence: str) -> str:
    return " ".join(sentence.split())


def keep(home: Home, number: int, **answers: str) -> None:
    """A draft of one of the twelve clients waits on Home; `answers` change it."""
    with at_the_desk(home) as session:
        draft = draft_of_client(session, number)
        session.drafts.new(session.cleaned(draft._replace(answers={**draft.answers, **answers})))


@pytest.mark.parametrize("number", [1, 7])
@pytest.mark.parametrize("language", ["fr", "ar"])
async def test_the_consent_and_its_reminder_are_read_whole(
    home: Home, number: int, language: str
) -> None:
    keep(home, number, applicant_language=language)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9", "end", "f9", "f9")
        assert FRENCH("screens.confirm.title") in play.text()
        assert as_told(FRENCH("screens.confirm.tick_first")) in told(play)
        consent = play.app.screen.query_one("#consent")
        assert consent.virtual_size.height <= consent.scrollable_content_region.height
        if language == "fr":
            assert as_told(FRENCH("consent.irrevocable")) in told(play)


@pytest.mark.parametrize("language", ["fr", "ar"])
async def test_that_nothing_is_deposited_yet_is_said_whole(home: Home, language: Language) -> None:
    """It is the last word of the title, where a header would be cut."""
    keep(home, 1)
    keys = ("f7", "f9") if language == "ar" else ("f9",)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, *keys)
        assert display(wording.load(language)("screens.check_answers.title")) in play.text()


async def test_a_long_answer_is_read_back_whole(home: Home) -> None:
    address = "Lotissement Al Amal, immeuble 12, appartement 7, derrière la mosquée Es-Salam, " * 2
    keep(home, 1, address=address.strip())
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9", "end", *["up"] * 16)
        assert "…" not in play.text()
        values = [line[34:76].strip() for line in play.lines()]
        assert address.strip() in " ".join(values)


async def test_a_caption_of_the_read_back_is_whole(home: Home) -> None:
    keep(home, 7)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9", "end")
        assert "…" not in play.text()
        assert "Carte d’immatriculation" in play.text()


async def test_a_strip_that_cuts_names_the_key_that_tells_all(home: Home) -> None:
    keep(home, 7)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP)
        cut = FRENCH("screens.request.read_all", count=2)
        assert cut in play.text()
        await play.type("f5")
        assert "125 %" in told(play)
    async with training_counter(home, size=LARGE) as play:
        await play.type(*TAKE_UP)
        assert cut not in play.text()


async def test_the_strip_tells_the_last_day(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP)
        assert as_told(FRENCH("screens.request.last_day", day="10/03/2026")) in told(play)


async def test_the_summary_tells_each_error_whole(home: Home) -> None:
    keep(home, 1, email="x", city="", phone="12")
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9")
        errors = play.app.screen.query_one("#errors")
        assert "…" not in "".join(play.lines()[3 : 3 + errors.size.height])
        assert as_told(FRENCH("screens.request.to_mend", count=3)) in told(play)


async def test_every_survivor_shows_the_share(home: Home) -> None:
    keep(home, 7)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f8", "shift+tab")
        shares = re.findall(r"\d+ %", told(play))
        assert shares[:5] == ["40 %", "20 %", "20 %", "20 %", "100 %"]


async def test_what_happens_next_says_how_it_is_read_on(home: Home) -> None:
    reference = deposited(home, 6).reference
    call = FRENCH("receipt.next.call")
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", reference, "enter", "enter")
        assert READ_ON in play.text()
        assert as_told(call) not in told(play)
        await play.type("tab", *["down"] * 30)
        assert as_told(call) in told(play)


async def test_what_fits_asks_for_no_key(home: Home) -> None:
    reference = deposited(home, 1).reference
    async with training_counter(home, size=LARGE) as play:
        await play.type(*LOG_IN, "f3", reference, "enter", "enter")
        assert READ_ON not in play.text()
        assert not play.app.screen.query_one(ScrollText).can_focus
        assert as_told(FRENCH("receipt.next.call")) in told(play)
        last_day = FRENCH("receipt.next.deadline_open", day=date(2026, 3, 10))
        assert as_told(last_day) in told(play)


async def test_a_telephone_number_is_never_broken(home: Home) -> None:
    reference = deposited(home, 1).reference
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", reference, "enter", "enter")
        await play.type("tab", *["down"] * 30)
        assert any("080 200 72 00" in as_told(line) for line in play.lines())


@pytest.mark.parametrize(
    "keys", [("f1",), ("f3", "f1"), ("f4", "123456789", "enter", "enter", "f1")]
)
async def test_no_line_begins_with_a_sign(home: Home, keys: tuple[str, ...]) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, *keys)
        assert not [line for line in play.lines() if line.strip("┃ ")[:1] in set(":;?!»")]


async def test_the_applicants_face_of_the_guard_tells_the_amount(home: Home) -> None:
    keep(home, 2)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9", "f6")
        assert FRENCH("rights.old_age_pension.amount", amount=600) in told(play)


async def test_a_request_of_another_day_does_not_look_newly_made(home: Home) -> None:
    reference = deposited(home, 1).reference
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", reference, "enter", "enter")
        assert FRENCH("screens.receipt.title_shown", day="01/09/2025") in play.text()
        assert FRENCH("screens.receipt.title") not in play.text()


async def test_the_choices_of_the_receipt_keep_their_order(home: Home) -> None:
    """What the printer says adds a line and moves none."""
    first, last = (FRENCH(f"screens.receipt.{id_}") for id_ in ("print_out", "leave_unprinted"))
    between = FRENCH("screens.receipt.came_out")
    reference = deposited(home, 1).reference
    async with training_counter(home, NoPrinter()) as play:
        await play.type(*LOG_IN, "f3", reference, "enter", "enter")
        assert choices(play, first, between, last) == [first, last]
        await play.type("enter")
        assert choices(play, first, between, last) == [first, between, last]


def choices(play: Play, *known: str) -> list[str]:
    return [line.strip("┃ ") for line in play.lines() if line.strip("┃ ") in known]
