"""The head of a receipt: who received, what this paper is, and what it is not."""

from __future__ import annotations

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paper.content.receipt import ReceiptContent
from cnss_counter.paper.typesetting.blocks import Box, Rule, Star
from cnss_counter.paper.typesetting.styles import (
    LABEL,
    ORGANISATION,
    TITLE,
    WARNING,
    Section,
    Setting,
    centred,
    overlaid,
    stacked,
)

MARK_WIDTH = 52.0


def masthead(setting: Setting, content: ReceiptContent) -> Section:
    """The organisation, its agency and its clerk, on both sides of the star."""
    radius = setting.at(4.6)
    columns = setting.halves(gutter=2 * radius + 6)
    received_by = both_joined(content.agency, content.clerk, " · ")
    names = stacked(
        [
            setting.pair(content.organisation, ORGANISATION, columns),
            setting.pair(received_by, LABEL._replace(smallest=0.8), columns),
        ],
        gap=setting.at(0.8),
    )
    height = max(names.height, 2 * radius) + setting.at(1.2)
    star = Star(setting.width / 2, radius, radius)
    rule = Rule(0, height, setting.width, height, 0.5, "accent")
    return Section((*centred(names, height - setting.at(1.2)).blocks, star, rule), height)


def title(setting: Setting, content: ReceiptContent, copy: Bilingual) -> Section:
    """What this paper is and whose copy; between the two titles, the marks."""
    beneath = both_joined(content.subtitle, copy, " – ")
    columns = setting.halves(gutter=setting.at(MARK_WIDTH) + 4 if content.marks else 6)
    words = stacked(
        [
            setting.pair(content.title, TITLE, columns, path=("H1",)),
            setting.pair(beneath, LABEL._replace(ink="accent"), columns),
        ]
    )
    cells = marks(setting, content)
    height = max(words.height, cells.height)
    return overlaid(centred(words, height), centred(cells, height))


def marks(setting: Setting, content: ReceiptContent) -> Section:
    """PROVISOIRE, DUPLICATA, FORMATION: cells on the axis; that of training is solid."""
    width, height = setting.at(MARK_WIDTH), setting.at(5.2)
    left = (setting.width - width) / 2
    cells = []
    for place, mark in enumerate(content.marks):
        is_solid = content.is_training and place == len(content.marks) - 1
        style = WARNING._replace(ink="paper") if is_solid else WARNING
        words = setting.pair(mark, style, setting.halves(left + 2, width - 4, gutter=2))
        frame = Box(left, 0, width, height, "alert", "alert" if is_solid else None, 0.4, radius=0.8)
        cells.append(overlaid(Section((frame,), height), centred(words, height)))
    return stacked(cells, gap=setting.at(0.8))


def both_joined(first: Bilingual, second: Bilingual, by: str) -> Bilingual:
    return Bilingual(
        by.join(filter(None, (first.fr, second.fr))), by.join(filter(None, (first.ar, second.ar)))
    )
