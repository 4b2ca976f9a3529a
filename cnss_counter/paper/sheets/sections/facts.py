"""The table of facts: each language has its own half, label and value, complete in itself."""

from __future__ import annotations

from cnss_counter.domain.bilingual import in_a_row
from cnss_counter.paper.content.receipt import ReceiptContent, ReceiptRow
from cnss_counter.paper.typesetting.blocks import Path, Rule
from cnss_counter.paper.typesetting.styles import (
    LABEL,
    VALUE,
    Column,
    Section,
    Setting,
    Style,
    centred,
    overlaid,
    stacked,
    text_width,
)
from cnss_counter.text import has_arabic

BESIDE = 2.4
"""Blank between a label and its value."""
PLAIN = VALUE._replace(weight="regular")


def facts(setting: Setting, content: ReceiptContent) -> list[Section]:
    """What is neither the reference nor the name, in order; then who received it."""
    others = [
        row for row in content.rows if row.value != content.reference and row != content.person
    ]
    where = in_a_row([content.subtitle, content.agency])
    received_by = stacked(
        [
            setting.pair(said, PLAIN, path=("Table.facts", f"TR.{number}", "TD"))
            for number, said in enumerate((where, content.clerk), len(others))
        ]
    )
    return [*(fact(setting, row, f"TR.{number}") for number, row in enumerate(others)), received_by]


def fact(setting: Setting, row: ReceiptRow, name: str) -> Section:
    """One row, closed by a hairline. A value that is the same in both languages stands twice."""
    path = ("Table.facts", name)
    french, arabic = setting.halves()
    cells = overlaid(
        cell(setting, row.label.fr, row.value, french, path, instead=row.value_ar),
        cell(setting, row.label.ar, row.value_ar, arabic, path, instead=row.value),
    )
    height = cells.height + setting.at(0.9)
    rule = Section((Rule(0, height, setting.width, height),), height)
    return overlaid(centred(cells, height), rule)


def cell(
    setting: Setting,
    label: str,
    value: str,
    column: Column,
    path: Path,
    style: Style = VALUE,
    *,
    instead: str = "",
) -> Section:
    """A label and its value on one line, or the value below where one line cannot hold both.

    `instead` is the other half's value, for a half that has none of its own: it is read in the
    direction of its own letters.
    """
    taken = text_width(setting, label, LABEL, column.language) + setting.at(BESIDE)
    room = column.width - taken
    said = setting.paragraph(label, LABEL, column, path=(*path, "TH"))
    is_french = column.language == "fr"
    own = column._replace(align="left" if is_french else "right")
    if not value:
        value, own = instead, own._replace(language="ar" if has_arabic(instead) else "fr")
    if text_width(setting, value, style, own.language) > room:
        below = setting.paragraph(value, style, own, path=(*path, "TD"))
        return stacked([said, below], gap=setting.at(0.4))
    beside = own._replace(x=column.x + (taken if is_french else 0), width=room)
    shown = setting.paragraph(value, style, beside, path=(*path, "TD"))
    return overlaid(centred(said, shown.height), shown)
