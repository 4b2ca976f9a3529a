"""One screen with Arabic in every kind of widget, for a look at a real terminal.

`python -m tools.arabic_screen`; F9 or q leaves it. CNSS_COUNTER_BIDI chooses the mode.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import DataTable, Footer, Label, Static

from cnss_counter.terminal.arabic_input import ArabicInput
from cnss_counter.terminal.line_filter import RightToLeftText
from cnss_counter.terminal.terminal_modes import ExplicitBidi

TITLE = "وصل الإيداع رقم 310-1-32"
CAPTION = "الاسم العائلي: السَّلاَمي"
TYPED = "الإسلام بن علي 12/05/2024"
COLUMNS = ("المؤمن له", "المرجع", "الوكالة")
ROWS = (
    ("محمد لحلو السلامي", "310-1-32", "أݣادير"),
    ("Salma Alaoui", "RCS-041-1-2026-000123-57", "سلا الجديدة"),
    ("عبد الله (الرباط)", "1 250,50 درهم", "Rabat"),
)
PARAGRAPH = (
    "(*) في حالة طلب المراقبة المادية للوثائق، يجب إرفاق هذا المستند بملفكم المادي. للحصول على "
    "معلومات اتصلوا بمركز الاتصال «ألو الضمان» على الرقم 080 203 33 33 أو بوكالة CNSS"
)
KEY = "إيداع"


class _Paragraph(RightToLeftText, Static):
    pass


class ArabicScreen(ExplicitBidi):
    """A title, a frame, a table, a paragraph, two fields and a footer."""

    CSS = """
    #title { width: 100%; text-align: center; text-style: bold; }
    #framed { border: round $primary; height: auto; padding: 0 1; }
    _Paragraph { text-align: right; width: 100%; }
    DataTable { height: auto; }
    ArabicInput { width: 1fr; }
    Horizontal { height: 3; }
    """
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f9,q", "quit", KEY)]

    def compose(self) -> ComposeResult:
        yield Label(TITLE, id="title", markup=False)
        framed = _Paragraph(PARAGRAPH, id="framed", markup=False)
        framed.border_title = "بطاقة التسجيل"
        framed.border_subtitle = f"CNSS_COUNTER_BIDI={self.bidi}"
        yield framed
        yield DataTable[str](cursor_type="row", zebra_stripes=True)
        yield Label(CAPTION, markup=False)
        with Horizontal():
            yield ArabicInput(TYPED)
            yield ArabicInput("Benjelloun né à Salé")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns(*COLUMNS)
        table.add_rows(ROWS)
        for field in self.query(ArabicInput):
            field.cursor_blink = False
        self.query_one(ArabicInput).focus()


def texts() -> tuple[str, ...]:
    """Every text that stands whole on one line of the screen."""
    return (TITLE, CAPTION, TYPED, *COLUMNS, *(cell for row in ROWS for cell in row))


if __name__ == "__main__":
    ArabicScreen().run()
