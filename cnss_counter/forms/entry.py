"""One line to type in, either way the script runs; a key in it repaints nothing else."""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Size
from textual.reactive import Reactive

from cnss_counter.terminal.arabic_input import ArabicInput
from cnss_counter.terminal.line_cache import LineCache
from cnss_counter.text import Direction, clean


class Entry(LineCache, ArabicInput):
    """An entry of the form.

    `resting` is its direction while nothing tells one (None: that of the interface). `cleaning`
    is what becomes of its text: `logical` for a secret. `keyed` is what one key writes: `digit`
    where only digits are legal.
    """

    # Textual lays the whole screen out at each key for entries as wide as their text; these
    # have a fixed place on the sheet.
    value: Reactive[str] = Reactive("", init=False)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def __init__(
        self,
        *,
        id: str,  # noqa: A002 – Textual's name
        resting: Direction | None = None,
        cleaning: Callable[[str], str] = clean,
        keyed: Callable[[str], str] = str,
        max_length: int = 200,
    ) -> None:
        super().__init__(
            id=id,
            resting=resting,
            cleaning=cleaning,
            keyed=keyed,
            max_length=max_length,
            compact=True,
        )
        self.cursor_blink = False
