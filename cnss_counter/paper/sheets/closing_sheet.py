"""The closing sheet of a day: one A4 page in both languages, signed like a receipt."""

from __future__ import annotations

from cnss_counter.paper.content.closing_sheet import ClosingSheet
from cnss_counter.paper.pdf.canvas import Canvas
from cnss_counter.paper.pdf.codes import qr_code
from cnss_counter.paper.sheets.layout import HEIGHT, WIDTH, Page, training_marks
from cnss_counter.paper.sheets.sections.facts import fact
from cnss_counter.paper.typesetting.blocks import Box, Modules, Rule
from cnss_counter.paper.typesetting.styles import (
    BODY,
    LABEL,
    NOTHING,
    ORGANISATION,
    SMALL,
    TITLE,
    WARNING,
    Section,
    Setting,
    moved,
    overlaid,
    stacked,
)

SIDE, HEAD = 18.0, 22.0
SCALE = 1.08
QR_SIDE = 32.0
STAMP_WIDTH, STAMP_HEIGHT = 84.0, 40.0
MARGIN = 3.0


def draw_closing_sheet(sheet: ClosingSheet) -> bytes:
    """The sheet as a PDF/A file; the same content gives the same bytes."""
    with Canvas(
        title=f"{sheet.title.fr} {sheet.about.fr}",
        author=sheet.organisation.fr,
        moment=sheet.moment,
        language="fr",
    ) as canvas:
        canvas.add_page(closing_page(sheet))
        return canvas.finished()


def closing_page(sheet: ClosingSheet) -> Page:
    """Who and which day, what was done, what to see to, then room to sign beside the seal."""
    setting = Setting(WIDTH - 2 * SIDE, SCALE)
    whole = stacked(
        [
            setting.pair(sheet.organisation, ORGANISATION),
            _ruled(setting, setting.pair(sheet.agency, LABEL)),
            setting.pair(sheet.title, TITLE, path=("H1",)),
            setting.pair(sheet.about, LABEL._replace(ink="accent")),
            stacked(
                [fact(setting, row, f"TR.{place}") for place, row in enumerate(sheet.rows)],
            ),
            _warnings(setting, sheet),
            _signed(setting, sheet),
            setting.pair(sheet.keep, SMALL),
        ],
        gap=setting.at(4),
    )
    words = f"{sheet.mark.fr}   {sheet.mark.ar}"
    under = training_marks(words) if sheet.mark.fr else []
    return Page(HEIGHT, (*under, *moved(whole, right=SIDE, down=HEAD).blocks))


def _ruled(setting: Setting, section: Section) -> Section:
    height = section.height + 1.5
    rule = Rule(0, height, setting.width, height, 0.5, "accent")
    return Section((*section.blocks, rule), height)


def _warnings(setting: Setting, sheet: ClosingSheet) -> Section:
    """In a red frame, if there is anything to see to."""
    if not sheet.warnings:
        return NOTHING
    inner = setting.inside(MARGIN)
    said = stacked([inner.pair(line, WARNING) for line in sheet.warnings], gap=setting.at(0.8))
    height = said.height + 2 * MARGIN
    frame = Box(0, 0, setting.width, height, "alert", thickness=0.5, radius=1)
    return overlaid(Section((frame,), height), moved(said, right=MARGIN, down=MARGIN))


def _signed(setting: Setting, sheet: ClosingSheet) -> Section:
    """Room for a signature and a stamp; the code that proves the figures."""
    frame = Box(0, 0, STAMP_WIDTH, STAMP_HEIGHT, "hairline", thickness=0.25, radius=1)
    words = setting.pair(
        sheet.signature_box, LABEL, setting.halves(2, STAMP_WIDTH - 4, gutter=2), top=1
    )
    left = setting.width - QR_SIDE
    code = Modules(left, 0, QR_SIDE, QR_SIDE, qr_code(sheet.sealed), sheet.verify_label.fr)
    legend = setting.pair(
        sheet.verify_label, BODY, setting.halves(left, QR_SIDE, gutter=1), top=QR_SIDE
    )
    height = max(STAMP_HEIGHT, QR_SIDE + legend.height)
    return Section((frame, *words.blocks, code, *legend.blocks), height)
