"""Textual without what the counter has none of: tooltips, a clipboard, values in a report."""

from __future__ import annotations

from textual.app import App
from textual.timer import Timer, TimerCallback


class BareApp(App[None]):
    """An application that ends on a bug with `report_of` it, and nothing that it was reading."""

    def __init__(self) -> None:
        super().__init__()
        self._disable_tooltips = self._disable_notifications = True

    def set_timer(
        self,
        delay: float,
        callback: TimerCallback | None = None,
        *,
        name: str | None = None,
        pause: bool = False,
    ) -> Timer:
        """One that is due before it has begun, on a busy machine, is late. Textual forgets it, and
        with it the new size of a window, that one and each that follows.
        """
        timer = super().set_timer(delay, callback, name=name, pause=pause)
        timer._skip = False
        return timer

    def copy_to_clipboard(self, text: str) -> None:
        """Nothing is copied: a clipboard would carry one person's data to the next."""

    def report_of(self, bug: Exception) -> str:
        """What is said of a bug when it ends the program."""
        raise NotImplementedError

    def _fatal_error(self) -> None:
        from rich.text import Text

        if self._exception is not None:
            self.panic(Text(self.report_of(self._exception)))
