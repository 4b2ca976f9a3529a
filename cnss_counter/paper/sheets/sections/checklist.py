"""Every paper with its state, those that are missing first; what to bring stands above too."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, zip_longest

from cnss_counter.domain.bilingual import NOTHING as UNSAID
from cnss_counter.domain.bilingual import Bilingual, in_a_row
from cnss_counter.paper.content.receipt import ReceiptContent, ReceiptPaper
from cnss_counter.paper.typesetting.blocks import Path, Rule, Text, TickBox
from cnss_counter.paper.typesetting.styles import (
    BODY,
    HEADING,
    LEFT_OUT,
    MISSING,
    NOTHING,
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
MOST_LINES = 30
"""Of a reason together: of letters that no typeface has, six hundred are more than a page."""


def checklist(setting: Setting, content: ReceiptContent) -> list[Section]:
    """How many were asked for and are missing; each with its state; the title with the first."""
    papers = (*content.missing_papers, *content.other_papers)
    if not papers:
        return []
    listed = [
        paper_lines(setting, paper, f"LI.paper{number}") for number, paper in enumerate(papers)
    ]
    lacking = content.come_back_text if content.missing_papers else UNSAID
    head = _headed(setting, in_a_row([content.papers_title, lacking]))
    for lines in listed[:-1]:
        lines[-1] = _ruled(setting, lines[-1])
    first, *others = chain.from_iterable(listed)
    return [stacked([head, first]), *others]


def checklist_again(setting: Setting, content: ReceiptContent) -> Section:
    """The head of what goes on on another page, where its title would be missed."""
    return _headed(setting, continued(content.papers_title, content))


def _headed(setting: Setting, said: Bilingual) -> Section:
    title = setting.pair(said, HEADING, path=("H2",))
    bottom = title.height + 0.3
    return Section((*title.blocks, Rule(0, bottom, setting.width, bottom, 0.3, "accent")), bottom)


def _ruled(setting: Setting, line: Section) -> Section:
    return Section((*line.blocks, Rule(0, line.height, setting.width, line.height)), line.height)


def continued(title: Bilingual, content: ReceiptContent) -> Bilingual:
    """A title that is said again where its lines go on on another page."""
    again = content.continued
    return Bilingual(f"{title.fr} {again.fr}".rstrip(), f"{title.ar} {again.ar}".rstrip())


def paper_lines(setting: Setting, paper: ReceiptPaper, name: str) -> list[Section]:
    """Tick, label and state; the same mirrored in Arabic. A reason is said to be one in both.

    What a reason has beyond `MOST_LINES` stands in sections of its own.
    """
    left, inset = TICK + 1.8, 0.3
    axis = setting.width / 2
    style, path = _style(paper), ("L.papers", name, "LBody")
    labels, reasons = [], []
    for column, label, state, reason in (
        (
            Column(left, axis - ASIDE - left, "fr"),
            paper.label.fr, paper.state_words.fr, paper.reason_said.fr,
        ),
        (
            Column(axis + ASIDE, axis - ASIDE - left, "ar"),
            paper.label.ar, paper.state_words.ar, paper.reason_said.ar,
        ),
    ):  # fmt: skip
        named = BODY._replace(weight="semibold") if style is MISSING else BODY
        labels.append(label_and_state(setting, column, (label, state), (named, style), path))
        reasons.append(parted(setting.paragraph(reason, BODY, column, path=path)))
    first, *others = zip_longest(*reasons, fillvalue=NOTHING)
    pairs = zip(labels, first, strict=True)
    words = overlaid(*(stacked(one, gap=0.6) for one in pairs))
    top = inset + (BODY.leading - TICK) / 2
    ticks = tuple(
        TickBox(x, top, TICK, paper.is_in_hand, style.ink) for x in (0, setting.width - TICK)
    )
    whole = Section((*ticks, *moved(words, down=inset).blocks), words.height + inset + 0.7)
    return [whole, *(overlaid(*beside) for beside in others)]


def parted(paragraph: Section) -> list[Section]:
    """A paragraph in parts of `MOST_LINES` lines at most; an empty one is one part."""
    return [
        Section((replace(text, lines=lines),), text.leading * len(lines))
        for text in paragraph.blocks
        if isinstance(text, Text)
        for at in range(0, len(text.lines), MOST_LINES)
        if (lines := text.lines[at : at + MOST_LINES])
    ] or [NOTHING]


def _style(paper: ReceiptPaper) -> Style:
    """How the state of a paper stands out: only what is to be brought does."""
    if paper.is_in_hand:
        return RECEIVED
    return LEFT_OUT if paper.is_left_out else MISSING


def label_and_state(
    setting: Setting,
    column: Column,
    said: tuple[str, str],
    styles: tuple[Style, Style],
    path: Path,
) -> Section:
    """A label and, at the axis end of its last line, the state of the paper.

    The label takes the whole column if its last line leaves room for the state, else the column
    less the state.
    """
    (label, words), (named, style) = said, styles
    taken = text_width(setting, words, style, column.language) + 3
    text = setting.paragraph(label, named, column, path=path)
    if last_line_width(text) + taken > column.width:
        narrow = column._replace(width=column.width - taken)
        if column.language == "ar":
            narrow = narrow._replace(x=column.x + taken)
        text = setting.paragraph(label, named, narrow, path=path)
    axis_end = column._replace(align="left" if column.language == "ar" else "right")
    last_line = max(text.height - style.leading, 0)
    state = setting.paragraph(words, style, axis_end, top=last_line, path=path)
    return Section(text.blocks + state.blocks, max(text.height, style.leading))


def last_line_width(section: Section) -> float:
    return max(
        (
            width_of(block.lines[-1], block.size, block.weight)
            for block in section.blocks
            if isinstance(block, Text)
        ),
        default=0,
    )
