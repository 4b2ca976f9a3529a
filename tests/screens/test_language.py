"""F7: the whole screen in the other language, at any moment, and no keystroke lost."""

from __future__ import annotations

import pytest

from cnss_counter import wording
from cnss_counter.forms.choice import Choice
from cnss_counter.forms.entry import Entry
from cnss_counter.paths import Home
from cnss_counter.text import cells, display
from tests.screens.conftest import LOG_IN, training_counter
from tests.screens.play import LARGE, SMALL, shown

FRENCH, ARABIC = wording.load("fr"), wording.load("ar")
IN_THE_FORM = (*LOG_IN, "f4", "123456789", "enter", "enter")
SCREENS: dict[str, tuple[str, ...]] = {
    "login": (),
    "home": LOG_IN,
    "find": (*LOG_IN, "f3"),
    "menu": (*LOG_IN, "escape"),
    "lock": (*LOG_IN, "f12"),
    "help": (*LOG_IN, "f1"),
    "request": IN_THE_FORM,
    "why": (*IN_THE_FORM, "f5"),
    "leaflet": (*LOG_IN, "down", "down", "down", "enter"),
}

WITH_A_CHOICE: dict[str, tuple[str, ...]] = {
    "find": (*LOG_IN, "f4"),
    "request": IN_THE_FORM,
    "survivor": (
        *LOG_IN, "f4", "123456789", "tab", "space", "enter", "enter", "f8", "shift+tab", "enter",
    ),
}  # fmt: skip


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("screen", SCREENS)
async def test_each_screen_speaks_both_languages(
    home: Home, screen: str, size: tuple[int, int]
) -> None:
    async with training_counter(home, size=size) as play:
        await play.type(*SCREENS[screen])
        assert FRENCH(f"screens.{screen}.title") in play.text()
        french_frame = frame(play.lines())
        await play.type("f7")
        assert display(ARABIC(f"screens.{screen}.title")) in play.text()
        assert frame(play.lines()) == french_frame
        await play.type("f7")
        assert FRENCH(f"screens.{screen}.title") in play.text()


def frame(lines: list[str]) -> list[tuple[int, str, str]]:
    """The width of each line and both its ends: a frame that moved would show."""
    return [(cells(line), line[0], line[-1]) for line in lines]


async def test_a_word_typed_across_a_change_of_language_is_whole(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type(*LOG_IN, "f3", "AL", "f7", "A", "f7", "MI")
        assert play.app.screen.query_one("#query", Entry).value == "ALAMI"


async def test_a_password_typed_across_a_change_of_language_still_opens(home: Home) -> None:
    code, enter, password, _ = LOG_IN
    async with training_counter(home) as play:
        await play.type(code, enter, password[:4], "f7", password[4:], "enter")
        assert display(ARABIC("screens.home.title")) in play.text()


async def test_the_language_stays_from_screen_to_screen(home: Home) -> None:
    async with training_counter(home) as play:
        await play.type("f7", *LOG_IN, "f4")
        assert display(ARABIC("screens.find.title_for_request")) in play.text()


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("screen", ["find", "request", "survivor"])
async def test_in_arabic_each_choice_begins_at_the_right(
    home: Home, screen: str, size: tuple[int, int]
) -> None:
    async with training_counter(home, size=size) as play:
        await play.type(*WITH_A_CHOICE[screen], "f7")
        assert shown(play) == screen
        lines = play.lines()
        in_sight = play.app.screen.query_one("#form").region
        regions = [choice.content_region for choice in play.app.screen.query(Choice)]
        painted = [region for region in regions if in_sight.contains_region(region)]
        assert painted
        for row in painted:
            assert lines[row.y][row.right - 1] in "○●›", "\n".join(lines)


async def test_on_a_wide_screen_the_arabic_form_stands_right_of_its_findings(home: Home) -> None:
    async with training_counter(home, size=LARGE) as play:
        await play.type(*IN_THE_FORM, "f7")
        caption = display(ARABIC("fields.district.label"))
        outcome = display(ARABIC("outcomes.undetermined"))
        lines = play.lines()
        at = min(line.index(caption) for line in lines if caption in line)
        assert max(line.find(outcome) for line in lines) < LARGE[0] // 2 < at
