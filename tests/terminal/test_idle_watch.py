"""When a screen is to be locked, and what happens where it cannot be at that moment."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cnss_counter.terminal.idle_watch import HELD_FOR, LOCKED_AFTER, IdleWatch


class Timer:
    """Remembers after how many seconds it is to call back."""

    def __init__(self) -> None:
        self.asked: list[float] = []

    def __call__(self, seconds: float, _: Callable[[], None]) -> None:
        self.asked.append(seconds)


@pytest.mark.parametrize(("could", "again"), [(True, LOCKED_AFTER), (False, HELD_FOR)])
def test_a_counter_held_by_slow_work_is_locked_in_a_moment_and_not_minutes_later(
    could: bool, again: float
) -> None:
    timer = Timer()
    IdleWatch(timer, lambda: could).look(LOCKED_AFTER)
    assert timer.asked == [again]


def test_whoever_typed_a_while_ago_is_looked_after_when_the_rest_of_it_has_passed() -> None:
    def lock() -> bool:
        raise AssertionError("somebody has typed")

    timer = Timer()
    IdleWatch(timer, lock).look(LOCKED_AFTER - 60)
    assert timer.asked == [60]
