"""The head of every page: who received, what this paper is, and which copy of it."""

from __future__ import annotations

from typing import NamedTuple

from cnss_counter.domain.bilingual import Bilingual, in_a_row
from cnss_counter.paper.content.receipt import ReceiptContent
from cnss_counter.paper.typesetting.blocks import Box, Star
from cnss_counter.paper.typesetting.styles import (
    BAND,
    ORGANISATION,
    TITLE,
    VALUE,
    Column,
    Section,
    Setting,
    centred,
    overlaid,
    stacked,
)

RADIUS = 5.4
INSIDE = 2.0
FRENCH_SHARE = 0.525
"""French words are longer."""
OF_BAND = VALUE._replace(size=10.5, ink="paper")


class Sheet(NamedTuple):
    """One sheet of paper among those of a receipt: which copy, and which of its pages."""

    copy: int
    page: int
    pages: int


def head(setting: Setting, content: ReceiptContent, sheet: Sheet) -> Section:
    """Organisation and title on both sides of the star, then the band."""
    columns = setting.halves(gutter=2 * RADIUS + 6)
    names = stacked(
        [
            setting.pair(content.organisation, ORGANISATION, columns),
            setting.pair(content.title, TITLE, columns, path=("H1",)),
        ],
        gap=0.6,
    )
    star = Star(setting.width / 2, names.height / 2, RADIUS)
    named = Section((*names.blocks, star), names.height)
    return stacked([named, band(setting, content, sheet)], gap=1.5)


def band(setting: Setting, content: ReceiptContent, sheet: Sheet) -> Section:
    """White on dark, so that nobody mistakes one copy for another, nor a practice one for real."""
    room = setting.width - 2 * INSIDE
    columns = (
        Column(INSIDE, room * FRENCH_SHARE, "fr"),
        Column(INSIDE + room * FRENCH_SHARE, room * (1 - FRENCH_SHARE), "ar"),
    )
    copy = content.copies[sheet.copy]
    page = numbered(content.page_label, sheet.page, sheet.pages)
    marks = [mark for mark in content.marks if mark != content.standing]
    words = stacked(
        [
            setting.pair(in_a_row([content.standing, *marks]), BAND, columns),
            setting.pair(in_a_row([copy, content.edition, page]), OF_BAND, columns),
        ],
        gap=0.4,
    )
    height = words.height + 2.4
    is_alert = content.is_provisional or content.duplicate or content.is_training
    ground = Box(0, 0, setting.width, height, ground="alert" if is_alert else "accent")
    return overlaid(Section((ground,), height), centred(words, height))


def numbered(said: Bilingual, number: int, count: int) -> Bilingual:
    """The same in both languages: `1/2`, behind a word where there is one."""
    place = f"\u00a0{number}/{count}"
    return Bilingual(f"{said.fr}{place}".strip(), f"{said.ar}{place}".strip())
