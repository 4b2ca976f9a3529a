"""The marks that a page is made of: each with its place in millimetres from the top left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cnss_counter.paper.content.receipt import Language
from cnss_counter.paper.typesetting.typeface import ASCENT, DESCENT, POINT, Weight

Ink = Literal["text", "muted", "accent", "alert", "hairline", "tint", "shade", "paper"]
"""Text and its quieter companion, the house green, the warning red, and three greys."""

Align = Literal["left", "centre", "right"]
Sign = Literal["bring", "ask", "keep", "call"]
Path = tuple[str, ...]
"""Where a block stands in the document's structure: `("Table.facts", "TR.2", "TD")`."""


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of one text in logical order. `direction` is the paragraph's, not its letters'."""

    lines: tuple[str, ...]
    x: float
    baseline: float
    width: float
    leading: float
    size: float
    language: Language
    weight: Weight = "regular"
    ink: Ink = "text"
    align: Align = "left"
    path: Path = ("P",)

    @property
    def is_right_to_left(self) -> bool:
        return self.language == "ar"

    @property
    def top(self) -> float:
        return self.baseline - ASCENT * self.size * POINT

    @property
    def bottom(self) -> float:
        last = self.baseline + self.leading * (len(self.lines) - 1)
        return last + DESCENT * self.size * POINT


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line; `dash` in millimetres, 0 for a plain one."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float = 0.15
    ink: Ink = "hairline"
    dash: float = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A frame, a ground, or both."""

    x: float
    y: float
    width: float
    height: float
    frame: Ink | None = None
    ground: Ink | None = None
    thickness: float = 0.2
    radius: float = 0


@dataclass(frozen=True, slots=True)
class TickBox:
    """A square, ticked or not: the typeface has none."""

    x: float
    y: float
    side: float
    is_ticked: bool
    ink: Ink


@dataclass(frozen=True, slots=True)
class Pictogram:
    """A sign for what to do, drawn as polygons; mirrored where reading starts on the right."""

    x: float
    y: float
    side: float
    sign: Sign
    is_mirrored: bool = False
    ink: Ink = "accent"


@dataclass(frozen=True, slots=True)
class Star:
    """The eight-pointed star of the masthead: a neutral ornament, nobody's emblem."""

    x: float
    y: float
    radius: float
    ink: Ink = "accent"


@dataclass(frozen=True, slots=True)
class Modules:
    """A QR code or a bar code: rows of dark (`1`) and light (`0`) modules."""

    x: float
    y: float
    width: float
    height: float
    rows: tuple[str, ...]
    alternative: str
    path: Path = ("Figure",)


@dataclass(frozen=True, slots=True)
class Across:
    """A word printed large and pale across the page, below everything else."""

    text: str
    x: float
    y: float
    size: float
    angle: float
    language: Language


Block = Text | Rule | Box | TickBox | Pictogram | Star | Modules | Across
