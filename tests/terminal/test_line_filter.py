"""Every widget of the screen passes through the one hook, and no frame moves."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.widgets import DataTable

from cnss_counter.terminal.line_filter import BidiMode, VisualLineFilter
from cnss_counter.text import clean, display
from cnss_counter.text.script import first_direction
from cnss_counter.text.shaping import forms
from testkit import repertoire
from tests.terminal import arabic_counter as counter
from tests.terminal.arabic_counter import (
    ArabicCounter,
    Paragraph,
    UnfilteredCounter,
    painted,
    screen_text,
    strips,
)
from tests.text.strings import SENTENCES, random_references

BLACK = Color(0, 0, 0)
LENT = {"ݣ": "ڭ", "ڨ": "ڤ"}
"""What is drawn with the forms of another letter, since it has none of its own."""

SEEN: dict[str, Callable[[str], bool]] = {
    "label": lambda screen: display(counter.LABEL) in screen,
    "table": lambda screen: all(display(name) in screen for name, _, _ in counter.ROWS),
    "title": lambda screen: display(counter.TITLE) in screen,
    "border title": lambda screen: display(counter.FRAMED) in screen,
    "footer": lambda screen: display(counter.BINDING) in screen,
    "input": lambda screen: display(counter.TYPED) in screen,
}


def applied(text: str, **options: object) -> str:
    line_filter = VisualLineFilter(**options)  # type: ignore[arg-type]
    return "".join(segment.text for segment in line_filter.apply([Segment(text)], BLACK))


def test_every_letter_that_a_name_may_have_is_on_the_screen() -> None:
    for name in repertoire.names(repertoire.LATIN):
        assert applied(name) == name
        assert cell_len(name) == len(name)
    for word in (*repertoire.ARABIC, *repertoire.ARABIC_WITH_MARKS):
        read = clean(applied(word))
        for letter, lender in LENT.items():
            read = read.replace(lender, letter) if letter in word else read
        assert unicodedata.normalize("NFKD", read) == unicodedata.normalize("NFKD", word)


@pytest.mark.parametrize("widget", SEEN)
async def test_arabic_reads_right_in(widget: str) -> None:
    async with painted(ArabicCounter()) as pilot:
        assert SEEN[widget](screen_text(pilot.app))


@pytest.mark.parametrize("widget", SEEN)
async def test_without_the_filter_it_does_not_in(widget: str) -> None:
    async with painted(UnfilteredCounter()) as pilot:
        assert not SEEN[widget](screen_text(pilot.app))


async def test_frames_and_columns_keep_their_cells() -> None:
    frames = {}
    for counter_class in (ArabicCounter, UnfilteredCounter):
        async with painted(counter_class()) as pilot:
            lines = strips(pilot.app)
            assert {strip.cell_length for strip in lines} == {100}
            assert all(cell_len(strip.text) == 100 for strip in lines)
            frames[counter_class] = [frame_cells(strip.text) for strip in lines]
    assert frames[ArabicCounter] == frames[UnfilteredCounter]


def frame_cells(line: str) -> list[tuple[int, str]]:
    return [(cell_len(line[:i]), c) for i, c in enumerate(line) if "\u2500" <= c <= "\u259f"]


async def test_no_strip_holds_a_control_or_a_letter_that_has_a_form() -> None:
    async with painted(ArabicCounter()) as pilot:
        screen = screen_text(pilot.app).replace("\n", "")
    assert not [c for c in screen if unicodedata.category(c) in ("Cc", "Cf", "Cs")]
    assert not [c for c in screen if c in forms()]


async def test_a_wrapped_line_that_begins_with_latin_stays_in_its_arabic_paragraph() -> None:
    async with painted(ArabicCounter()) as pilot:
        paragraph = pilot.app.query_one("#paragraph", Paragraph)
        logical = [paragraph.render_line(y).text.strip() for y in range(paragraph.size.height)]
        shown = [line[:34].strip() for line in screen_text(pilot.app).splitlines()]
    line = next(line for line in logical if first_direction(line) == "L")
    assert display(line, "R") in shown
    assert display(line) not in shown, "its first letter alone would turn it around"


@pytest.mark.parametrize("base", [None, "L", "R"])
def test_no_reference_is_turned_around_on_the_screen(base: str | None) -> None:
    for reference in random_references(seed=11, how_many=100):
        for sentence in SENTENCES:
            line = f"│ {sentence.format(reference)}  │"
            assert reference in applied(line, base=base)


def test_a_french_line_is_handed_on_untouched() -> None:
    segments = [Segment("│ Dossier n° 310-1-32 é │")]
    assert VisualLineFilter().apply(segments, BLACK) is segments


def test_a_lost_cell_goes_to_the_gap_between_columns() -> None:
    assert applied("Nom : سلام  Ville") == f"Nom : {display('سلام')}   Ville"


def test_a_lost_cell_goes_before_a_right_aligned_paragraph() -> None:
    assert applied("    سلام بلا") == " " * 6 + display("سلام بلا")


def test_each_cell_of_a_table_is_a_paragraph() -> None:
    cells = [
        Segment(text, Style.from_meta({"row": 0, "column": column}))
        for column, text in enumerate((" محمد ", " علي "))
    ]
    shown = VisualLineFilter().apply(cells, BLACK)
    assert "".join(s.text for s in shown) == f" {display('محمد')}  {display('علي')} "


def test_styles_follow_their_letters() -> None:
    red, blue = Style(color="red"), Style(color="blue")
    shown = VisualLineFilter().apply([Segment("محمد ", red), Segment("علي", blue)], BLACK)
    assert [(len(s.text), s.style) for s in shown] == [(3, blue), (5, red)]


@pytest.mark.parametrize("position", [1, 2])
def test_a_block_cursor_on_either_letter_of_a_lam_alef_is_seen(position: int) -> None:
    text, cursor = "بلات", Style(reverse=True)
    segments = [
        Segment(text[:position], Style.null()),
        Segment(text[position], cursor),
        Segment(text[position + 1 :], Style.null()),
    ]
    shown = VisualLineFilter().apply(segments, BLACK)
    assert [s.text for s in shown if s.style == cursor] == [forms()["لا"]["final"]]


@pytest.mark.parametrize("mode", ["visual", "terminal", "off"])
def test_no_control_reaches_the_terminal_in_any_mode(mode: BidiMode) -> None:
    hostile = "Nom\x1b[2J\x9b\x07 محمد\u202e\u2066\u200d\ud800 │\x00"
    shown = applied(hostile, mode=mode)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Cs")]
    assert cell_len(shown) == cell_len(hostile)


@pytest.mark.parametrize("mode", ["terminal", "off"])
def test_the_other_modes_leave_logical_text(mode: BidiMode) -> None:
    assert applied("ملف 310-1-32", mode=mode) == "ملف 310-1-32"


FLOOD = "ملاَُِّ\u0300\u200b\u202e\u2066\ufe0f\u00ad\ufdfaé中│ \x1b\ud800٣1-"


def test_no_flood_moves_a_frame() -> None:
    chance = random.Random(5)
    for _ in range(500):
        line = "│" + "".join(chance.choices(FLOOD, k=40)) + "│"
        assert frame_cells(applied(line)) == frame_cells(line), ascii(line)


def test_pictures_made_of_several_characters_move_no_frame_once_cleaned() -> None:
    line = "│" + clean("محمد 👩\u200d🔬" + "\u200d" * 50) + "│"
    assert frame_cells(applied(line)) == frame_cells(line)


async def test_a_click_lands_on_the_cell_that_is_seen() -> None:
    async with painted(ArabicCounter()) as pilot:
        table = pilot.app.query_one("#table", DataTable)
        line = next(y for y, s in enumerate(strips(pilot.app)) if display("سلا الجديدة") in s.text)
        column = strips(pilot.app)[line].text.index(display("سلا الجديدة"))
        await pilot.click(offset=(column, line))
        assert (table.cursor_row, table.cursor_column) == (1, 2)
