"""The papers: those in hand, and those to come back with."""

from __future__ import annotations

from collections.abc import Iterable

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paper.content.receipt import ReceiptContent, ReceiptPaper
from cnss_counter.paper.typesetting.blocks import Box, Ink, Path, Rule, Text, TickBox
from cnss_counter.paper.typesetting.styles import (
    BODY,
    HEADING,
    LEFT_OUT,
    MISSING,
    NOTHING,
    RECEIVED,
    WARNING,
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
from cnss_counter.text import has_arabic

TICK = 2.6
ASIDE = 2.0
"""Blank between a state and the axis."""
SLIP_MARGIN = 2.5


def checklist(setting: Setting, content: ReceiptContent) -> Section:
    """The papers that nobody has to bring, with their state."""
    if not content.other_papers:
        return NOTHING
    heading = setting.pair(content.papers_title, HEADING, path=("H2",))
    bottom = heading.height + 0.3
    rule = Rule(0, bottom, setting.width, bottom, 0.3, "accent")
    return stacked(
        [
            Section((*heading.blocks, rule), bottom),
            *lines(setting, content.other_papers, "received"),
        ]
    )


def come_back_slip(setting: Setting, content: ReceiptContent) -> Section:
    """The papers to come back with, named in a frame of their own."""
    if not content.missing_papers:
        return NOTHING
    inner = setting.inside(SLIP_MARGIN)
    inside = stacked(
        [
            inner.pair(content.come_back_title, WARNING, path=("H2",)),
            inner.pair(content.come_back_text, BODY),
            *lines(inner, content.missing_papers, "missing"),
        ]
    )
    height = inside.height + 1.4
    frame = Section((Box(0, 0, setting.width, height, "alert", thickness=0.5, radius=1),), height)
    return overlaid(frame, moved(inside, right=SLIP_MARGIN, down=0.8))


def lines(setting: Setting, papers: Iterable[ReceiptPaper], kind: str) -> list[Section]:
    """The papers below one another, parted by hairlines."""
    set_papers = [
        paper_line(setting, paper, f"LI.{kind}{number}") for number, paper in enumerate(papers)
    ]
    return [
        *(
            Section((*line.blocks, Rule(0, line.height, setting.width, line.height)), line.height)
            for line in set_papers[:-1]
        ),
        *set_papers[-1:],
    ]


def paper_line(setting: Setting, paper: ReceiptPaper, name: str) -> Section:
    """Tick, label and state; the same mirrored in Arabic. A reason stands in its own language."""
    tick, inset = setting.at(TICK), setting.at(0.55)
    left = tick + setting.at(1.8)
    axis = setting.width / 2
    ink: Ink = _style(paper).ink
    path = ("L.papers", name, "LBody")
    is_arabic = has_arabic(paper.reason)
    reason = Bilingual("", paper.reason) if is_arabic else Bilingual(paper.reason, "")
    words = overlaid(
        label_and_state(
            setting,
            paper,
            Column(left, axis - ASIDE - left, "fr"),
            (paper.label.fr, paper.state_words.fr, reason.fr),
            path,
        ),
        label_and_state(
            setting,
            paper,
            Column(axis + ASIDE, axis - ASIDE - left, "ar"),
            (paper.label.ar, paper.state_words.ar, reason.ar),
            path,
        ),
    )
    top = inset + (setting.at(BODY.leading) - tick) / 2
    ticks = tuple(TickBox(x, top, tick, paper.is_in_hand, ink) for x in (0, setting.width - tick))
    return Section((*ticks, *moved(words, down=inset).blocks), words.height + 2 * inset)


def _style(paper: ReceiptPaper) -> Style:
    """How the state of a paper stands out: only what is to be brought does."""
    if paper.is_in_hand:
        return RECEIVED
    return LEFT_OUT if paper.is_left_out else MISSING


def label_and_state(
    setting: Setting, paper: ReceiptPaper, column: Column, said: tuple[str, str, str], path: Path
) -> Section:
    """A label and, at the axis end of its last line, the state of the paper; a reason below.

    The label takes the whole column if its last line leaves room for the state, else the column
    less the state.
    """
    label, words, reason = said
    style = _style(paper)
    taken = text_width(setting, words, style, column.language) + setting.at(3)
    text = setting.paragraph(label, BODY, column, path=path)
    if last_line_width(text) + taken > column.width:
        narrow = column._replace(width=column.width - taken)
        if column.language == "ar":
            narrow = narrow._replace(x=column.x + taken)
        text = setting.paragraph(label, BODY, narrow, path=path)
    axis_end = column._replace(align="left" if column.language == "ar" else "right")
    last_line = max(text.height - setting.at(style.leading), 0)
    state = setting.paragraph(words, style, axis_end, top=last_line, path=path)
    return stacked(
        [
            Section(text.blocks + state.blocks, max(text.height, setting.at(style.leading))),
            setting.paragraph(reason, style, column, path=path),
        ],
        gap=setting.at(0.2),
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
