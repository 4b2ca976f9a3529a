"""The leaflet to take home: one A4 page in one language, in two columns."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, datetime, time

from cnss_counter.paper.content.leaflet import LeafletContent, LeafletSection
from cnss_counter.paper.pdf.canvas import Canvas
from cnss_counter.paper.sheets.layout import HEIGHT, WIDTH, Page, training_marks
from cnss_counter.paper.typesetting.blocks import Box, Rule, Star
from cnss_counter.paper.typesetting.styles import (
    BODY,
    HEADING,
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
SCALES = tuple(percent / 100 for percent in range(150, 69, -1))


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
        canvas.add_page(leaflet_page(leaflet))
        return canvas.finished()


def leaflet_page(leaflet: LeafletContent) -> Page:
    """The page at the largest scale that fits; what never fits is set at the smallest."""
    room = HEIGHT - HEAD - FOOT
    measure = WIDTH - 2 * SIDE

    def fits(scale: float) -> bool:
        return _set(leaflet, Setting(measure, scale)).height <= room

    scale = SCALES[min(bisect_left(SCALES, True, key=fits), len(SCALES) - 1)]
    whole = moved(_set(leaflet, Setting(measure, scale), room), right=SIDE, down=HEAD)
    under = training_marks(leaflet.mark) if leaflet.is_training else []
    return Page(HEIGHT, (*under, *whole.blocks))


def _set(leaflet: LeafletContent, setting: Setting, height: float = 0) -> Section:
    """The whole leaflet, its foot at the bottom of `height` if that is higher."""
    top = _masthead(leaflet, setting)
    columns = _two_columns(leaflet, setting)
    foot = _foot(leaflet, setting)
    gap = setting.at(5)
    least = top.height + columns.height + foot.height + 2 * gap
    spare = max(height - least, 0)
    lowered = Section(moved(foot, down=spare).blocks, foot.height + spare)
    return stacked([top, columns, lowered], gap)


def _masthead(leaflet: LeafletContent, setting: Setting) -> Section:
    """Organisation and title on the side where reading starts, the star on the other."""
    radius = setting.at(6)
    width = setting.width - 2 * radius - 4
    is_arabic = leaflet.language == "ar"
    column = Column(setting.width - width if is_arabic else 0, width, leaflet.language)
    words = stacked(
        [
            setting.paragraph(leaflet.organisation, ORGANISATION, column),
            setting.paragraph(leaflet.title, TITLE, column, path=("H1",)),
        ],
        gap=setting.at(1),
    )
    height = max(words.height, 2 * radius) + setting.at(2)
    star = Star(radius if is_arabic else setting.width - radius, radius, radius)
    rule = Rule(0, height, setting.width, height, 0.5, "accent")
    introduction = setting.paragraph(
        leaflet.introduction, LEAD, Column(0, setting.width, leaflet.language)
    )
    return stacked([Section((*words.blocks, star, rule), height), introduction], setting.at(3))


def _two_columns(leaflet: LeafletContent, setting: Setting) -> Section:
    """The sections in order, down the first column and then the second, as even as can be."""
    half = Setting((setting.width - GUTTER) / 2, setting.scale)
    sections = [_section(leaflet, half, section) for section in leaflet.sections]
    gap = setting.at(4)
    splits = [
        (stacked(sections[:place], gap), stacked(sections[place:], gap))
        for place in range(len(sections) + 1)
    ]
    first, second = min(splits, key=lambda pair: max(pair[0].height, pair[1].height))
    far = half.width + GUTTER
    if leaflet.language == "ar":
        return overlaid(moved(first, right=far), second)
    return overlaid(first, moved(second, right=far))


def _section(leaflet: LeafletContent, setting: Setting, section: LeafletSection) -> Section:
    whole = Column(0, setting.width, leaflet.language)
    heading = setting.paragraph(section.title, HEADING, whole, path=("H2",))
    height = heading.height + 0.9
    rule = Rule(0, height, setting.width, height, 0.3, "accent")
    return stacked(
        [
            Section((*heading.blocks, rule), height),
            *(
                _bulleted(leaflet, setting, line, f"LI.{section.title}{number}")
                for number, line in enumerate(section.lines)
            ),
        ],
        gap=setting.at(1.1),
    )


def _bulleted(leaflet: LeafletContent, setting: Setting, line: str, name: str) -> Section:
    hang, side = setting.at(HANG), setting.at(BULLET)
    is_arabic = leaflet.language == "ar"
    column = Column(0 if is_arabic else hang, setting.width - hang, leaflet.language)
    text = setting.paragraph(line, BODY, column, path=("L.lines", name, "LBody"))
    left = setting.width - side if is_arabic else 0
    square = Box(left, setting.at(BODY.leading) * 0.46, side, side, ground="accent")
    return Section((square, *text.blocks), text.height)


def _foot(leaflet: LeafletContent, setting: Setting) -> Section:
    whole = Column(0, setting.width, leaflet.language)
    sources = f"{leaflet.sources_title} – {' · '.join(leaflet.sources)}"
    said = stacked(
        [
            setting.paragraph(leaflet.dated, SMALL._replace(weight="semibold"), whole),
            setting.paragraph(sources, SMALL, whole),
        ],
        gap=setting.at(0.6),
    )
    rule = Rule(0, 0, setting.width, 0)
    return Section((rule, *moved(said, down=1.2).blocks), said.height + 1.2)
