"""fpdf2 with the bidirectional algorithm carried through to the page.

Callers hand in logical text only. Four methods of fpdf2 2.8.9 are completed here, nothing is
patched; the version is pinned and each of the four has a canary test.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, cast

from fpdf import FPDF
from fpdf.enums import PDFResourceType, TextDirection
from fpdf.fonts import TTFFont
from fpdf.line_break import Fragment, TextLine

from cnss_counter.paper.typesetting.typeface import Weight, font_file, parts
from cnss_counter.text.bidi_levels import resolve, visual_order

SECOND = "noto"
WEIGHT_OF: dict[str, Weight] = {"": "regular", "B": "semibold"}
"""The weight of each style of fpdf2."""

CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Directional controls: they have done their work once levels are known, and have no glyph."""

JOINERS = "\u200c\u200d"
"""Removed from the ordering of a line, but they say how the letters beside them join."""

BASES = {TextDirection.LTR: 0, TextDirection.RTL: 1}


class BidiPDF(FPDF):
    """A page on which Arabic joins, stands in its place and reads back as it was written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._drawn: dict[Hashable, bytes] = {}

    def _preload_font_styles(
        self,
        text: str | None,
        markdown: bool,
        _initial_emphasis: tuple[bool, bool, bool, bool] | None = None,
    ) -> Sequence[Fragment]:
        """Join what fpdf2 cuts at a change of script: a vowel sign must not part two letters.

        A word with a letter that the first typeface lacks is set in the second.
        """
        joined: list[Fragment] = []
        for face, part in parts(text or ""):
            for fragment in super()._preload_font_styles(part, markdown, _initial_emphasis):
                if face == "second":
                    fragment.font = self._second_font()
                if joined and joined[-1].has_same_style(fragment):
                    joined[-1].characters.extend(fragment.characters)
                else:
                    joined.append(fragment)
        return tuple(joined)

    def _second_font(self) -> TTFFont:
        """Loaded for the first word that asks for it: most papers have none."""
        key = f"{SECOND}{self.font_style}"
        if key not in self.fonts:
            self.add_font(SECOND, self.font_style, font_file(WEIGHT_OF[self.font_style], "second"))
        return cast(TTFFont, self.fonts[key])

    def _preload_bidirectional_text(self, text: str, markdown: bool) -> Sequence[Fragment]:
        """Cut a paragraph into runs of one level, where fpdf2 keeps two directions only."""
        if not self.text_shaping:
            return self._preload_font_styles(text, markdown)
        base, runs = level_runs(text, BASES.get(self.text_shaping["direction"]))
        self.text_shaping["paragraph_direction"] = direction_of(base)
        fragments: list[Fragment] = []
        for level, run in runs:
            self.text_shaping.update(shaping_at(level))
            fragments.extend(
                self._preload_font_styles(run, markdown)
                or [Fragment("", self._get_current_graphics_state(), self.k)]
            )
        return tuple(fragments)

    def _render_styled_text_line(self, text_line: TextLine, *args: Any, **kwargs: Any) -> bool:
        """Order the runs of a line by their levels."""
        return super()._render_styled_text_line(LevelledLine(*text_line), *args, **kwargs)

    def output(self, *args: Any, **kwargs: Any) -> Any:
        """Map Arabic ligatures to their letters in visual order, then write the file.

        Readers turn a right-to-left run around glyph by glyph; only so does a lam-alef come
        back as lam, alef.
        """
        if not self.buffer:
            for font in self.fonts.values():
                if isinstance(font, TTFFont):
                    for glyph in dict(font.subset.items()):
                        if glyph is not None and isinstance(glyph.unicode, tuple):
                            glyph.unicode = in_visual_order(glyph.unicode)
        return super().output(*args, **kwargs)

    @contextmanager
    def marked(self, tag: str) -> Iterator[None]:
        """Marked content: a tag of the structure tree with its number, or an artifact."""
        self._out(f"{tag} BDC")
        yield
        self._out("EMC")

    def repeated(self, key: Hashable, x: float, y: float, draw: Callable[[], None]) -> None:
        """What `draw` draws around the origin, at a place; drawn once for each key.

        The two copies of a receipt say the same: shaping is half the cost of a page. Each page has
        to know the fonts, which `draw` tells the first one only.
        """
        for font in self.fonts.values():
            self._resource_catalog.add(PDFResourceType.FONT, font.i, self.page)
        page = cast(bytearray, self.pages[self.page].contents)
        if key not in self._drawn:
            start = len(page)
            with self.local_context():
                draw()
            self._drawn[key] = bytes(page[start:])
            del page[start:]
        self._out(f"q 1 0 0 1 {x * self.k:.2f} {-y * self.k:.2f} cm")
        self._out(self._drawn[key] + b"Q")

    def modules(self, x: float, y: float, width: float, height: float, rows: Sequence[str]) -> None:
        """Dark modules as one path, in the fill colour: no seams, no image to be smoothed."""
        k, top = self.k, self.h - y
        across, down = width / len(rows[0]), height / len(rows)
        self._out(f"q {across * k:.5f} 0 0 {-down * k:.5f} {x * k:.3f} {top * k:.3f} cm")
        self._out(f"{self.fill_color.serialize().lower()}" if self.fill_color else "")
        for line, row in enumerate(rows):
            for dark in re.finditer("1+", row):
                self._out(f"{dark.start()} {line} {dark.end() - dark.start()} 1 re")
        self._out("f Q")


class LevelledLine(TextLine):
    """One line, drawn in the order that the levels of its runs ask for (UAX #9, L1 and L2)."""

    def get_ordered_fragments(self) -> list[Fragment]:
        if not self.fragments:
            return []
        base = BASES[self.fragments[0].paragraph_direction]
        runs = with_trailing_spaces_at(base, list(self.fragments))
        return [runs[place] for place in visual_order([level_of(run) for run in runs])]


@lru_cache(maxsize=1024)
def level_runs(text: str, base: int | None) -> tuple[int, tuple[tuple[int, str], ...]]:
    """A paragraph's level, and its text cut into runs of one level.

    A control is not in the text of its run, but its run remains: it may part two others. The
    levels are those of the text layer, so that paper and screen never disagree.
    """
    levels = resolve(text, base)
    letters: list[tuple[int, str]] = []
    for level, character in zip(levels.each, text, strict=True):
        if character in JOINERS and letters:
            letters.append((letters[-1][0], character))
        elif level is not None:
            letters.append((level, "" if character in CONTROLS else character))
    return levels.base, tuple(
        (level, "".join(character for _, character in run))
        for level, run in groupby(letters, key=itemgetter(0))
    )


def direction_of(level: int) -> TextDirection:
    return TextDirection.RTL if level % 2 else TextDirection.LTR


def shaping_at(level: int) -> dict[str, Any]:
    """The part of fpdf2's shaping parameters that depends on the level of a run."""
    direction = direction_of(level)
    return {
        "level": level,
        "fragment_direction": direction,
        # Text extractors take a kerned gap between two Arabic letters for a space.
        "features": {"kern": direction is TextDirection.LTR},
    }


def level_of(run: Fragment) -> int:
    level: int = (run.text_shaping_parameters or {}).get("level", 0)
    return level


def with_trailing_spaces_at(base: int, runs: list[Fragment]) -> list[Fragment]:
    """Rule L1, once lines are broken: spaces at the end stand at the paragraph's level."""
    if not runs:
        return []
    *earlier, last = runs
    words = last.string.rstrip()
    if words == last.string:
        return runs
    spaces = part_of(last, last.string[len(words) :], base)
    if words:
        return [*earlier, part_of(last, words, level_of(last)), spaces]
    return [*with_trailing_spaces_at(base, earlier), spaces]


def part_of(run: Fragment, text: str, level: int) -> Fragment:
    part = run.clone(text)
    part.graphics_state = run.graphics_state.copy()
    part.graphics_state.text_shaping = {
        **(run.text_shaping_parameters or {}),
        **shaping_at(level),
    }
    return part


def in_visual_order(letters: tuple[int, ...]) -> tuple[int, ...]:
    """The letters that one glyph stands for, turned around when they are Arabic."""
    is_arabic = bool(letters) and unicodedata.bidirectional(chr(letters[0])) == "AL"
    return letters[::-1] if is_arabic else letters
