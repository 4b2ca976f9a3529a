"""The frame around every question: its title and place, the five steps, the keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Generic

from textual import events, on
from textual.content import Content
from textual.widgets import Static

from cnss_counter.domain.request import MOST_LETTERS
from cnss_counter.forms.asked import Answer, Asked
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.lines.fitting import Fitting, without_the_middle
from cnss_counter.forms.lines.row import Row
from cnss_counter.terminal.line_cache import LineCache
from cnss_counter.text import isolate

if TYPE_CHECKING:
    from cnss_counter.wording import Wording

STEPS = ("find", "request", "check_answers", "confirm", "receipt")
"""The keys of the five screens of a request, in the order of the paper guide."""


class FrameLine(LineCache, Static):
    """The title, the steps, the keys: one line around every question."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 – Textual's name
        super().__init__(id=id, markup=False)


def title_line(title: str, place: str, *, is_mirrored: bool) -> Fitting:
    """What is asked, and at the end agency, counter and clerk.

    On a narrow screen the place gives way, its clerk last; a title wider than the screen loses
    whole words.
    """
    between = " · "
    parts, words = place.split(between), title.split(" ")
    wordings = [(title, between.join(parts[first:])) for first in range(len(parts) + 1)]
    wordings += [(f"{' '.join(words[:count])} …", "") for count in range(len(words) - 1, 0, -1)]
    rows = (Row(Content.styled(said, "bold"), at, is_mirrored=is_mirrored) for said, at in wordings)
    return Fitting(*rows)


def step_words(here: str, words: Wording) -> Fitting:
    """The five steps, the present one standing out; it alone where they do not all fit."""
    names = [(step == here, words(f"screens.steps.{step}")) for step in STEPS]
    steps = [
        Content.styled(f"{number} {name}", "bold reverse" if is_here else "")
        for number, (is_here, name) in enumerate(names, 1)
    ]
    alone = words(
        "screens.steps.here",
        number=str(STEPS.index(here) + 1),
        count=str(len(STEPS)),
        step=words(f"screens.steps.{here}"),
    )
    return Fitting(Content("  ›  ").join(steps), Content.styled(alone, "bold reverse"))


def left_out_words(most: int, words: Wording) -> Content:
    """In the place of the keys: a text longer than so many letters was not taken."""
    return Content.styled(words("screens.frame.left_out", most=most), "bold $text-error")


def key_words(keys: Iterable[str], words: Wording) -> Fitting:
    """Each key with what it does here; the last, the menu, has them all."""
    pairs = [
        Content.assemble(
            (isolate(words(f"keys.{key}.key")), "bold $primary"),
            " ",
            isolate(words(f"keys.{key}.does")),
        )
        for key in keys
    ]
    return without_the_middle(pairs, "  ")


class KeysBelow(Asked[Answer], Generic[Answer]):
    """A screen whose bottom line, `#key-line`, says what keys do where the cursor is."""

    KEYS: ClassVar[tuple[str, ...]] = ()
    """The keys worth showing on the bottom line, as ids of the `keys` table."""

    _keys_said: tuple[str, ...] = ()

    @property
    def keys_here(self) -> tuple[str, ...]:
        """The keys of the bottom line while the cursor is where it is."""
        return self.KEYS

    @on(events.DescendantFocus)
    def say_the_keys(self) -> None:
        """Another field may have other keys."""
        if self.keys_here != self._keys_said:
            self._say_keys()

    def _say_keys(self) -> None:
        self._keys_said = self.keys_here
        self.query_one("#key-line", FrameLine).update(key_words(self._keys_said, self.words))

    @on(Entry.LeftOut)
    def say_what_was_left_out(self, event: Entry.LeftOut) -> None:
        """In the place of the keys, until something else is typed or the cursor goes on."""
        event.stop()
        self._say_keys()
        if not event.is_over:
            self.say_in_place_of_the_keys(left_out_words(MOST_LETTERS, self.words))

    def say_in_place_of_the_keys(self, said: Content | None) -> None:
        """Until the cursor goes on; None: the keys again."""
        if said is None:
            self._say_keys()
            return
        self._keys_said = ()  # another field says its own
        self.query_one("#key-line", FrameLine).update(said)
