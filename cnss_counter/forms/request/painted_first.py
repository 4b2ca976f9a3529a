"""A screen whose keys are painted first: what they change follows, or comes when it is asked."""

from __future__ import annotations

from textual.screen import ScreenResultType
from textual.widget import Widget

from cnss_counter.forms.question import Question


class PaintedFirst(Question[ScreenResultType]):
    """A question that may be behind its own fields for the time of one painting."""

    _is_behind = False

    def refresh_form(self) -> None:
        """Show what follows from what the fields hold."""
        self._is_behind = False

    def follow(self, is_painted_first: bool) -> None:
        """The fields say something else: at once, or once what was typed is painted.

        Moving to another field waits for it.
        """
        if not is_painted_first:
            self.refresh_form()
        elif not self._is_behind:
            self._is_behind = True
            self.call_after_refresh(self.catch_up)

    def catch_up(self) -> None:
        if self._is_behind:
            self.refresh_form()

    def focus_next(self, selector: str | type[Widget] = "*") -> Widget | None:
        self.catch_up()
        return super().focus_next(selector)

    def focus_previous(self, selector: str | type[Widget] = "*") -> Widget | None:
        self.catch_up()
        return super().focus_previous(selector)
