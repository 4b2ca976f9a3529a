"""A pension given up for a refund: said aloud, shown, and for a reason that can be read."""

from __future__ import annotations

import re

import pytest

from cnss_counter import wording
from cnss_counter.domain.deposit import Deposit
from cnss_counter.forms.entry import Entry
from cnss_counter.paths import Home
from cnss_counter.rules.verdict import OtherRight, RightAtStake
from cnss_counter.screens.file.receipt import ReceiptScreen
from cnss_counter.screens.request.other_right import ANSWERS
from testkit.player import SEEN
from tests.screens.conftest import SUPERVISOR, at_the_desk, training_counter
from tests.screens.play import shown
from tests.screens.test_nothing_is_cut import as_told, keep, told
from tests.screens.test_stumbles import FRENCH, TAKE_UP, title

ASK_SUPERVISOR = ("f9", SEEN, "down", "down", "down", "enter")
AGREED = ("Elle maintient sa demande", "enter", SUPERVISOR.code, "enter", SUPERVISOR.password)
GIVEN_UP = "consent.given_up"


def of_pension(key: str, amount: int, *, is_sure: bool = True) -> str:
    """What is told of the pension, as it stands on the screen."""
    right = OtherRight("old_age_pension", amount)
    return as_told(FRENCH.of_right(key, RightAtStake(right, "sure" if is_sure else "in_doubt")))


@pytest.mark.parametrize("language", ["fr", "ar"])
async def test_what_is_read_aloud_names_the_pension_and_its_amount(
    home: Home, language: wording.Language
) -> None:
    keep(home, 2, applicant_language=language)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, *ASK_SUPERVISOR, *AGREED, "enter", "end", "f9")
        assert title("confirm") in play.text()
        if language == "fr":
            assert of_pension(GIVEN_UP, 600) in told(play)
            assert as_told(FRENCH("consent.irrevocable")) in told(play)
        assert play.app.screen.query_one("#consent").max_scroll_y == 0  # all is seen at once
        await play.type("f6")
        assert of_pension(GIVEN_UP, 600) in told(play)


async def test_the_screen_of_the_deposit_names_it_too(home: Home) -> None:
    keep(home, 2)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, *ASK_SUPERVISOR, *AGREED, "enter", "end", "f9", "space", "f9")
        assert title("receipt") in play.text()
        assert of_pension("receipt.given_up", 600)[:60] in told(play)


async def test_survivors_of_an_accident_are_guarded_and_told_not_to_wait(home: Home) -> None:
    """Both rights and every answer are seen at once; whoever goes for the pension hears why."""
    keep(home, 7, applicant_language="fr", death_cause="third_party_accident")
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9")
        assert title("guard") in play.text()
        assert FRENCH("rights.pension.quickly") in play.text()
        for answer in ANSWERS[1:4]:
            assert FRENCH(f"screens.guard.{answer}") in play.text()
        await play.type("enter")
        assert title("kept_waiting") in play.text()
        assert as_told(FRENCH("rights.pension.ask_quickly")) in told(play)


@pytest.mark.parametrize("way", [("f2",), ("f4", "f2"), ("pageup",)], ids=str)
async def test_an_agreement_is_not_asked_again_when_its_draft_is_taken_up(
    home: Home, way: tuple[str, ...]
) -> None:
    keep(home, 2)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, *ASK_SUPERVISOR, *AGREED, "enter")
        assert title("check_answers") in play.text()
        await play.type(*way)
        if way == ("pageup",):
            await play.type("f2")
        await play.type("end", "enter", "f9")
        assert title("check_answers") in play.text()
        await play.type("pageup")
        days = play.app.screen.query_one("#insurance_days", Entry)
        play.app.set_focus(days)
        await play.type("end", "backspace", "1", "enter", "f9")
        assert title("guard") in play.text()  # other answers: another agreement


LATE_RETIREMENT = {"insurance_days": "2000", "activity_ceased_on": "2024-03-31"}


async def test_a_pension_open_on_one_reading_passes_the_guard_and_two_people(home: Home) -> None:
    keep(home, 1, applicant_language="fr", **LATE_RETIREMENT)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9")
        assert title("guard") in play.text()
        assert as_told(FRENCH("screens.guard.warning.in_doubt")) in told(play)
        assert as_told(FRENCH("rights.old_age_pension.amount", amount=700)) in told(play)
        await play.type("f5")
        assert FRENCH("outcomes.undetermined") in play.text()
        assert as_told("Réforme du 1er janvier 2023") in told(play)
        await play.type("escape", "f6")
        assert as_told(FRENCH("screens.guard.warning.in_doubt")) in told(play)
        await play.type("escape", "down", "down", "down", "enter", *AGREED, "enter")
        assert FRENCH("outcomes.other_right") in play.text()
        assert FRENCH("outcomes.undetermined") in play.text()
        await play.type("end", "f9")
        assert of_pension(GIVEN_UP, 700, is_sure=False) in told(play)
        await play.type("space", "f9")
        given_up = of_pension("receipt.given_up", 700, is_sure=False)
        assert given_up[:60] in told(play)
        receipt = play.app.screen
        assert isinstance(receipt, ReceiptScreen)
        control = as_told(FRENCH("receipt.control.text"))  # a doubt is always controlled
        for said in (given_up, control):
            assert [line for line in receipt.face if said in as_told(line.fr)]
        await play.type("f6")
        assert control in told(play)


