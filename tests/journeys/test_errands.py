"""From login to logout: one errand after another, whatever happens in one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from cnss_counter import law
from cnss_counter.clock import system_clock
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import Clerk
from cnss_counter.domain.home_summary import HomeSummary
from cnss_counter.domain.request import RequestDraft
from cnss_counter.errors import AccessError, StoreError
from cnss_counter.forms.errand_line import ErrandLine
from cnss_counter.journeys.access.agreement import ask_agreement
from cnss_counter.journeys.access.lock import lock
from cnss_counter.journeys.day.serve import serve
from cnss_counter.journeys.errand_register import CHANGE_CLERK, LEAVE, NEXT_CLIENT
from cnss_counter.journeys.shift import Shift
from cnss_counter.paths import Home
from cnss_counter.rules.evaluate import cleaned
from cnss_counter.screens.access.lock import SomebodyElse, Unlock
from cnss_counter.screens.day.home import ResumeDraft
from cnss_counter.services.access import permissions
from cnss_counter.services.access.permissions import Action
from cnss_counter.services.session import Session
from cnss_counter.storage.files.session_marks import SessionMark
from tests.journeys.script import Script, turned_to

NOTHING_WAITS = HomeSummary((), 0, None)
DISK_FULL = StoreError("store.disk_full", file="counter.db")


class FakeSession:
    """A session that remembers whether it was left, and refuses as the story says."""

    clerk = Clerk("A17", "Karima Bennani", frozenset({"clerk"}))
    agency = Agency("041", "Agence Agdal", "وكالة أكدال", "Rabat", "1")
    now = staticmethod(system_clock)

    class context:  # noqa: N801 – an attribute of the session
        home = Home(Path("nowhere"))

        @staticmethod
        def may(action: Action) -> bool:
            return permissions.may(FakeSession.clerk, action)

    def __init__(self, *refusals: Exception) -> None:
        self._refusals = list(refusals)
        self.is_left = False

    def _refuse(self) -> None:
        if self._refusals:
            raise self._refusals.pop(0)

    def home_summary(self, *, tells: bool = True) -> HomeSummary:  # noqa: ARG002 – nothing waits
        self._refuse()
        return NOTHING_WAITS

    class agreements:  # noqa: N801 – the same
        @staticmethod
        def would_be_own() -> bool:
            return False

    class drafts:  # noqa: N801 – the same
        @staticmethod
        def all() -> list[Any]:
            return []

    def unlock(self, password: str) -> None:  # noqa: ARG002 – the story says what comes of it
        self._refuse()

    def log_out(self) -> None:
        self.is_left = True


@pytest.fixture
def shift_of(tmp_path: Path) -> Callable[[Script, FakeSession], Shift]:
    def shift(script: Script, session: FakeSession) -> Shift:
        session_mark = SessionMark.begin(Home(tmp_path), session.clerk.code, system_clock())
        return script.shell(tmp_path).taken_by(cast("Session", session), session_mark)

    return shift


Sit = Callable[[Script, FakeSession], Shift]


@pytest.mark.parametrize(("errand", "is_to_change"), [("change_clerk", True), ("leave", False)])
async def test_the_clerk_leaves_the_desk_closed(
    shift_of: Sit, errand: str, is_to_change: bool
) -> None:
    script, session = Script(ErrandLine(errand)), FakeSession()
    shift = shift_of(script, session)
    assert await serve(shift) is is_to_change
    assert session.is_left
    assert script.seated == [shift, None]


async def test_after_an_errand_home_comes_back(shift_of: Sit) -> None:
    script = Script(ResumeDraft("gone"), ErrandLine("next_client"), ErrandLine("leave"))
    await serve(shift_of(script, FakeSession()))
    assert script.screens == ["home", "home", "home"]


async def test_a_key_pressed_elsewhere_leads_to_its_errand(shift_of: Sit) -> None:
    script = Script(turned_to(NEXT_CLIENT), turned_to(LEAVE))
    assert not await serve(shift_of(script, FakeSession()))
    assert script.screens == ["home", "home"]


async def test_what_the_disk_refuses_is_told_and_home_comes_back(shift_of: Sit) -> None:
    script = Script(None, ErrandLine("leave"))
    await serve(shift_of(script, FakeSession(DISK_FULL)))
    assert script.screens == ["trouble", "home"]


async def test_a_database_out_of_its_place_is_told_once_in_front_of_the_login(
    shift_of: Sit,
) -> None:
    """It would be told again and again: Home is where everything that goes wrong leads."""
    exchanged = StoreError("store.exchanged", file="counter.db")
    script, session = Script(None), FakeSession(*[exchanged] * 5)
    assert await serve(shift_of(script, session)) is True
    assert script.screens == ["trouble"]
    assert session.is_left


async def test_a_bug_closes_the_desk_too(shift_of: Sit) -> None:
    script, session = Script(ZeroDivisionError()), FakeSession()
    with pytest.raises(ZeroDivisionError):
        await serve(shift_of(script, session))
    assert session.is_left


async def nothing_lost() -> str:
    return ""


async def a_code_lost() -> str:
    return "leave_code"


async def test_the_lock_opens_by_the_right_password_only(shift_of: Sit) -> None:
    script = Script(Unlock("faux"), Unlock("juste"))
    shift = shift_of(script, FakeSession(AccessError("access.refused")))
    assert await lock(shift, nothing_lost) is None
    assert script.screens == ["lock", "lock"]


async def test_behind_the_lock_another_clerk_may_sit_down(shift_of: Sit) -> None:
    assert await lock(shift_of(Script(SomebodyElse()), FakeSession()), nothing_lost) is CHANGE_CLERK


async def test_what_another_clerk_would_lose_is_asked_about_each_time(shift_of: Sit) -> None:
    script = Script(SomebodyElse(), False, SomebodyElse(), True)
    assert await lock(shift_of(script, FakeSession()), a_code_lost) is CHANGE_CLERK
    assert script.screens == ["lock", "sure", "lock", "sure"]


async def test_without_a_supervisor_there_is_no_agreement(shift_of: Sit) -> None:
    procedure = law.load().procedures["contribution_refund"]
    shift, clean = (
        shift_of(Script(None), FakeSession()),
        cleaned(procedure, RequestDraft(procedure.id)),
    )
    assert await ask_agreement(shift, "other_right", "one", clean) is None
