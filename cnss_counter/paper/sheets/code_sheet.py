"""A sheet with one code on it, in large groups that are numbered: for the safe, or for a clerk."""

from __future__ import annotations

from cnss_counter.paper.content.code_sheet import CodeSheet
from cnss_counter.paper.pdf.canvas import Canvas
from cnss_counter.paper.sheets.layout import HEIGHT, WIDTH, Page
from cnss_counter.paper.typesetting.blocks import Box, Rule
from cnss_counter.paper.typesetting.styles import (
    BODY,
    LABEL,
    ORGANISATION,
    SMALL,
    TITLE,
    VALUE,
    Column,
    Section,
    Setting,
    Style,
    moved,
    overlaid,
    stacked,
)

SIDE, HEAD = 20.0, 24.0
SCALE = 1.12
IN_A_ROW = 3
GROUP = Style(26, 10.6, "semibold")
MARGIN = 6.0


def draw_code_sheet(sheet: CodeSheet) -> bytes:
    """The sheet as a PDF/A file. Raises DataFileError when the typeface is not installed."""
    with Canvas(
        title=sheet.title.fr, author=sheet.organisation.fr, moment=sheet.moment, language="fr"
    ) as canvas:
        canvas.add_page(code_page(sheet))
        return canvas.finished()


def code_page(sheet: CodeSheet) -> Page:
    """Organisation, title, the code in a frame, and what to do with it, side by side."""
    setting = Setting(WIDTH - 2 * SIDE, SCALE)
    whole = stacked(
        [
            setting.pair(sheet.organisation, ORGANISATION),
            _ruled(setting, setting.pair(sheet.title, TITLE, path=("H1",))),
            setting.pair(sheet.about, VALUE),
            _framed(setting, _groups(setting.inside(MARGIN), sheet.groups)),
            *(
                setting.pair(line, BODY, path=("L.lines", f"LI.{number}", "LBody"))
                for number, line in enumerate(sheet.lines)
            ),
            setting.pair(sheet.foot, SMALL),
        ],
        gap=setting.at(4.8),
    )
    return Page(HEIGHT, moved(whole, right=SIDE, down=HEAD).blocks)


def _ruled(setting: Setting, section: Section) -> Section:
    height = section.height + 1.5
    rule = Rule(0, height, setting.width, height, 0.5, "accent")
    return Section((*section.blocks, rule), height)


def _framed(setting: Setting, section: Section) -> Section:
    """In a frame; digits and Latin letters read the same way in both languages."""
    height = section.height + 2 * MARGIN
    frame = Box(0, 0, setting.width, height, frame="text", thickness=0.4, radius=1.5)
    return Section((frame, *moved(section, right=MARGIN, down=MARGIN).blocks), height)


def _groups(setting: Setting, groups: tuple[str, ...]) -> Section:
    """Three to a row, each under its number: a typing mistake is told by that number."""
    room = setting.width / IN_A_ROW
    rows = [
        overlaid(
            *(
                _group(
                    setting, group, first + place + 1, Column(place * room, room, "fr", "centre")
                )
                for place, group in enumerate(groups[first : first + IN_A_ROW])
            )
        )
        for first in range(0, len(groups), IN_A_ROW)
    ]
    return stacked(rows, gap=setting.at(4))


def _group(setting: Setting, group: str, number: int, column: Column) -> Section:
    return stacked(
        [
            setting.paragraph(str(number), LABEL, column),
            setting.paragraph(group, GROUP, column),
        ]
    )
