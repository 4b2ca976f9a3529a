"""What the person needs tonight: name, reference, what to bring and keep, and whom to call."""

from __future__ import annotations

from cnss_counter.domain.bilingual import COLON, Bilingual
from cnss_counter.paper.content.receipt import ReceiptContent, ReceiptRow
from cnss_counter.paper.pdf.codes import bar_code
from cnss_counter.paper.sheets.sections.facts import cell
from cnss_counter.paper.typesetting.blocks import Box, Modules, Pictogram, Rule, Sign, TickBox
from cnss_counter.paper.typesetting.styles import (
    LABEL,
    NAME,
    NOTHING,
    REFERENCE,
    TO_DO,
    Column,
    Section,
    Setting,
    centred,
    moved,
    overlaid,
    stacked,
)

BAR_CODE_WIDTH, BAR_CODE_HEIGHT = 76.0, 9.0
"""A scanner needs 0.25 mm a bar."""
INSIDE = 3.0
SIDE, HANG = 6.4, 9.0
"""Of a pictogram, and of the text beside it."""
TICK, TICK_HANG = 3.2, 5.0
ITEM = TO_DO._replace(weight="regular")


def identity(setting: Setting, content: ReceiptContent) -> list[Section]:
    """The reference with its bar code, and the name: what stands first on every page."""
    rows = [row for row in content.rows if row.value == content.reference]
    return [
        *(reference(setting, row) for row in rows),
        *([name(setting, content.person)] if content.person else []),
    ]


def reference(setting: Setting, row: ReceiptRow) -> Section:
    """Label over value on the left, label over bar code on the right."""
    path = ("Table.facts", "TR.reference")
    left = setting.width - INSIDE - BAR_CODE_WIDTH
    french = Column(INSIDE, left - 2 * INSIDE, "fr")
    arabic = Column(left, BAR_CODE_WIDTH, "ar")
    labels = setting.pair(row.label, LABEL, (french, arabic), path=(*path, "TH"))
    value = centred(
        setting.paragraph(row.value, REFERENCE, french, path=(*path, "TD")), BAR_CODE_HEIGHT
    )
    bars = Modules(left, 0, BAR_CODE_WIDTH, BAR_CODE_HEIGHT, (bar_code(row.value),), row.value)
    whole = stacked([labels, overlaid(value, Section((bars,), BAR_CODE_HEIGHT))], gap=0.4)
    height = whole.height + 2
    ground = Box(0, 0, setting.width, height, ground="tint")
    return Section((ground, *moved(whole, down=0.8).blocks), height)


def name(setting: Setting, row: ReceiptRow) -> Section:
    """The name in each script after its label; one script alone stands on both sides."""
    path = ("Table.facts", "TR.name")
    french, arabic = setting.inside(INSIDE).halves(INSIDE)
    return overlaid(
        cell(setting, row.label.fr, row.value, french, path, NAME, instead=row.value_ar),
        cell(setting, row.label.ar, row.value_ar, arabic, path, NAME, instead=row.value),
    )


def to_do(setting: Setting, content: ReceiptContent) -> Section:
    """A line each, with its sign in both margins; closed by the first line across the page."""
    said: dict[Sign, Bilingual] = {
        "bring": content.come_back_title,
        "ask": content.ask,
        "keep": content.keep,
        "call": content.call,
    }
    whole = stacked(
        [line(setting, content, sign, words) for sign, words in said.items() if words.fr],
        gap=1.2,
    )
    if not whole.height:
        return NOTHING
    height = whole.height + 1.8
    rule = Rule(0, height, setting.width, height, 0.6, "accent")
    return Section((*whole.blocks, rule), height)


def line(setting: Setting, content: ReceiptContent, sign: Sign, said: Bilingual) -> Section:
    """What to do, beside its sign in either margin; under it, what there is to bring."""
    items = content.asked_first if sign == "bring" else ()
    if items:
        said = Bilingual(f"{said.fr}{COLON.fr}".rstrip(), f"{said.ar}{COLON.ar}".rstrip())
    french, arabic = setting.inside(HANG).halves(HANG)
    path = ("L.to_do", f"LI.{sign}")
    words = stacked(
        [
            setting.pair(said, TO_DO, (french, arabic), path=(*path, "LBody")),
            *(item(setting, one, (*path, "LBody")) for one in items),
        ],
        gap=0.8,
    )
    height = max(words.height, SIDE)
    signs = (
        Pictogram(0, 0, SIDE, sign),
        Pictogram(setting.width - SIDE, 0, SIDE, sign, is_mirrored=True),
    )
    return Section((*signs, *centred(words, height).blocks), height)


def item(setting: Setting, said: Bilingual, path: tuple[str, ...]) -> Section:
    """One thing to bring, with a box to tick in front of it."""
    hang = HANG + TICK_HANG
    columns = setting.inside(hang).halves(hang)
    words = setting.pair(said, ITEM, columns, path=path)
    top = (ITEM.leading - TICK) / 2
    left, right = HANG, setting.width - HANG - TICK
    boxes = tuple(TickBox(x, top, TICK, is_ticked=False, ink="alert") for x in (left, right))
    return Section((*boxes, *words.blocks), words.height)
