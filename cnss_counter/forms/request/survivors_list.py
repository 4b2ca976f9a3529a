"""The list of survivors on the form: a line each, changed by keys alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from cnss_counter.domain.dates import age_on, day_of

if TYPE_CHECKING:
    from cnss_counter.rules.evaluate import Judged
    from cnss_counter.wording import Wording

SURVIVORS = "survivors"
"""What a finding about the whole list has for its subject; also the list's place on the sheet."""
BELOW = "   "
"""Before the second line of a survivor."""


def survivor_lines(judged: Judged, words: Wording) -> list[str]:
    """Two lines for each survivor: the share and who; the ages and whether counted. One that adds.

    The last one also tells the total. The age at death counts.
    """
    died_on = day_of(judged.draft.answer("death_date"))
    days = {"age_at_death": died_on, "age_at_deposit": judged.on}
    shares = {share.survivor: share.share for share in judged.verdict.shares}
    told = counted(judged)
    lines = [
        _line(number, survivor, days, shares.get(number), told.get(number, ""), words)
        for number, survivor in enumerate(judged.draft.survivors, 1)
    ]
    last = f"+ {words('screens.request.add_survivor')}"
    if shares:
        total = percent(sum(shares.values(), Fraction(0)))
        last = f"{last} · {words('survivors.total', share=total)}"
    return [*lines, last]


def counted(judged: Judged) -> dict[int, str]:
    """By number, whether a survivor has a share: a key of the wording."""
    doubtful = {one.subject for one in judged.verdict.findings if one.severity == "unknown"}
    return {
        number: "survivors.in_doubt"
        if f"{SURVIVORS}.{number}" in doubtful
        else f"survivors.{'counted' if share else 'not_counted'}"
        for number, share in judged.verdict.shares
    }


def _line(
    number: int,
    survivor: Mapping[str, str],
    days: Mapping[str, date | None],
    share: Fraction | None,
    told: str,
    words: Wording,
) -> str:
    quality = survivor.get("quality", "")
    born = day_of(survivor.get("birth_date", ""))
    who, below = [survivor.get("name", "")], []
    if quality:
        who.append(words(f"choices.quality.{quality}"))
    if born:
        below += [
            words(f"survivors.{key}", age=age_on(day, born))
            for key, day in days.items()
            if day and day >= born
        ]
    if share is not None:
        who.insert(0, words("survivors.share", share=percent(share)))
        below.append(words(told))
    second = f"\n{BELOW}{' · '.join(below)}" if below else ""
    return f"{number}. {' · '.join(who)}{second}"


def percent(share: Fraction) -> str:
    """Two decimals at most, as the French write them: `16,67`."""
    return f"{float(share * 100):.2f}".rstrip("0").rstrip(".").replace(".", ",")


NOBODY = ("+",)
"""The lines of an empty list before its words are known."""


class SurvivorsList(Widget, can_focus=True):
    """Enter changes the survivor under the cursor or adds one at the end; Delete asks to remove.

    The last entry is always the one that adds. `lines` are ready sentences, an entry each.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "walk(-1)", show=False),
        Binding("down", "walk(1)", show=False),
        Binding("enter,space", "edit", show=False),
        Binding("insert", "add", show=False),
        Binding("delete,backspace", "remove", show=False),
    ]

    cursor: reactive[int] = reactive(0, init=False)

    @dataclass
    class Edited(Message):
        """The clerk wants to change survivor `position`, from 0; None adds one."""

        position: int | None

    @dataclass
    class Walked(Message):
        """The cursor is on another entry, or on the same line that now adds, or adds no more."""

    @dataclass
    class Removed(Message):
        """Survivor `position`, from 0, is to leave the list, once the clerk is sure."""

        position: int

    def __init__(self, *, id: str) -> None:  # noqa: A002 – Textual's name
        super().__init__(id=id)
        self._lines: tuple[str, ...] = NOBODY

    @property
    def wanted_height(self) -> int:
        return len(self._shown())

    @property
    def lines_in_use(self) -> Sequence[int]:
        """The lines of the entry under the cursor, from 0."""
        return [line for line, (at, _) in enumerate(self._shown()) if at == self.cursor]

    @property
    def is_at_the_end(self) -> bool:
        """Whether the cursor is on the line that adds."""
        return self.cursor == len(self._lines) - 1

    def show_words(self, lines: Sequence[str]) -> None:
        """Show these lines; the last one adds a survivor, and keeps the cursor it has."""
        was_at_the_end = self.is_at_the_end
        self._lines = tuple(lines)
        self.cursor = len(self._lines) - 1 if was_at_the_end else min(self.cursor, len(lines) - 1)
        if was_at_the_end != self.is_at_the_end:
            self.post_message(self.Walked())
        self.refresh()

    def come_to(self, subject: str) -> None:
        """The cursor goes to the survivor that a finding is about; of the whole list, it stays."""
        _, _, line = subject.partition(".")
        number, _, _ = line.partition(".")
        if number.isdecimal():
            self.cursor = min(int(number), len(self._lines)) - 1

    def forget(self) -> None:
        """Leave nobody on the list, nor in the lines painted last."""
        self._lines, self.cursor = NOBODY, 0
        self.refresh()
        self.render_lines(self.size.region)

    def render(self) -> Content:
        return Content("\n").join(
            Content.styled(line, "reverse" if self.has_focus and at == self.cursor else "")
            for at, line in self._shown()
        )

    def _shown(self) -> list[tuple[int, str]]:
        """Each line with the entry that it is of."""
        return [(at, line) for at, entry in enumerate(self._lines) for line in entry.split("\n")]

    def watch_cursor(self) -> None:
        self.post_message(self.Walked())

    def action_walk(self, step: int) -> None:
        """The survivor beside; at either end the key is the screen's, for the field beside."""
        if not 0 <= self.cursor + step < len(self._lines):
            raise SkipAction
        self.cursor += step

    def action_edit(self) -> None:
        """The cursor goes on: the Enter that ends one survivor does not open the same again."""
        if self.is_at_the_end:
            self.action_add()
        else:
            self.post_message(self.Edited(self.cursor))
            self.cursor += 1

    def action_add(self) -> None:
        self.post_message(self.Edited(None))
        self.cursor = len(self._lines) - 1

    def action_remove(self) -> None:
        if not self.is_at_the_end:
            self.post_message(self.Removed(self.cursor))
