"""One line to type in, either way the script runs; a key in it repaints nothing else."""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive

from cnss_counter.domain.request import MOST_LETTERS
from cnss_counter.terminal.arabic_input import ArabicInput
from cnss_counter.terminal.line_cache import LineCache
from cnss_counter.text import Direction, clean


class Entry(LineCache, ArabicInput):
    """An entry of the form.

    `resting` is its direction while nothing tells one (None: that of the interface). `cleaning`
    is what becomes of its text: `logical` for a secret. `keyed` is what one key writes: `digit`
    where only digits are legal.

    A text that would make it longer than `MOST_LETTERS` is left out whole, and `LeftOut` says so.
    """

    class LeftOut(Message):
        """What was pasted or typed has no room, and nothing of it was taken.

        `is_over`: something else was, since.
        """

        def __init__(self, *, is_over: bool) -> None:
            super().__init__()
            self.is_over = is_over

    # Textual lays the whole screen out at each key for entries as wide as their text; these
    # have a fixed place on the sheet.
    value: Reactive[str] = Reactive("", init=False)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    # Each class that an entry gets once it is made costs a look through every style sheet, which
    # for a form of sixty is a fifth of the way to it. These are had from the start.
    compact: Reactive[bool] = Reactive(True)
    DEFAULT_CLASSES = "-textual-compact -valid"

    def __init__(
        self,
        *,
        id: str,  # noqa: A002 – Textual's name
        resting: Direction | None = None,
        cleaning: Callable[[str], str] = clean,
        keyed: Callable[[str], str] = str,
    ) -> None:
        super().__init__(
            id=id,
            resting=resting,
            cleaning=cleaning,
            keyed=keyed,
            max_length=MOST_LETTERS,
            compact=True,
        )
        self.cursor_blink = False
        self._has_left_out = False

    def replace(self, text: str, start: int, end: int) -> None:
        had, self._has_left_out = self._has_left_out, False
        super().replace(text, start, end)
        if had and not self._has_left_out:
            self.post_message(self.LeftOut(is_over=True))

    def restricted(self) -> None:
        """Textual rings a bell, which says nothing."""
        self._has_left_out = True
        self.post_message(self.LeftOut(is_over=False))
