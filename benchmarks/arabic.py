"""What Arabic costs the screen: the line filter alone, and a table of Arabic rows through it."""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.color import Color
from textual.widgets import DataTable

from cnss_counter.terminal.line_filter import VisualLineFilter
from cnss_counter.terminal.terminal_modes import ExplicitBidi
from cnss_counter.terminal.visual_line import arranged
from cnss_counter.text.layout import lay_out

LINES = 2000
PAGE = 50
MOVES = 40
MICROSECONDS, MILLISECONDS = 1e6, 1e3

_BLACK = Color(0, 0, 0)
_FRAME, _TEXT = Style(color="green"), Style(color="white")
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def rows() -> list[tuple[str, float, float]]:
    """(name with its unit, median, goal) for each figure."""
    return [
        ("line without Arabic, µs", _microseconds_a_line("Nom : Benjelloun, né à Salé"), 5.0),
        ("known Arabic line, µs", _microseconds_a_line("الاسم العائلي: محمد العلوي"), 5.0),
        ("cold page of 50 Arabic rows, ms", _cold_page(), 150.0),
        ("cursor down in a table of 50 Arabic rows, ms", asyncio.run(_cursor_move()), 20.0),
    ]


def _microseconds_a_line(text: str) -> float:
    line_filter = VisualLineFilter()
    line = [
        Segment("│", _FRAME),
        Segment(f" {text} ", _TEXT),
        Segment("│", _FRAME),
        Segment(" 12/05/2024 ", _TEXT),
        Segment("│", _FRAME),
        Segment(" " * 40, _TEXT),
    ]
    line_filter.apply(line, _BLACK)
    return _median(lambda: line_filter.apply(line, _BLACK), LINES) * MICROSECONDS


def _cold_page() -> float:
    line_filter = VisualLineFilter()

    def show_page() -> None:
        for line in page:
            line_filter.apply(line, _BLACK)

    times = []
    for seed in range(5):
        page = [
            [part for cell in row for part in (Segment("│", _FRAME), Segment(f" {cell} ", _TEXT))]
            for row in _people(seed)
        ]
        arranged.cache_clear()
        lay_out.cache_clear()
        times.append(_median(show_page, 1))
    return statistics.median(times) * MILLISECONDS


class _List(ExplicitBidi):
    def compose(self) -> ComposeResult:
        table = DataTable[str](cursor_type="row", zebra_stripes=True)
        table.add_columns("الاسم الكامل", "المرجع", "المدينة")
        table.add_rows(_people(seed=9))
        yield table


async def _cursor_move() -> float:
    """From the move to the lines that a terminal would get: what Textual does is included."""
    app = _List(bidi="visual")
    async with app.run_test(size=(110, PAGE + 2)) as pilot:
        await pilot.pause()
        table = app.query_one(DataTable)

        def move() -> None:
            table.action_cursor_down()
            app.screen._compositor.render_strips()

        moves = []
        for _ in range(MOVES):
            moves.append(_median(move, 1))
            await pilot.pause()
    return statistics.median(moves) * MILLISECONDS


def _people(seed: int) -> list[tuple[str, str, str]]:
    """Fifty rows whose words were never seen before."""
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choices(_LETTERS, k=chance.randint(3, 8)))

    return [
        (f"{word()} {word()} {word()}", f"310-1-{number} {word()}", word())
        for number in range(PAGE)
    ]


def _median(work: Callable[[], object], times: int) -> float:
    """The median time of `work`, in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)
