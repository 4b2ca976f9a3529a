"""Whoever is turned to a pension leaves with a receipt for it, in the same visit."""

from __future__ import annotations

import pytest

from cnss_counter.domain.request import Attachment
from cnss_counter.forms.asking import Interrupted
from cnss_counter.journeys.errand_register import NEXT_CLIENT
from cnss_counter.journeys.request.other_right import request_instead
from cnss_counter.journeys.request.request import resume_request
from cnss_counter.paths import Home
from cnss_counter.rules.evaluate import Judged
from cnss_counter.screens.request.check_answers import GoOn
from cnss_counter.screens.request.consent import Consented, ConsentScreen
from cnss_counter.screens.request.other_right import OtherRightScreen
from cnss_counter.screens.request.request import RequestScreen
from testkit.clients import client
from tests.journeys.script import Script, new_request, turned_to
from tests.journeys.test_request import (
    AGREED,
    TO_THE_RECEIPT,
    deposits,
    drafts,
    left,
    play,
    shift_of,
    typed,
)
from tests.screens.conftest import at_the_desk, draft_of_client

REFUND, PENSION = "contribution_refund", "old_age_pension"


def signed(form: RequestScreen) -> Judged:
    """The one thing that is new: the pension's own form, printed here and signed."""
    clean = form.in_hand.clean
    form.in_hand.clean = clean.with_attachment("request_form", Attachment("seen"))
    return typed()(form)


async def test_a_pension_is_asked_for_in_the_same_visit_with_what_was_said(home: Home) -> None:
    answers = (typed(), "ask_instead", signed, *TO_THE_RECEIPT)
    script = await play(home, 2, *answers, True)
    assert script.screens == [
        "request", "guard", "request", "check_answers", "confirm", "receipt", "sure",
    ]  # fmt: skip
    (deposit,) = deposits(home)
    assert deposit.reference.startswith("PEN-")
    said, before = deposit.draft, client(2)
    assert (said.procedure, said.answer("insurance_days")) == (PENSION, "1500")
    assert {id_ for id_ in before.answers if id_ not in said.answers} == {"basic_scheme_pension"}
    assert said.attachments["immatriculation_card"] == before.attachments["immatriculation_card"]
    assert deposit.agreements == ()
    assert drafts(home) == []


async def test_the_draft_of_the_refund_stays_unless_the_clerk_throws_it_away(home: Home) -> None:
    await play(home, 2, typed(), "ask_instead", signed, *TO_THE_RECEIPT, False)
    assert [draft.procedure for draft in drafts(home)] == [REFUND]


async def test_no_text_of_irrevocability_is_read_for_a_pension(home: Home) -> None:
    script = await play(home, 2, typed(), "ask_instead", signed, *TO_THE_RECEIPT, False)
    (consent,) = (asked for asked in script.asked if isinstance(asked, ConsentScreen))
    (read,) = consent.face
    assert "irrévocable" not in read.fr
    assert "pension de vieillesse" in read.fr
    assert "معاش الشيخوخة" in read.ar


async def test_the_signed_form_of_the_refund_is_not_that_of_the_pension(home: Home) -> None:
    stops: list[bool] = []

    def look(form: RequestScreen) -> None:
        assert form.in_hand.judged is not None
        codes = [finding.code for finding in form.in_hand.judged.verdict.findings]
        stops.append("form_missing" in codes)

    await play(home, 2, typed(), "ask_instead", look)
    assert stops == [True]


async def test_leaving_the_pension_at_once_keeps_the_refund_and_nothing_else(home: Home) -> None:
    await play(home, 2, typed(city="Tinghir"), "ask_instead", left)
    assert [(one.procedure, one.answer("city")) for one in drafts(home)] == [(REFUND, "Tinghir")]
    assert deposits(home) == []


async def test_a_pension_left_on_the_way_waits_beside_the_refund_and_is_gone_on_with(
    home: Home,
) -> None:
    script = Script(typed(), "ask_instead", signed, turned_to(NEXT_CLIENT))
    with shift_of(script, home) as shift, pytest.raises(Interrupted):
        await new_request(shift, shift.session.assess(draft_of_client(shift.session, 2)))
    assert {draft.procedure for draft in drafts(home)} == {REFUND, PENSION}
    assert deposits(home) == []
    with shift_of(Script(typed(), *TO_THE_RECEIPT), home) as shift:
        (stored,) = (one for one in shift.session.drafts.all() if one.draft.procedure == PENSION)
        await resume_request(shift, stored)
    assert [deposit.draft.procedure for deposit in deposits(home)] == [PENSION]
    assert [draft.procedure for draft in drafts(home)] == [REFUND]


async def test_survivors_wait_for_a_form_that_is_no_procedure_here(home: Home) -> None:
    """317-1-01: the guard offers to keep the draft, and names the form."""
    script = await play(home, 7, typed(basic_scheme_pension="yes"), "keep_as_draft", None)
    assert script.screens == ["request", "guard", "kept_waiting"]
    guard = script.asked[1]
    assert isinstance(guard, OtherRightScreen)
    assert "ask_instead" not in guard.offered


async def test_a_pension_beside_a_request_for_the_same_number_takes_a_second_person(
    home: Home,
) -> None:
    """The refund deposited before is named, with what it asks for."""
    await play(home, 2, typed(), "ask_supervisor", AGREED, *TO_THE_RECEIPT)
    script = Script(signed, AGREED, GoOn(), Consented("fr"), "next_client")
    with shift_of(script, home) as shift:
        procedure = shift.session.procedures[PENSION]
        asked = request_instead(procedure, draft_of_client(shift.session, 2))
        await new_request(shift, shift.session.assess(asked))
    refund, pension = deposits(home)
    assert script.screens == ["request", "supervisor", "check_answers", "confirm", "receipt"]
    assert [agreement.subject for agreement in pension.agreements] == ["existing_request"]
    with at_the_desk(home) as session:
        found = session.find("234567891")
        assert {one.reference for one in found.requests} == {refund.reference, pension.reference}
