"""F11: before somebody signs it, the clerk is told what is wrong on it and what is left blank."""

from __future__ import annotations

from cnss_counter.paths import Home
from tests.screens.conftest import Printer, at_the_desk, draft_of_client, training_counter
from tests.screens.test_nothing_is_cut import as_told, keep, told
from tests.screens.test_stumbles import FRENCH, TAKE_UP, title


async def test_the_screen_says_for_whom_it_was_printed(home: Home) -> None:
    keep(home, 1)
    printer = Printer()
    async with training_counter(home, printer) as play:
        await play.type(*TAKE_UP, "f11")
        assert title("form_printed") in play.text()
        assert "ALAMI Mohammed · 123456789" in told(play)
        assert as_told(FRENCH("screens.form_printed.spoilt", count=1))[:20] not in told(play)
        assert "ALAMI" not in printer.papers[0].name


async def test_an_answer_printed_with_an_error_is_named(home: Home) -> None:
    keep(home, 1, birth_date="31/02/1961")
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f11")
        assert as_told(FRENCH("screens.form_printed.spoilt", count=1)) in told(play)
        assert f"✗ {FRENCH.label('birth_date')}" in told(play)


async def test_what_nobody_chose_is_said_to_be_left_to_the_pen(home: Home) -> None:
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 1)
        answers = {id_: said for id_, said in draft.answers.items() if id_ != "worker"}
        session.drafts.new(session.cleaned(draft._replace(answers=answers)))
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f11")
        left, _, _ = FRENCH("screens.form_printed.left", fields="|").partition("|")
        assert f"{as_told(left)} {FRENCH.label('worker')}" in told(play)
