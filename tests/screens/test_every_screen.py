"""What holds for every screen of the counter, the ones to come included."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from textual.app import App
from textual.binding import Binding

from cnss_counter import screens, wording
from cnss_counter.app import CounterApp
from cnss_counter.forms.frame import STEPS
from cnss_counter.forms.question import Question
from cnss_counter.text import cells
from cnss_counter.wording import Language

KEY_LINE_CELLS = 80 - 2 - 2
"""A small terminal without the training frame and the padding."""

LANGUAGES: tuple[Language, ...] = ("fr", "ar")


def all_screens() -> list[type[Question[object]]]:
    for module in pkgutil.walk_packages(screens.__path__, f"{screens.__name__}."):
        importlib.import_module(module.name)
    return sorted(named(Question), key=lambda screen: screen.KEY)


def named(question: type[Question[object]]) -> Iterator[type[Question[object]]]:
    for screen in question.__subclasses__():
        if screen.KEY and screen.__module__.startswith(screens.__name__):
            yield screen
        yield from named(screen)


SCREENS = all_screens()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.KEY)
def test_a_screen_has_a_title_and_a_key_line_that_fits(
    screen: type[Question[object]], language: Language
) -> None:
    words = wording.load(language)
    assert words(f"screens.{screen.KEY}.title")
    for keys in (screen.KEYS, getattr(screen, "KEYS_ON_A_CHOICE", ())):
        pairs = [f"{words(f'keys.{key}.key')} {words(f'keys.{key}.does')}" for key in keys]
        assert cells("  ".join(pairs)) <= KEY_LINE_CELLS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_five_steps_fit_on_a_line(language: Language) -> None:
    words = wording.load(language)
    steps = [f"{number} {words(f'screens.steps.{step}')}" for number, step in enumerate(STEPS, 1)]
    assert cells("  ›  ".join(steps)) <= KEY_LINE_CELLS
    assert {screen.KEY for screen in SCREENS} >= set(STEPS)


PLACES: tuple[type[App[object]] | type[Question[object]], ...] = (CounterApp, Question, *SCREENS)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_no_letter_no_digit_and_no_key_before_the_field(
    place: type[App[object]] | type[Question[object]],
) -> None:
    for binding in place.BINDINGS:
        assert isinstance(binding, Binding)
        assert not binding.priority
        for key in binding.key.split(","):
            assert len(key) > 1
            assert "shift" not in key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_its_line_in_the_menu(language: Language) -> None:
    words = wording.load(language)
    for place in PLACES:
        for binding in place.BINDINGS:
            if isinstance(binding, Binding) and binding.id and binding.id != "menu":
                assert words(f"screens.menu.{binding.id}")
                assert words(f"keys.{binding.id}.key")
