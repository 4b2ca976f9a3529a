"""The table of facts: French label, value on the axis, Arabic label."""

from __future__ import annotations

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paper.content.receipt import ReceiptContent, ReceiptRow
from cnss_counter.paper.pdf.codes import bar_code
from cnss_counter.paper.typesetting.blocks import Box, Modules, Path, Rule
from cnss_counter.paper.typesetting.styles import (
    LABEL,
    REFERENCE,
    VALUE,
    Column,
    Section,
    Setting,
    centred,
    overlaid,
    stacked,
    text_width,
)

LABELS = 40.0
"""Widest label column where a value needs the room for itself."""
BESIDE, ASIDE = 3.0, 2.0
"""Blanks between a label and a value, and between a value and the axis."""
BAR_CODE_WIDTH, BAR_CODE_HEIGHT = 76.0, 8.0
"""Kept at every scale: a scanner needs its 0.25 mm a bar."""


def facts(setting: Setting, content: ReceiptContent) -> Section:
    """The reference first, wherever it stands among the rows; then the others in order."""
    bands = [row for row in content.rows if row.value == content.reference]
    others = [row for row in content.rows if row.value != content.reference]
    return stacked(
        [
            *(reference_band(setting, row) for row in bands),
            *(fact(setting, row, f"TR.{number}") for number, row in enumerate(others)),
        ]
    )


def reference_band(setting: Setting, row: ReceiptRow) -> Section:
    """The reference, large, beside its bar code; no larger than the bar code leaves room for."""
    setting = Setting(setting.width, min(setting.scale, 1))
    height = BAR_CODE_HEIGHT + 1.6
    inset, label, value = 2.0, setting.at(23), setting.at(27)
    bars_left = setting.width - BAR_CODE_WIDTH - setting.at(21)
    path = ("Table.facts", "TR.reference")
    texts = (
        setting.paragraph(
            row.label.fr, LABEL, Column(inset, label - inset, "fr"), path=(*path, "TH")
        ),
        setting.paragraph(
            row.value,
            REFERENCE,
            Column(value, bars_left - value - 3, "fr"),
            path=(*path, "TD"),
        ),
        setting.paragraph(
            row.label.ar,
            LABEL,
            Column(setting.width - label, label - inset, "ar"),
            path=(*path, "TH"),
        ),
    )
    ground = Box(0, 0, setting.width, height, ground="tint", radius=0.8)
    bars = Modules(bars_left, 1, BAR_CODE_WIDTH, BAR_CODE_HEIGHT, (bar_code(row.value),), row.value)
    return overlaid(Section((ground, bars), height), *(centred(text, height) for text in texts))


def fact(setting: Setting, row: ReceiptRow, name: str) -> Section:
    """One row, closed by a hairline. The labels leave to the values what they do not need."""
    path = ("Table.facts", name)
    natural = max(
        text_width(setting, row.label.fr, LABEL, "fr"),
        text_width(setting, row.label.ar, LABEL, "ar"),
    )
    half = setting.width / 2 - ASIDE - natural - BESIDE
    is_one_line = is_set_on_one_line(setting, row, half)
    labels = natural + 0.1 if is_one_line else min(natural + 0.1, setting.at(LABELS))
    parts = (
        setting.paragraph(row.label.fr, LABEL, Column(0, labels, "fr"), path=(*path, "TH")),
        values(setting, row, labels + BESIDE, is_beside=is_one_line, path=(*path, "TD")),
        setting.paragraph(
            row.label.ar, LABEL, Column(setting.width - labels, labels, "ar"), path=(*path, "TH")
        ),
    )
    height = max(part.height for part in parts) + setting.at(1.8)
    rule = Section((Rule(0, height, setting.width, height),), height)
    return overlaid(*(centred(part, height) for part in parts), rule)


def is_set_on_one_line(setting: Setting, row: ReceiptRow, half: float) -> bool:
    """Whether the values stand beside unbroken labels: two on both sides of the axis, or one."""
    french = text_width(setting, row.value, VALUE, "fr") * VALUE.smallest
    arabic = text_width(setting, row.value_ar, VALUE, "ar") * VALUE.smallest
    if french and arabic:
        return max(french, arabic) <= half
    return max(french, arabic) <= 2 * half


def values(
    setting: Setting, row: ReceiptRow, left: float, *, is_beside: bool, path: Path
) -> Section:
    """One value on the axis; two on both sides of it, or one over the other."""
    zone = setting.width - 2 * left
    if is_beside and row.value and row.value_ar:
        half = zone / 2 - ASIDE
        french = Column(left, half, "fr", "right")
        arabic = Column(left + zone - half, half, "ar", "left")
        return setting.pair(Bilingual(row.value, row.value_ar), VALUE, (french, arabic), path=path)
    return stacked(
        [
            setting.paragraph(row.value, VALUE, Column(left, zone, "fr", "centre"), path=path),
            setting.paragraph(row.value_ar, VALUE, Column(left, zone, "ar", "centre"), path=path),
        ]
    )
