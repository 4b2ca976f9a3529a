"""A paper that is not in hand says why: where it is asked, and when it is read back."""

from __future__ import annotations

import pytest

from cnss_counter.domain.request import Attachment
from cnss_counter.forms.pick_list import PickList
from cnss_counter.paths import Home
from tests.screens.conftest import at_the_desk, draft_of_client, training_counter
from tests.screens.play import shown
from tests.screens.test_nothing_is_cut import as_told, told
from tests.screens.test_stumbles import FRENCH, TAKE_UP, title

WHY = FRENCH("findings.paper_reason_missing")


def keep_with(home: Home, paper: str, attachment: Attachment, number: int = 1) -> None:
    with at_the_desk(home) as session:
        draft = draft_of_client(session, number).with_attachment(paper, attachment)
        session.drafts.new(session.cleaned(draft))


@pytest.mark.parametrize("state", ["absent", "refused"])
async def test_continue_asks_why_a_mandatory_paper_is_not_in_hand_and_reads_it_back(
    home: Home, state: str
) -> None:
    keep_with(home, "identity_document", Attachment(state))  # type: ignore[arg-type]
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9")
        assert shown(play) == "request"
        assert as_told(WHY) in told(play)
        await play.type("enter")
        reason = play.app.focused
        assert reason is not None
        assert reason.id == "reason-identity_document"
        await play.type("carte coupée en deux", "f9")
        assert title("check_answers") in play.text()
        await play.type("end")
        assert f"{FRENCH(f'states.{state}')} · carte coupée en deux" in told(play)


@pytest.mark.parametrize(
    ("paper", "attachment"),
    [
        ("other_scheme_certificate", Attachment("absent")),  # optional
        ("identity_document", Attachment("absent", "au bureau")),
        ("identity_document", Attachment("copy_kept")),
    ],
)
async def test_nobody_is_held_up_for_a_reason_that_is_there_or_not_needed(
    home: Home, paper: str, attachment: Attachment
) -> None:
    keep_with(home, paper, attachment, number=10)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9")
        assert title("guard") in play.text()  # on from the form: nobody knows the tenth's days


async def test_a_mandatory_paper_that_nobody_asked_for_is_asked_for_once(home: Home) -> None:
    """It is no paper that is missing: that one is marked so, and the receipt is provisional."""
    with at_the_desk(home) as session:
        draft = draft_of_client(session, 1).without_attachment("identity_document")
        session.drafts.new(session.cleaned(draft))
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9")
        assert shown(play) == "request"
        assert as_told(FRENCH("findings.paper_not_asked_for"))[:40] in told(play)
        await play.type("enter", "space", "f9")
        assert title("check_answers") in play.text()


async def test_the_reason_is_in_sight_as_soon_as_the_paper_is_marked(home: Home) -> None:
    keep_with(home, "identity_document", Attachment("copy_kept"))
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f8", "down", "space", "space")
        reason = play.app.screen.query_one("#reason-identity_document")
        assert reason.display
        assert FRENCH("states.reason") in play.lines()[reason.region.y]
        await play.type("f9")
        errors = play.app.screen.query_one("#errors", PickList)
        assert sum(not option.disabled for option in errors.options) == 1
