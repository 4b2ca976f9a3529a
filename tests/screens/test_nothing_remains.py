"""Nothing of one client reaches the next: looked for in every object of the running counter."""

from __future__ import annotations

import gc
import re
import weakref
from collections.abc import Sequence
from pathlib import Path

import pytest

from cnss_counter import law, wording
from cnss_counter.app import CounterApp
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.journeys.shift import CounterShell
from cnss_counter.paths import Home
from cnss_counter.screens.request import request
from cnss_counter.screens.request.request import RequestScreen
from tests.screens.conftest import CLERK, LOG_IN, at_the_desk, deposited, training_counter
from tests.screens.play import Play, shown
from tests.screens.remains import remains

FRENCH = wording.load("fr")
PLANTED = {
    "portal_reference": "TWDPLANTEE7",
    "immatriculation_number": "9876123450",
    "identity_number": "QX918273",
    "last_name": "ZOUBAIRIX",
    "first_name": "Wadihax",
    "last_name_ar": "الزبيريظ",
    "first_name_ar": "وديعظ",
    "birth_date": "1961-03-17",
    "address": "77 impasse plantée",
    "district": "Quartier planté",
    "city": "Villeplantée",
    "postal_code": "PLT 54-QX",
    "country": "Plantanie",
    "phone": "0698712345",
    "email": "plante@exemple.test",
    "depositor_name": "Porteur Plantéx",
    "depositor_tie": "gendre planté",
    "depositor_identity_number": "QZ918274",
}
REASON = "motif planté illisible"
TYPED = "Saisie en courx"
CHOSEN = {
    "origin": "taawidaty",
    "portal_date": "2025-08-20",
    "insurance_days": "2100",
    "insurance_days_source": "card",
    "activity_ceased": "yes",
    "activity_ceased_on": "2021-03-31",
    "basic_scheme_pension": "no",
    "other_scheme": "no",
}
EVERYTHING = (*PLANTED.values(), REASON)
NO_HEXADECIMAL = re.compile(r"[^\W\da-f]|-", re.IGNORECASE)


def planted_client() -> RequestDraft:
    """A client whose every answer can be told from anything else."""
    papers = {paper: Attachment("seen") for paper in ("immatriculation_card", "request_form")}
    papers["identity_document"] = Attachment("refused", REASON)
    return RequestDraft("contribution_refund", PLANTED | CHOSEN, papers)


@pytest.fixture
def waiting(home: Home) -> Home:
    """A counter where the planted client's draft waits."""
    with at_the_desk(home) as session:
        session.drafts.new(session.cleaned(planted_client()))
    return home


TO_THE_FORM = (*LOG_IN, "end", "enter")
TO_THE_ANSWERS = (*TO_THE_FORM, "f9")
TO_THE_CONSENT = (*TO_THE_ANSWERS, "end", "f9")
TO_THE_RECEIPT = (*TO_THE_CONSENT, "space", "f9")
STEPS = {
    "form": TO_THE_FORM,
    "half_typed": (*TO_THE_FORM, *["enter"] * 8, TYPED),
    "why": (*TO_THE_FORM, "f5"),
    "face": (*TO_THE_ANSWERS, "f6"),
    "answers": TO_THE_ANSWERS,
    "consent": TO_THE_CONSENT,
    "receipt": TO_THE_RECEIPT,
    "found": (*LOG_IN, "f3", PLANTED["last_name"]),
    "copied": (*TO_THE_FORM, *["enter"] * 5, "home", "shift+end", "ctrl+c"),
}
WAYS: dict[str, Sequence[str]] = {
    "f2": ("f2",),
    "f3": ("f3",),
    "f4": ("f4",),
    "f2, and it may wait": ("f2", "down", "enter"),
    "change_clerk": ("f12", "tab", "enter", *LOG_IN),
}


def app_of(play: Play) -> CounterApp:
    assert isinstance(play.app, CounterApp)
    return play.app


CASES = [
    *((step, "f2") for step in STEPS if step != "receipt"),
    ("receipt", "f2, and it may wait"),
    *(("half_typed", way) for way in WAYS if way not in ("f2", "f2, and it may wait")),
]


@pytest.mark.parametrize(("step", "way"), CASES)
async def test_whatever_was_on_the_screen_nothing_of_it_remains(
    waiting: Home, step: str, way: str
) -> None:
    async with training_counter(waiting) as play:
        await play.type(*STEPS[step])
        there = remains(app_of(play), (*EVERYTHING, TYPED))
        assert TYPED in there if step == "half_typed" else there
        await play.type(*WAYS[way])
        assert remains(app_of(play), (*EVERYTHING, TYPED)) == {}


def test_what_is_looked_for_is_met_nowhere_by_chance() -> None:
    """Numbers drawn by lot stand in some texts: a planted one is long, or is no number."""
    met = [text for text in EVERYTHING if len(text) < 10 and not NO_HEXADECIMAL.search(text)]
    assert met == []


@pytest.mark.parametrize("errors", [(), ("f9",)], ids=["form", "errors"])
async def test_nothing_of_a_deceased_and_a_survivor_remains(
    home: Home, errors: tuple[str, ...]
) -> None:
    deceased = {"deceased_last_name": "DEFUNTEX", "deceased_immatriculation_number": "9123458760"}
    survivor = {"name": "Orpheline Plantéx", "birth_date": "2011-02-13"}
    draft = RequestDraft("contribution_refund_survivors", deceased, {}, (survivor,))
    planted = (*deceased.values(), *survivor.values())
    with at_the_desk(home) as session:
        session.drafts.new(session.cleaned(draft))
    async with training_counter(home) as play:
        await play.type(*TO_THE_FORM, *errors)
        assert set(remains(app_of(play), planted)) == set(planted)
        await play.type("f2")
        assert remains(app_of(play), planted) == {}


async def test_a_form_that_is_not_wiped_is_found_out(waiting: Home) -> None:
    """The control: the same counter with a form that forgets nothing."""

    class ForgetsNothing(RequestScreen):
        CSS_PATH = str(Path(request.__file__).with_name("request.tcss"))

        def wipe(self) -> None:
            pass

    async with training_counter(waiting) as play:
        shell: CounterShell = app_of(play)._shell
        procedure = law.load().procedures["contribution_refund"]
        shell.kept[f"request.{procedure.id}"] = ForgetsNothing(procedure)
        await play.type(*TO_THE_FORM, "f2")
        assert {PLANTED["last_name"], PLANTED["address"]} <= set(remains(app_of(play), EVERYTHING))


async def test_titles_clipboard_and_notifications_name_nobody(waiting: Home) -> None:
    async with training_counter(waiting) as play:
        await play.type(*TO_THE_FORM)
        app = app_of(play)
        said = f"{app.title} {app.sub_title} {app.clipboard} {list(app._notifications)}"
        assert CLERK.name in said
        assert not [text for text in EVERYTHING if text in said]


async def test_no_line_of_a_screen_that_is_gone_is_remembered(home: Home) -> None:
    """Neither for the next person to be found, nor forty times a day."""
    deposit = deposited(home, 1)
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", deposit.reference, "enter", "enter")
        lines = weakref.ref(play.app.screen.query_one("#actions")._styles_cache)
        assert lines() is not None
        await play.type("end", "enter")
        assert shown(play) == "home"
        gc.collect()
        assert lines() is None
