"""The register of errands: each has a journey to load and words in both languages."""

from __future__ import annotations

from inspect import iscoroutinefunction

import pytest

from cnss_counter import wording
from cnss_counter.domain.clerk import Clerk, Role
from cnss_counter.domain.home_summary import HomeSummary
from cnss_counter.journeys import errand_register
from cnss_counter.journeys.errand_register import ERRANDS, Errand, Later, Place, Situation, lines
from cnss_counter.services.access import permissions
from cnss_counter.services.access.permissions import Action
from cnss_counter.wording import Language

EVERY = [
    *ERRANDS.values(),
    *(one for one in vars(errand_register).values() if isinstance(one, Errand)),
]


def sits(*roles: Role, waits: HomeSummary | None = None) -> Situation:
    """A clerk with these roles at a real counter."""

    def may(action: Action) -> bool:
        return permissions.may(Clerk("A17", "Karima Bennani", frozenset(roles)), action)

    return Situation(may=may, waits=waits)


def offered(place: Place, situation: Situation) -> list[str]:
    return [line.name for line in lines(ERRANDS, place, situation)]


@pytest.mark.parametrize("errand", EVERY, ids=lambda errand: errand.name)
def test_the_journey_that_a_line_names_is_there(errand: Errand) -> None:
    """A name in the register is no import: only this test finds a wrong one."""
    if errand.run is not None:
        assert isinstance(errand.run, Later)
        assert iscoroutinefunction(errand.run.load())


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("errand", ERRANDS.values(), ids=lambda errand: errand.name)
def test_an_errand_has_words_wherever_it_is_offered(errand: Errand, language: Language) -> None:
    words = wording.load(language)
    places = (*errand.places, *(("menu",) if errand.key else ()))
    assert places
    for place in places:
        assert words.has(f"screens.{place}.{errand.name}")
    if errand.permission is not None:
        assert words.has(f"errors.access.may_not.{errand.permission}")


def test_no_key_leads_to_two_errands() -> None:
    keys = [errand.key for errand in ERRANDS.values() if errand.key]
    assert len(keys) == len(set(keys))


def test_before_the_login_the_counter_can_be_closed_its_terminal_tried_its_sheet_used() -> None:
    assert offered("menu", Situation()) == ["recover", "resume", "test_card", "leave"]
    assert offered("menu", Situation(is_training=True)) == ["test_card", "leave"]
    assert offered("menu", Situation(is_set_up=False)) == ["test_card", "leave"]


def test_an_auditor_is_offered_nothing_that_would_be_refused() -> None:
    waits = HomeSummary((), 0, None)
    assert offered("home", sits("auditor", waits=waits)) == [
        "find", "leaflet", "staff", "change_clerk", "leave",
    ]  # fmt: skip
    assert "close_day" not in offered("menu", sits("auditor"))
    assert "close_day" in offered("menu", sits("clerk"))


def test_what_waits_brings_its_errand_to_home() -> None:
    waits = HomeSummary((), 0, None, is_clock_suspect=True, unprinted=2)
    assert offered("home", sits("clerk", waits=waits)) == [
        "state_time", "new_request", "find", "unprinted", "leaflet", "staff", "close_day",
        "change_clerk", "leave",
    ]  # fmt: skip


def test_a_supervisor_gives_anybodys_draft_a_clerk_their_own() -> None:
    nothing_waits = HomeSummary((), 0, None)
    assert "hand_over" in offered("home", sits("supervisor", waits=nothing_waits))
    assert "hand_over" not in offered("home", sits("clerk", waits=nothing_waits))
