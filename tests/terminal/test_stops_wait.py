"""Stopped by the shell in the middle of a writing, the counter ends it first."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator

import pytest
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver

from cnss_counter.terminal.terminal_modes import _explicit

NUMBERS = (signal.SIGTSTP, signal.SIGCONT)


@pytest.fixture(autouse=True)
def handlers_of_before() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in NUMBERS}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


class WritingDriver(HeadlessDriver):
    """Notes whether it is told to stop, or to go on, while it writes. As Textual's, by `signal`."""

    def __init__(self, app: App[None]) -> None:
        super().__init__(app)
        self.is_writing = False
        self.came: list[bool] = []
        for number in NUMBERS:
            signal.signal(number, lambda *_: self.came.append(self.is_writing))

    def interrupted(self, number: signal.Signals) -> None:
        self.is_writing = True
        signal.raise_signal(number)
        self.is_writing = False


async def told(driver: WritingDriver, number: signal.Signals) -> list[bool]:
    driver.interrupted(number)
    for _ in range(100):
        await asyncio.sleep(0.01)
        if driver.came:
            break
    return driver.came


@pytest.mark.parametrize("number", NUMBERS)
async def test_a_stop_waits_for_the_end_of_a_writing(number: signal.Signals) -> None:
    driver = _explicit(WritingDriver)(App())
    assert isinstance(driver, WritingDriver)
    assert await told(driver, number) == [False]
    asyncio.get_running_loop().remove_signal_handler(number)


@pytest.mark.parametrize("number", NUMBERS)
async def test_the_control_as_textual_listens_it_comes_in_the_middle(
    number: signal.Signals,
) -> None:
    assert await told(WritingDriver(App()), number) == [True]
