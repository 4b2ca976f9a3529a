"""Blocks put on paper, through fpdf2."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import singledispatchmethod
from typing import Any, Self

from fpdf.fonts import TTFFont
from fpdf.prefs import ViewerPreferences

from cnss_counter.paper.content.receipt import Language
from cnss_counter.paper.pdf.bidi_pdf import WEIGHT_OF, BidiPDF
from cnss_counter.paper.pdf.metadata import xmp
from cnss_counter.paper.pdf.shapes import COLOURS, draw_shape
from cnss_counter.paper.pdf.structure import Structure
from cnss_counter.paper.sheets.layout import WIDTH, Page
from cnss_counter.paper.typesetting.blocks import Across, Block, Modules, Path, Text
from cnss_counter.paper.typesetting.typeface import (
    POINT,
    WEIGHTS,
    Weight,
    drawable,
    font_file,
    width_of,
)

FAMILY = "plex"
SHAPING = ("GDEF", "GSUB", "GPOS")
"""Tables that have done their work when the file is written; fpdf2 would unpack them first."""

STYLES: dict[Weight, str] = {weight: style for style, weight in WEIGHT_OF.items()}


class Canvas:
    """A document in the making: pages of blocks, then one finished file."""

    def __init__(self, *, title: str, author: str, moment: datetime, language: Language) -> None:
        self._pdf = pdf = BidiPDF(unit="mm", enforce_compliance="PDF/A-3u")
        self._structure = pdf.struct_builder = Structure()
        self._moment = moment
        pdf.set_margin(0)
        pdf.c_margin = 0
        pdf.set_auto_page_break(False)
        pdf.set_lang(language)
        pdf.set_title(title)
        pdf.set_creation_date(moment)
        pdf.set_xmp_metadata(xmp(title=title, author=author, moment=moment, languages=("fr", "ar")))
        pdf.viewer_preferences = ViewerPreferences(display_doc_title=True, duplex="Simplex")
        for weight in WEIGHTS:
            pdf.add_font(FAMILY, style=STYLES[weight], fname=font_file(weight))

    def add_page(self, page: Page) -> None:
        self._pdf.add_page(format=(WIDTH, page.height))
        self._pdf.pages[self._pdf.page].struct_parents = self._pdf.page - 1
        self._structure.open_section(self._pdf.page)
        for block in page.blocks:
            self._put(block)

    def attach(self, name: str, contents: bytes) -> None:
        self._pdf.embed_file(
            basename=name,
            bytes=contents,
            mime_type="application/json",
            modification_date=self._moment,
            associated_file_relationship="Data",
            compress=True,
        )

    def finished(self) -> bytes:
        for font in self._fonts():
            drop_hints(font)
        return bytes(self._pdf.output())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the font files."""
        for font in self._fonts():
            font.close()

    def _fonts(self) -> list[TTFFont]:
        return [font for font in self._pdf.fonts.values() if isinstance(font, TTFFont)]

    @singledispatchmethod
    def _put(self, block: Block) -> None:
        """What is no text has no place in the reading order: an artifact of the page."""
        with self._pdf.marked("/Artifact <<>>"):
            draw_shape(block, self._pdf)

    @_put.register
    def _(self, block: Text) -> None:
        look = replace(block, x=0, baseline=0, path=())
        with self._tagged(block.path, block.language):
            self._pdf.repeated(look, block.x, block.baseline, lambda: self._write(look))

    def _write(self, text: Text) -> None:
        """Lines from the origin down, each closed by a blank.

        Readers that see no columns would join the last word of one to the first of the next.
        """
        pdf = self._pdf
        pdf.set_font(FAMILY, STYLES[text.weight], text.size)
        pdf.set_text_color(COLOURS[text.ink])
        pdf.set_text_shaping(direction="rtl" if text.is_right_to_left else "ltr")
        blank = width_of(" ", text.size, text.weight)
        shift = {"left": 0.0, "centre": blank / 2, "right": blank}[text.align]
        height = text.size * POINT
        for number, line in enumerate(text.lines):
            pdf.x = shift - blank if text.is_right_to_left else shift
            # fpdf2 puts the baseline 0.8 of the size below the top of a cell that high.
            pdf.y = number * text.leading - 0.8 * height
            pdf.cell(text.width, height, f"{drawable(line)} ", align=text.align[0].upper())

    @_put.register
    def _(self, block: Modules) -> None:
        pdf = self._pdf
        with self._tagged(block.path, "fr", block.alternative):
            pdf.set_fill_color(COLOURS["paper"])
            pdf.rect(block.x, block.y, block.width, block.height, style="F")
            pdf.set_fill_color(COLOURS["text"])
            pdf.modules(block.x, block.y, block.width, block.height, block.rows)

    @_put.register
    def _(self, block: Across) -> None:
        pdf = self._pdf
        width = WIDTH
        with self._tagged(("P",), block.language), pdf.rotation(block.angle, block.x, block.y):
            pdf.set_font(FAMILY, "B", block.size)
            pdf.set_text_color(COLOURS["shade"])
            pdf.set_text_shaping(direction="ltr")
            pdf.set_xy(block.x - width / 2, block.y - block.size * POINT / 2)
            pdf.cell(width, block.size * POINT, block.text, align="C")

    @contextmanager
    def _tagged(self, path: Path, language: Language, alternative: str = "") -> Iterator[None]:
        kind, number = self._structure.content(path, self._pdf.page, language, alternative)
        with self._pdf.marked(f"/{kind} <</MCID {number}>>"):
            yield


def drop_hints(font: TTFFont) -> None:
    """Leave out the instructions for coarse screens: 9 KB that no printer uses.

    Outlines keep the bounds they came with, which spares fontTools unpacking every glyph.
    """
    font.ttfont.recalcBBoxes = False
    outlines: Any = font.ttfont["glyf"]
    glyphs = outlines.glyphs  # as they lie in the file: looking one up in the table unpacks it
    waiting = {".notdef", *font.subset.get_all_glyph_names()}
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        glyphs[name].removeHinting()
        waiting |= set(glyphs[name].getComponentNames(outlines)) - seen
    for table in {"fpgm", "prep", "cvt ", "gasp", *SHAPING} & {*font.ttfont.keys()}:
        del font.ttfont[table]
