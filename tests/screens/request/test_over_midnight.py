"""A form that is left open over midnight says what the law says on the new day."""

from __future__ import annotations

from datetime import date, timedelta

from cnss_counter.app import CounterApp
from cnss_counter.paths import Home
from cnss_counter.services.day import training
from tests.screens.conftest import LOG_IN, ON, Printer
from tests.screens.play import played, shown
from tests.screens.test_stumbles import FRENCH, TAKE_UP, keep, spaced

LAST_DAY = date(2026, 3, 10)
ASKED_WHEN_LATE = FRENCH.label("force_majeure")


async def test_behind_a_lock_the_form_takes_the_day_on(home: Home) -> None:
    keep(home, 1)
    clock = training.PlayedClock(ON)
    counter = CounterApp(home, is_training=True, clock=clock, printer=Printer())
    async with played(counter, (100, 80)) as play:
        await play.type(*TAKE_UP)
        for day, is_late in ((LAST_DAY, False), (LAST_DAY + timedelta(days=1), True)):
            await play.type("f12")
            clock.day = day
            await play.type(LOG_IN[2], "enter")
            assert shown(play) == "request"
            assert (spaced(ASKED_WHEN_LATE) in spaced(play.text())) is is_late
