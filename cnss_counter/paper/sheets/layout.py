"""The geometry of a receipt: each copy on sheets of its own, in type of one size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cnss_counter.errors import DataFileError
from cnss_counter.paper.content.receipt import ReceiptContent
from cnss_counter.paper.sheets.sections.checklist import checklist, checklist_again
from cnss_counter.paper.sheets.sections.facts import facts
from cnss_counter.paper.sheets.sections.heading import Sheet, head
from cnss_counter.paper.sheets.sections.notices import framed, next_steps, notes
from cnss_counter.paper.sheets.sections.proof import foot
from cnss_counter.paper.sheets.sections.to_do import identity, to_do
from cnss_counter.paper.typesetting.blocks import Across, Block, Box
from cnss_counter.paper.typesetting.styles import NOTHING, Section, Setting, moved, stacked
from cnss_counter.paper.typesetting.typeface import width_of

WIDTH, HEIGHT = 210.0, 297.0
SIDE, HEAD, FOOT = 12.0, 6.0, 6.0
GAP, WIDEST_GAP, LINE_GAP, FIRST_GAP = 1.0, 6.0, 0.4, 1.6

Group = list[Section]


class Parts(NamedTuple):
    """Sections that belong together and may be parted by the end of a page.

    `again` is their title, said once more where they go on.
    """

    sections: Group
    again: Section = NOTHING


@dataclass(frozen=True, slots=True)
class Page:
    """Blocks on a page of `height` millimetres; all pages are 210 wide."""

    height: float
    blocks: tuple[Block, ...]


def pages(content: ReceiptContent) -> tuple[Page, ...]:
    """The sheets of a receipt, copy after copy: one A4 page each, more where it has more to say.

    Nothing is set smaller than its style and nothing is cut. Raises `DataFileError`
    (`receipt.no_room`) for a text that no page holds.
    """
    setting = Setting(WIDTH - 2 * SIDE)
    bottom = foot(setting, content)
    top = head(setting, content, Sheet(0, 1, 1))
    room = HEIGHT - HEAD - FOOT - top.height - bottom.height - 2 * GAP
    bodies = list(flowed(setting, content, room))
    return tuple(
        placed(content, head(setting, content, Sheet(copy, number, len(bodies))), body, bottom)
        for copy in range(len(content.copies))
        for number, body in enumerate(bodies, 1)
    )


def has_room(content: ReceiptContent) -> bool:
    """Whether each of its texts stands on one page."""
    try:
        pages(content)
    except DataFileError as error:
        if error.code != "receipt.no_room":
            raise
        return False
    return True


def groups(setting: Setting, content: ReceiptContent) -> list[Parts]:
    """All that stands between head and foot, in the order in which it is needed."""
    first = [stacked([*identity(setting, content), to_do(setting, content)], FIRST_GAP)]
    whole = [
        Parts(first),
        Parts(framed(setting, content)),
        Parts(facts(setting, content)),
        Parts(checklist(setting, content), checklist_again(setting, content)),
        Parts(next_steps(setting, content)),
        Parts(notes(setting, content)),
    ]
    return [parts for parts in whole if any(section.height for section in parts.sections)]


def flowed(setting: Setting, content: ReceiptContent, room: float) -> Iterator[list[Group]]:
    """The groups of each page. A page that goes on says first whose receipt it is."""
    again = [stacked(identity(setting, content), FIRST_GAP)]
    page: list[Group] = []
    for parts in groups(setting, content):
        page.append([])
        for place, section in enumerate(parts.sections):
            if height(page) + LINE_GAP + section.height > room:
                yield [begun for begun in page if begun]
                page = [again, [parts.again] if place and parts.again.height else []]
            if height(page) + LINE_GAP + section.height > room:
                raise DataFileError("receipt.no_room", reference=content.reference)
            page[-1].append(section)
    yield page


def height(page: list[Group], gap: float = GAP) -> float:
    return (
        sum(section.height for group in page for section in group)
        + sum(max(len(group) - 1, 0) * LINE_GAP for group in page)
        + (len(page) - 1) * gap
    )


def placed(content: ReceiptContent, top: Section, body: list[Group], bottom: Section) -> Page:
    """Head and foot at the edges of the page; what is left over widens the gaps between groups."""
    room = HEIGHT - HEAD - FOOT - top.height - bottom.height
    gap = min(GAP + (room - 2 * GAP - height(body)) / (len(body) + 1), WIDEST_GAP)
    column = stacked([top, *(stacked(group, LINE_GAP) for group in body)], gap)
    return Page(
        HEIGHT,
        (
            *under(content),
            *moved(column, right=SIDE, down=HEAD).blocks,
            *moved(bottom, right=SIDE, down=HEIGHT - FOOT - bottom.height).blocks,
        ),
    )


def under(content: ReceiptContent) -> list[Block]:
    """What lies below the text: the last mark, and the frame of a training print."""
    if not (content.is_training or content.duplicate) or not content.marks:
        return []
    mark = content.marks[-1]
    words = f"{mark.fr}   {mark.ar}"
    return training_marks(words) if content.is_training else [across(words)]


def training_marks(words: str) -> list[Block]:
    """A heavy red frame and the words across: no practice sheet may pass for a real one."""
    return [Box(4, 3, WIDTH - 8, HEIGHT - 6, "alert", None, 1.2), across(words)]


def across(words: str) -> Across:
    """Words across a page, as large as they can be."""
    size = min(64, 150 / width_of(words, 1, "semibold"))
    return Across(words, WIDTH / 2, HEIGHT / 2, size, 24, "fr")
