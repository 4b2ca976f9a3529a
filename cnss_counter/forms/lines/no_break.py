"""What a line on the screen may not break: telephone numbers, references, French signs.

Textual breaks lines at every blank, U+00A0 included. So the blanks that must hold are another
character while the text is wrapped, and blanks again on the finished line.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from cnss_counter.text import cells

HELD = "\ue000"
"""One cell wide, and no blank to whoever wraps; never written to a terminal."""


def unbroken(text: str | Content) -> Content:
    """The same text, with blanks that hold where a line may not end."""
    from cnss_counter.paper.typesetting.paragraphs import STICKY, held_together

    content = text if isinstance(text, Content) else Content(text)
    if " " not in content.plain:
        return content
    held = held_together(content.plain).replace(STICKY, HELD)
    return Content(held, spans=list(content.spans))


def in_lines(text: str, width: int) -> list[str]:
    """A text in lines of at most `width` cells; a value longer than a line parts at a blank."""
    from cnss_counter.paper.typesetting.paragraphs import STICKY, held_together, wrapped

    lines = wrapped(held_together(text), width, cells)
    return [line.replace(STICKY, "\N{NO-BREAK SPACE}") for line in lines]


def with_blanks(text: str) -> str:
    """The blanks again, those that hold."""
    return text.replace(HELD, "\u00a0")


class BlanksAgain(LineFilter):
    """The first filter of a widget that wraps unbroken text."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        if not any(HELD in segment.text for segment in segments):
            return segments
        return [Segment(with_blanks(text), style, control) for text, style, control in segments]


_blanks_again = BlanksAgain()


def after_wrapping(filters: Sequence[LineFilter]) -> list[LineFilter]:
    """The filters of a widget, after the blanks stand again: Arabic is ordered with them."""
    return [_blanks_again, *filters]
