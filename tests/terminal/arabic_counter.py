"""A small counter with one of each widget, and what its terminal receives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import DataTable, Footer, Header, Label, Static

from cnss_counter.terminal.arabic_input import ArabicInput
from cnss_counter.terminal.line_filter import RightToLeftText, VisualLineFilter
from cnss_counter.terminal.terminal_modes import ExplicitBidi

TITLE = "وصل الإيداع 310-1-32"
LABEL = "الاسم العائلي: السلامي"
FRAMED = "بطاقة التسجيل"
BINDING = "إيداع الطلب"
TYPED = "الإسلام بن علي"
ROWS = (
    ("محمد لحلو السلامي", "310-1-32", "الرباط"),
    ("Salma Alaoui", "RCS-041-1-2026-000123-57", "سلا الجديدة"),
    ("مُحَمَّد بَلَا", "-1 250,50", "Rabat"),
)
PARAGRAPH = (
    "تخضع بعض طلبات استرجاع مبلغ الاشتراكات الأجرية لدى الصندوق الوطني للضمان الاجتماعي "
    "CNSS (Rabat) للمراقبة المادية، حسب المرجع 310-1-32 والرقم 080 203 33 33"
)


_PATIENCE = 60.0
"""Seconds."""


class Paragraph(RightToLeftText, Static):
    """Arabic that wraps."""


class ArabicCounter(ExplicitBidi):
    """The widgets that an application of this house uses, each with Arabic in it."""

    CSS = """
    #framed { border: round white; width: 40; }
    Paragraph { width: 34; text-align: right; }
    ArabicInput { width: 30; }
    """
    TITLE = TITLE
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f9", "deposit", BINDING)]

    def compose(self) -> ComposeResult:
        yield Header()
        yield Label(LABEL, id="label", markup=False)
        framed = Static("رقم الملف 12/05/2024", id="framed", markup=False)
        framed.border_title = FRAMED
        yield framed
        yield Paragraph(PARAGRAPH, id="paragraph", markup=False)
        yield ArabicInput(TYPED, id="typed")
        yield DataTable[str](id="table", zebra_stripes=True)
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one("#table", DataTable)
        table.add_columns("الاسم الكامل للمؤمن له", "المرجع وتاريخ الإيداع", "المدينة")
        table.add_rows(ROWS)


class UnfilteredCounter(ArabicCounter):
    """The same without the hook: what every check must be able to see."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [f for f in super().get_line_filters() if not isinstance(f, VisualLineFilter)]


@asynccontextmanager
async def painted(app: ArabicCounter) -> AsyncIterator[Pilot[Any]]:
    """The counter once all of it is painted: Textual fills the footer last, and a while later."""
    async with app.run_test(size=(100, 30)) as pilot:
        async with asyncio.timeout(_PATIENCE):
            while not app.query("FooterKey"):
                await pilot.pause()
        await pilot.pause()
        yield pilot


async def seen(pilot: Pilot[Any], text: str) -> None:
    """Return when this stands on the screen. `TimeoutError` when it does not come."""
    async with asyncio.timeout(_PATIENCE):
        while text not in screen_text(pilot.app):
            await pilot.pause()


def strips(app: App[object]) -> list[Strip]:
    """The lines that the terminal receives."""
    return app.screen._compositor.render_strips()  # the only place that shows finished lines


def screen_text(app: App[object]) -> str:
    return "\n".join(strip.text for strip in strips(app))
