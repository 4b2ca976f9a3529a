"""The receipt as a ticket for an 80 mm thermal printer; needs the extra `[thermal]`.

A thermal printer knows no Arabic: the whole ticket goes to it as one picture. Thermal paper
fades and has no room for a stamp, so a ticket is a reminder of the sheet, not its replacement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.errors import CounterError
from cnss_counter.receipt.blocks import Box, Modules, Rule, TickBox
from cnss_counter.receipt.codes import qr_code
from cnss_counter.receipt.content import Bilingual, ReceiptContent, ReceiptPaper, ReceiptRow
from cnss_counter.receipt.dots import painted
from cnss_counter.receipt.setting import (
    BODY,
    HEADING,
    LABEL,
    NOTHING,
    ORGANISATION,
    REFERENCE,
    SMALL,
    TITLE,
    VALUE,
    Column,
    Section,
    Setting,
    Style,
    overlaid,
    stacked,
)

if TYPE_CHECKING:
    from PIL import Image

WIDTH = 72.0
"""Printed width of 80 mm paper: 576 dots."""
QR_SIDE = 40.0


def draw(content: ReceiptContent) -> bytes:
    """ESC/POS commands that print the ticket and cut the paper.

    Raises CounterError (`thermal.missing`) without the extra, DataFileError (`font.missing`).
    """
    try:
        from escpos.printer import Dummy
    except ImportError as missing:
        raise CounterError("thermal.missing") from missing
    printer = Dummy()
    printer.image(picture(content), impl="bitImageRaster", center=False)
    printer.cut()
    commands: bytes = printer.output
    return commands


def picture(content: ReceiptContent) -> Image.Image:
    """The ticket as black dots on white, 576 wide."""
    return painted(compose(content), WIDTH)


def compose(content: ReceiptContent) -> Section:
    """The ticket's parts below one another, French above Arabic."""
    setting = Setting(WIDTH)
    return stacked(
        [
            _both(setting, content.organisation, ORGANISATION),
            _both(setting, content.agency, LABEL),
            _both(setting, content.clerk, LABEL),
            _both(setting, content.title, TITLE),
            *(_framed(setting, mark) for mark in content.marks),
            *(_fact(setting, row, content.reference) for row in content.rows),
            _come_back(setting, content),
            _line(setting),
            *(_both(setting, step, BODY) for step in content.next_steps),
            _line(setting),
            _both(setting, content.disclaimer, SMALL),
            _code(content),
        ],
        gap=1.2,
    )


def _both(setting: Setting, said: Bilingual, style: Style) -> Section:
    return stacked(
        [
            setting.paragraph(said.fr, style, Column(0, setting.width, "fr")),
            setting.paragraph(said.ar, style, Column(0, setting.width, "ar")),
        ]
    )


def _framed(setting: Setting, mark: Bilingual) -> Section:
    columns = setting.halves(2, setting.width - 4)
    words = setting.pair(mark, HEADING, columns, top=0.6)
    frame = Box(0, 0, setting.width, words.height + 1.2, "text", thickness=0.5)
    return overlaid(Section((frame,), words.height + 1.2), words)


def _fact(setting: Setting, row: ReceiptRow, reference: str) -> Section:
    style = REFERENCE if row.value == reference else VALUE
    return stacked(
        [setting.pair(row.label, LABEL), _both(setting, Bilingual(row.value, row.value_ar), style)]
    )


def _come_back(setting: Setting, content: ReceiptContent) -> Section:
    if not content.missing_papers:
        return NOTHING
    return stacked(
        [
            _line(setting),
            _both(setting, content.come_back_title, HEADING),
            *(_missing(setting, paper) for paper in content.missing_papers),
        ],
        gap=0.8,
    )


def _missing(setting: Setting, paper: ReceiptPaper) -> Section:
    hang = 4.5
    words = stacked(
        [
            setting.paragraph(paper.label.fr, BODY, Column(hang, setting.width - hang, "fr")),
            setting.paragraph(paper.label.ar, BODY, Column(hang, setting.width - hang, "ar")),
        ]
    )
    return Section((TickBox(0, 0.3, 3, False, "text"), *words.blocks), words.height)


def _line(setting: Setting) -> Section:
    return Section((Rule(0, 0.2, setting.width, 0.2, 0.25, "text"),), 0.4)


def _code(content: ReceiptContent) -> Section:
    if not content.sealed:
        return NOTHING
    rows = qr_code(content.sealed)
    left = (WIDTH - QR_SIDE) / 2
    code = Modules(left, 0, QR_SIDE, QR_SIDE, rows, content.verify_label.fr)
    return Section((code,), QR_SIDE)
