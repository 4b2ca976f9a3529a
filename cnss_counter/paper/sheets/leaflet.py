"""The leaflet to take home: A4 in one language, in two columns, as many pages as it takes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import NamedTuple

from cnss_counter.paper.content.leaflet import LeafletContent, LeafletSection
from cnss_counter.paper.pdf.canvas import Canvas
from cnss_counter.paper.sheets.layout import HEIGHT, WIDTH, Page, training_marks
from cnss_counter.paper.typesetting.arabic import airy
from cnss_counter.paper.typesetting.blocks import Box, Path, Rule, Star
from cnss_counter.paper.typesetting.ranges import with_whole_ranges
from cnss_counter.paper.typesetting.styles import (
    BODY,
    HEADING,
    NOTHING,
    ORGANISATION,
    SMALL,
    TITLE,
    Column,
    Section,
    Setting,
    Style,
    moved,
    overlaid,
    stacked,
)

SIDE, HEAD, FOOT = 16.0, 14.0, 12.0
GUTTER = 10.0
BULLET, HANG = 0.9, 3.2
LEAD = Style(10.1, 4.6)
ROOM = HEIGHT - HEAD - FOOT
SCALES = tuple(percent / 100 for percent in range(112, 151))
"""From the smallest that is read at seventy without glasses: running text of ten points."""


def draw_leaflet(leaflet: LeafletContent) -> bytes:
    """The leaflet as a PDF/A-3u file; the same content gives the same bytes.

    Raises DataFileError (`font.missing`) when the typeface is not installed.
    """
    moment = datetime.combine(leaflet.as_of, time(), UTC)
    with Canvas(
        title=leaflet.title,
        author=leaflet.organisation,
        moment=moment,
        language=leaflet.language,
    ) as canvas:
        for page in leaflet_pages(leaflet):
            canvas.add_page(page)
        return canvas.finished()


def leaflet_pages(leaflet: LeafletContent) -> tuple[Page, ...]:
    """As few pages as may be, in the largest letters that need no more."""
    measure = WIDTH - 2 * SIDE
    fewest = len(_set(leaflet, Setting(measure, SCALES[0])))

    def takes_more(scale: float) -> bool:
        return len(_set(leaflet, Setting(measure, scale))) > fewest

    scale = SCALES[bisect_left(SCALES, True, key=takes_more) - 1]
    under = training_marks(leaflet.mark) if leaflet.is_training else []
    pages = _set(leaflet, Setting(measure, scale))
    return tuple(
        Page(HEIGHT, (*under, *_placed(leaflet, page, f"{number}/{len(pages)}").blocks))
        for number, page in enumerate(pages, 1)
    )


def _placed(leaflet: LeafletContent, page: Section, number: str) -> Section:
    """A page with its number below: two sheets come apart."""
    below = Column(0, WIDTH, leaflet.language, "centre")
    foot = Setting(WIDTH).paragraph(number, BODY, below, top=HEAD + ROOM + 2)
    return overlaid(moved(page, right=SIDE, down=HEAD), foot)


def _set(leaflet: LeafletContent, setting: Setting) -> list[Section]:
    """The leaflet, page by page; its foot stands at the bottom of the last one."""
    top, foot, gap = _masthead(leaflet, setting), _foot(leaflet, setting), setting.at(5)
    half = Setting((setting.width - GUTTER) / 2, setting.scale)
    rest = [piece for section in leaflet.sections for piece in _pieces(leaflet, half, section)]
    pages: list[Section] = []
    while True:
        head = NOTHING if pages else top
        room = ROOM - (head.height + gap if head.height else 0)
        columns = _even(rest, max(room - foot.height - gap, 0))
        if columns is not None:
            body = _side_by_side(leaflet, setting, columns)
            page = stacked([head, body], gap)
            return [*pages, overlaid(page, moved(foot, down=ROOM - foot.height))]
        first, second, rest = _filled(rest, room)
        pages.append(stacked([head, _side_by_side(leaflet, setting, (first, second))], gap))


def _masthead(leaflet: LeafletContent, setting: Setting) -> Section:
    """Organisation and title on the side where reading starts, the star on the other."""
    radius = setting.at(6)
    width = setting.width - 2 * radius - 4
    is_arabic = leaflet.language == "ar"
    column = Column(setting.width - width if is_arabic else 0, width, leaflet.language)
    words = stacked(
        [
            _running(setting, leaflet.organisation, ORGANISATION, column),
            _running(setting, leaflet.title, TITLE, column, path=("H1",)),
        ],
        gap=setting.at(1),
    )
    height = max(words.height, 2 * radius) + setting.at(2)
    star = Star(radius if is_arabic else setting.width - radius, radius, radius)
    rule = Rule(0, height, setting.width, height, 0.5, "accent")
    introduction = _running(
        setting, leaflet.introduction, LEAD, Column(0, setting.width, leaflet.language)
    )
    return stacked([Section((*words.blocks, star, rule), height), introduction], setting.at(3))


class _Piece(NamedTuple):
    """What is never broken over two columns, and the gap above it where it does not begin one."""

    section: Section
    gap: float


def _pieces(leaflet: LeafletContent, setting: Setting, section: LeafletSection) -> list[_Piece]:
    """A heading with its first line, then the other lines."""
    whole = Column(0, setting.width, leaflet.language)
    heading = _running(setting, section.title, HEADING, whole, path=("H2",))
    height = heading.height + 0.9
    rule = Rule(0, height, setting.width, height, 0.3, "accent")
    titled = Section((*heading.blocks, rule), height)
    lines = [
        _bulleted(leaflet, setting, line, f"LI.{section.title}{number}")
        for number, line in enumerate(section.lines)
    ]
    gap = setting.at(1.1)
    return [
        _Piece(stacked([titled, *lines[:1]], gap), setting.at(4)),
        *(_Piece(line, gap) for line in lines[1:]),
    ]


def _column(pieces: Sequence[_Piece]) -> Section:
    """Pieces down one column."""
    placed, height = [], 0.0
    for number, piece in enumerate(pieces):
        height += piece.gap if number else 0
        placed.append(moved(piece.section, down=height))
        height += piece.section.height
    blocks = tuple(block for section in placed for block in section.blocks)
    return Section(blocks, height)


def _even(pieces: list[_Piece], room: float) -> tuple[Section, Section] | None:
    """All pieces in two columns as even as can be; None where they do not fit."""
    splits = [
        (_column(pieces[:place]), _column(pieces[place:])) for place in range(len(pieces) + 1)
    ]
    best = min(splits, key=lambda pair: max(pair[0].height, pair[1].height))
    return best if max(best[0].height, best[1].height) <= room else None


def _filled(pieces: list[_Piece], room: float) -> tuple[Section, Section, list[_Piece]]:
    """Two columns filled one after the other, each with a piece at least, and what is left."""
    columns = []
    for _ in range(2):
        count = 1
        while count < len(pieces) and _column(pieces[: count + 1]).height <= room:
            count += 1
        columns.append(_column(pieces[:count]))
        pieces = pieces[count:]
    return columns[0], columns[1], pieces


def _side_by_side(
    leaflet: LeafletContent, setting: Setting, columns: tuple[Section, Section]
) -> Section:
    """The first column stands where reading starts."""
    far = (setting.width + GUTTER) / 2
    first, second = reversed(columns) if leaflet.language == "ar" else columns
    return overlaid(first, moved(second, right=far))


def _running(
    setting: Setting, text: str, style: Style, column: Column, *, path: Path = ("P",)
) -> Section:
    """Running text: ranges on one line each, and no dot of Arabic in the line below."""
    style = airy(style, column.language)
    return setting.paragraph(with_whole_ranges(text), style, column, path=path)


def _bulleted(leaflet: LeafletContent, setting: Setting, line: str, name: str) -> Section:
    hang, side = setting.at(HANG), setting.at(BULLET)
    is_arabic = leaflet.language == "ar"
    column = Column(0 if is_arabic else hang, setting.width - hang, leaflet.language)
    text = _running(setting, line, BODY, column, path=("L.lines", name, "LBody"))
    left = setting.width - side if is_arabic else 0
    leading = airy(BODY, leaflet.language).leading
    square = Box(left, setting.at(leading) * 0.46, side, side, ground="accent")
    return Section((square, *text.blocks), text.height)


def _foot(leaflet: LeafletContent, setting: Setting) -> Section:
    whole = Column(0, setting.width, leaflet.language)
    sources = f"{leaflet.sources_title} – {' · '.join(leaflet.sources)}"
    said = stacked(
        [
            _running(setting, leaflet.dated, SMALL._replace(weight="semibold"), whole),
            _running(setting, sources, SMALL, whole),
        ],
        gap=setting.at(0.6),
    )
    rule = Rule(0, 0, setting.width, 0)
    return Section((rule, *moved(said, down=1.2).blocks), said.height + 1.2)