async def test_days_that_nobody_knows_are_told_like_days_that_are_known(home: Home) -> None:
    """Both rights, then what is read aloud and the receipt; the third client has 900 days."""
    keep(home, 3, applicant_language="fr", insurance_days="unknown")
    stake = RightAtStake(OtherRight("old_age_pension", None), "days_unknown")
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9")
        assert as_told(FRENCH("screens.guard.warning.days_unknown")) in told(play)
        assert FRENCH("rights.old_age_pension.nature")[:20] in play.text()
        assert FRENCH("screens.guard.ask_instead") in play.text()
        await play.type("enter")  # the safe answer: look for the days
        assert shown(play) == "request"
        await play.type("f9", SEEN, "end", "enter")
        assert title("check_answers") in play.text()
        await play.type("end", "f9")
        assert as_told(FRENCH.of_right(GIVEN_UP, stake)) in told(play)
        await play.type("space", "f9")
        assert as_told(FRENCH.of_right("receipt.given_up", stake))[:60] in told(play)


async def test_who_goes_to_look_for_the_days_is_told_what_to_bring(home: Home) -> None:
    keep(home, 3, applicant_language="fr", insurance_days="unknown")
    stake = RightAtStake(OtherRight("old_age_pension", None), "days_unknown")
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9", SEEN, "down", "down", "enter")
        assert title("kept_waiting") in play.text()
        assert as_told(FRENCH.of_right("screens.kept_waiting.right", stake)) in told(play)
    with at_the_desk(home) as session:
        assert len(session.drafts.all()) == 1


@pytest.mark.parametrize(
    ("client", "answers", "forms"),
    [
        (2, {}, ("315-1-04", "310-1-32")),
        (7, {"basic_scheme_pension": "yes"}, ("317-1-01", "310-1-33")),
    ],
)
async def test_the_guard_names_the_form_of_each_right(
    home: Home, client: int, answers: dict[str, str], forms: tuple[str, str]
) -> None:
    keep(home, client, **answers)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9")
        assert title("guard") in play.text()
        assert tuple(re.findall(r"3\d\d-\d-\d\d", told(play))) == forms


STILL_AT_WORK = {"insurance_days": "2000", "activity_ceased": "no", "activity_ceased_on": ""}
AFTER_WORK = "come_back.activity_not_ceased"


async def test_somebody_at_work_is_told_to_come_back_once_work_has_ceased(home: Home) -> None:
    """On the guard, on its face, and by whoever goes for the pension."""
    keep(home, 1, **STILL_AT_WORK)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9")
        assert title("guard") in play.text()
        assert as_told(FRENCH(AFTER_WORK)) in told(play)
        for answer in ANSWERS[:4]:  # all of them are seen at once
            assert FRENCH(f"screens.guard.{answer}") in play.text()
        await play.type("f6")
        assert as_told(FRENCH(AFTER_WORK)) in told(play)
        await play.type("escape", "down", "enter")
        assert title("kept_waiting") in play.text()
        assert as_told(FRENCH(AFTER_WORK)) in told(play)


async def test_nobody_whose_work_has_ceased_is_told_to_come_back_after_it(home: Home) -> None:
    keep(home, 1, **LATE_RETIREMENT)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9")
        assert as_told(FRENCH(AFTER_WORK))[:40] not in told(play)


async def test_somebody_without_a_pension_hears_of_none(home: Home) -> None:
    keep(home, 1)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9", "end", "f9")
        assert title("confirm") in play.text()
        assert of_pension(GIVEN_UP, 600)[:20] not in told(play)


async def test_a_letter_is_no_reason(home: Home) -> None:
    keep(home, 2)
    async with training_counter(home) as play:
        refused = ("x", *AGREED[1:], "enter")
        await play.type(*TAKE_UP, *ASK_SUPERVISOR, *refused)
        assert title("supervisor") in play.text()
        assert as_told(FRENCH("errors.agreement.reason_too_short", least="6")) in (told(play))


async def test_a_second_agreement_does_not_look_like_a_refusal_of_the_first(
    home: Home, alami: Deposit
) -> None:
    """A pension is given up, and the same number has a request: one supervisor agrees twice."""
    keep(home, 2, immatriculation_number=alami.draft.answer("immatriculation_number"))
    given = as_told(FRENCH("screens.supervisor.given", code=SUPERVISOR.code))
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, *ASK_SUPERVISOR)
        assert given not in told(play)
        await play.type(*AGREED, "enter")
        assert title("supervisor") in play.text()
        assert given in told(play)
        assert alami.reference in told(play)
        await play.type("La fille dépose pour lui", "enter", "enter", SUPERVISOR.password, "enter")
        assert title("check_answers") in play.text()


async def test_what_is_typed_ahead_answers_no_guard_that_nobody_has_seen(home: Home) -> None:
    keep(home, 2)
    async with training_counter(home) as play:
        await play.type(*TAKE_UP, "f9", "enter", "down", "down", "enter")
        assert title("guard") in play.text()
