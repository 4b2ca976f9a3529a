"""A request from the form to the receipt, and every way that leads off it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from cnss_counter.domain.deposit import Deposit
from cnss_counter.domain.request import RequestDraft
from cnss_counter.forms.asking import Interrupted
from cnss_counter.journeys.errand_register import NEXT_CLIENT
from cnss_counter.journeys.shift import Shift
from cnss_counter.paths import Home
from cnss_counter.rules.evaluate import Judged
from cnss_counter.screens.access.supervisor import SupervisorSaid
from cnss_counter.screens.request.check_answers import Change, GoOn
from cnss_counter.screens.request.consent import Consented
from cnss_counter.screens.request.request import RequestScreen
from cnss_counter.storage.files.session_marks import SessionMark
from tests.journeys.script import Script, new_request, turned_to
from tests.screens.conftest import SUPERVISOR, at_the_desk, draft_of_client

TO_THE_RECEIPT = (GoOn(), Consented("ar"), "next_client")
REASON = "Elle préfère le remboursement"
AGREED = SupervisorSaid(SUPERVISOR.code, SUPERVISOR.password, REASON)

Form = Callable[[RequestScreen], Judged]


def typed(**answers: str) -> Form:
    """These answers are typed into the form as it was opened, then Continue."""

    def fill(form: RequestScreen) -> Judged:
        for field, answer in answers.items():
            form.in_hand.clean = form.in_hand.clean.answered(
                field, answer
            )  # as a key does, on no screen here
        form.keep_what_stands()
        assert form.in_hand.judged is not None
        return form.in_hand.judged

    return fill


def left(form: RequestScreen) -> None:
    """Page up: the form is left, and what was typed is a draft."""
    form.keep_what_stands()


@contextmanager
def shift_of(script: Script, home: Home) -> Iterator[Shift]:
    """The training clerk sits at a counter that has a store, and answers by the script."""
    with at_the_desk(home) as session:
        mark = SessionMark.begin(home, session.clerk.code, session.now())
        yield script.shell(home.folder).taken_by(session, mark)
        mark.end()


async def play(home: Home, client: int, *answers: object, is_recalled: bool = False) -> Script:
    """One of the twelve clients comes, and the clerk answers so."""
    script = Script(*answers)
    with shift_of(script, home) as shift:
        draft = draft_of_client(shift.session, client)
        judged = shift.session.assess(draft)
        await new_request(shift, judged, recalled=judged.draft if is_recalled else None)
    return script


def drafts(home: Home) -> list[RequestDraft]:
    with at_the_desk(home) as session:
        return [stored.draft for stored in session.drafts.all()]


def deposits(home: Home) -> list[Deposit]:
    with at_the_desk(home) as session:
        return list(session.all_deposits())


def form_of(script: Script) -> RequestScreen:
    form = next(question for question in script.asked if isinstance(question, RequestScreen))
    assert all(question is form for question in script.asked if question.KEY == "request")
    return form


async def test_a_client_leaves_with_a_receipt_and_nothing_of_them_stays(home: Home) -> None:
    script = await play(home, 1, typed(city="Ouarzazate"), *TO_THE_RECEIPT)
    assert script.screens == ["request", "check_answers", "confirm", "receipt"]
    (deposit,) = deposits(home)
    assert deposit.draft.answer("city") == "Ouarzazate"
    assert deposit.consent.language == "ar"
    assert drafts(home) == []
    assert form_of(script).in_hand.draft.answers == {}


async def test_back_from_the_answers_the_form_is_as_it_was_typed(home: Home) -> None:
    cities: list[str] = []

    def look(form: RequestScreen) -> None:
        cities.append(form.in_hand.draft.answer("city"))

    script = await play(home, 1, typed(city="Tinghir"), Change("city"), look)
    assert script.screens == ["request", "check_answers", "request"]
    assert cities == ["Tinghir"]
    assert [draft.answer("city") for draft in drafts(home)] == ["Tinghir"]
    assert deposits(home) == []


async def test_back_from_the_consent_are_the_answers(home: Home) -> None:
    script = await play(home, 1, typed(), GoOn(), None, *TO_THE_RECEIPT)
    asked = ["request", "check_answers", "confirm", "check_answers", "confirm", "receipt"]
    assert script.screens == asked
    assert len(deposits(home)) == 1


@pytest.mark.parametrize("before", [(), (GoOn(),)], ids=["the answers", "the consent"])
async def test_whoever_turns_away_keeps_the_draft_and_the_form_is_wiped(
    home: Home, before: tuple[object, ...]
) -> None:
    script = Script(typed(city="Tinghir"), *before, turned_to(NEXT_CLIENT))
    with shift_of(script, home) as shift:
        with pytest.raises(Interrupted) as turned:
            await new_request(shift, shift.session.assess(draft_of_client(shift.session, 1)))
        assert turned.value.errand is NEXT_CLIENT
    assert [draft.answer("city") for draft in drafts(home)] == ["Tinghir"]
    assert deposits(home) == []
    assert form_of(script).in_hand.draft.answers == {}


async def test_of_a_person_recalled_and_left_at_once_no_draft_stays(home: Home) -> None:
    await play(home, 1, left, is_recalled=True)
    assert drafts(home) == []
    await play(home, 1, left)  # the control: typed, and not recalled
    assert len(drafts(home)) == 1


async def test_another_right_takes_a_second_person_who_is_named(home: Home) -> None:
    script = await play(home, 2, typed(), "ask_supervisor", AGREED, *TO_THE_RECEIPT)
    assert script.screens == [
        "request", "guard", "supervisor", "check_answers", "confirm", "receipt",
    ]  # fmt: skip
    (deposit,) = deposits(home)
    assert [(one.supervisor, one.reason) for one in deposit.agreements] == [
        (SUPERVISOR.code, REASON)
    ]


async def test_whoever_wants_the_pension_leaves_a_draft_and_no_deposit(home: Home) -> None:
    script = await play(home, 2, typed(), "keep_as_draft", None)
    assert script.screens == ["request", "guard", "kept_waiting"]
    assert len(drafts(home)) == 1
    assert deposits(home) == []


async def test_without_a_second_person_the_form_comes_back(home: Home) -> None:
    script = await play(home, 2, typed(), "ask_supervisor", None, left)
    assert script.screens == ["request", "guard", "supervisor", "request"]


@pytest.mark.parametrize(
    ("change", "asked_again"),
    [({}, []), ({"insurance_days": "1600"}, ["guard", "supervisor"])],
    ids=["nothing", "the days"],
)
async def test_an_agreement_holds_for_the_answers_it_was_given_for(
    home: Home, change: dict[str, str], asked_again: list[str]
) -> None:
    again: tuple[object, ...] = ("ask_supervisor", AGREED) if asked_again else ()
    answers = (typed(), "ask_supervisor", AGREED, Change("insurance_days"), typed(**change))
    script = await play(home, 2, *answers, *again, *TO_THE_RECEIPT)
    before = ["request", "guard", "supervisor", "check_answers", "request"]
    after = ["check_answers", "confirm", "receipt"]
    assert script.screens == [*before, *asked_again, *after]
    (deposit,) = deposits(home)
    assert deposit.draft.answer("insurance_days") == change.get("insurance_days", "1500")
