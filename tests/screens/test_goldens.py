"""The main screens as they stand on 80 × 24, in both languages.

`UPDATE_GOLDENS=1 pytest tests/screens/test_goldens.py` draws them again, to be read in the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cnss_counter.paths import Home
from tests.screens.conftest import LOG_IN, deposited, training_counter

GOLDENS = Path(__file__).parent / "goldens"
NUMBER = "123456789"
SCREENS: dict[str, tuple[str, ...]] = {
    "login": (),
    "home": LOG_IN,
    "find": (*LOG_IN, "f4", NUMBER),
    "menu": (*LOG_IN, "f3", "escape"),
    "palette": (*LOG_IN, "f3", "ctrl+p", "imprim"),
    "lock": (*LOG_IN, "f12"),
    "receipt": (*LOG_IN, "f4", NUMBER, "enter", "enter"),
    "applicant": (*LOG_IN, "f4", NUMBER, "enter", "enter"),
    "unprinted": (*LOG_IN, "down", "down", "down", "enter"),
}
THEN = {"applicant": ("f6",)}
"""What is typed once the receipt was seen."""


@pytest.mark.parametrize("language", ["fr", "ar"])
@pytest.mark.parametrize("screen", SCREENS)
async def test_the_screen_is_as_it_was_read_and_approved(
    home: Home, screen: str, language: str
) -> None:
    deposited(home, 1)
    async with training_counter(home) as play:
        await play.type(*(("f7",) if language == "ar" else ()), *SCREENS[screen])
        await play.type(*THEN.get(screen, ()))
        seen = play.text() + "\n"
    golden = GOLDENS / f"{screen}.{language}.txt"
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_text(seen, encoding="utf-8")
    assert seen == golden.read_text(encoding="utf-8")
