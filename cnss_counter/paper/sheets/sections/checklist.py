"""The papers in hand, and those that nobody has to bring; what is to be brought stands above."""

from __future__ import annotations

from cnss_counter.domain.bilingual import NOTHING as UNSAID
from cnss_counter.paper.content.receipt import ReceiptContent, ReceiptPaper
from cnss_counter.paper.typesetting.blocks import Ink, Path, Rule, Text, TickBox
from cnss_counter.paper.typesetting.styles import (
    BODY,
    HEADING,
    LEFT_OUT,
    MISSING,
    RECEIVED,
    Column,
    Section,
    Setting,
    Style,
    moved,
    overlaid,
    stacked,
    text_width,
)
from cnss_counter.paper.typesetting.typeface import width_of

TICK = 2.8
ASIDE = 2.0
"""Blank between a state and the axis."""


def checklist(setting: Setting, content: ReceiptContent) -> list[Section]:
    """How many were asked for; each with its state, the missing ones first; the title with the
    first.
    """
    papers = (*content.missing_papers, *content.other_papers)
    if not papers:
        return []
    lines = [paper_line(setting, paper, f"LI.paper{number}") for number, paper in enumerate(papers)]
    title = stacked(
        [
            setting.pair(content.papers_title, HEADING, path=("H2",)),
            setting.pair(content.come_back_text if content.missing_papers else UNSAID, BODY),
        ]
    )
    bottom = title.height + 0.3
    rule = Rule(0, bottom, setting.width, bottom, 0.3, "accent")
    head = Section((*title.blocks, rule), bottom)
    ruled = [
        Section((*line.blocks, Rule(0, line.height, setting.width, line.height)), line.height)
        for line in lines[:-1]
    ]
    first, *others = [*ruled, lines[-1]]
    return [stacked([head, first]), *others]


def paper_line(setting: Setting, paper: ReceiptPaper, name: str) -> Section:
    """Tick, label and state; the same mirrored in Arabic. A reason is said to be one in both."""
    left, inset = TICK + 1.8, 0.3
    axis = setting.width / 2
    ink: Ink = _style(paper).ink
    path = ("L.papers", name, "LBody")
    words = overlaid(
        label_and_state(
            setting,
            Column(left, axis - ASIDE - left, "fr"),
            (paper.label.fr, paper.state_words.fr, paper.reason_said.fr),
            _style(paper),
            path,
        ),
        label_and_state(
            setting,
            Column(axis + ASIDE, axis - ASIDE - left, "ar"),
            (paper.label.ar, paper.state_words.ar, paper.reason_said.ar),
            _style(paper),
            path,
        ),
    )
    top = inset + (BODY.leading - TICK) / 2
    ticks = tuple(TickBox(x, top, TICK, paper.is_in_hand, ink) for x in (0, setting.width - TICK))
    return Section((*ticks, *moved(words, down=inset).blocks), words.height + inset + 0.7)


def _style(paper: ReceiptPaper) -> Style:
    """How the state of a paper stands out: only what is to be brought does."""
    if paper.is_in_hand:
        return RECEIVED
    return LEFT_OUT if paper.is_left_out else MISSING


def label_and_state(
    setting: Setting, column: Column, said: tuple[str, str, str], style: Style, path: Path
) -> Section:
    """A label and, at the axis end of its last line, the state of the paper; a reason below.

    The label takes the whole column if its last line leaves room for the state, else the column
    less the state.
    """
    label, words, reason = said
    taken = text_width(setting, words, style, column.language) + 3
    text = setting.paragraph(label, BODY, column, path=path)
    if last_line_width(text) + taken > column.width:
        narrow = column._replace(width=column.width - taken)
        if column.language == "ar":
            narrow = narrow._replace(x=column.x + taken)
        text = setting.paragraph(label, BODY, narrow, path=path)
    axis_end = column._replace(align="left" if column.language == "ar" else "right")
    last_line = max(text.height - style.leading, 0)
    state = setting.paragraph(words, style, axis_end, top=last_line, path=path)
    return stacked(
        [
            Section(text.blocks + state.blocks, max(text.height, style.leading)),
            setting.paragraph(reason, style, column, path=path),
        ],
        gap=0.2,
    )


def last_line_width(section: Section) -> float:
    return max(
        (
            width_of(block.lines[-1], block.size, block.weight)
            for block in section.blocks
            if isinstance(block, Text)
        ),
        default=0,
    )
