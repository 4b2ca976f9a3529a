"""The request form, filled as far as it was typed: A4, French left and Arabic right, to be signed.

It is our own sheet with the reference of the CNSS's form; it copies no emblem and no layout.
"""

from __future__ import annotations

from datetime import UTC, datetime, time

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paper.content.request_form import (
    FormChoice,
    FormLine,
    FormSection,
    RequestFormContent,
)
from cnss_counter.paper.pdf.canvas import Canvas
from cnss_counter.paper.sheets.layout import HEIGHT, WIDTH, Page, training_marks
from cnss_counter.paper.typesetting.arabic import airy_pair
from cnss_counter.paper.typesetting.blocks import Box, Ink, Rule, Star, TickBox
from cnss_counter.paper.typesetting.styles import (
    BODY,
    HEADING,
    LABEL,
    ORGANISATION,
    REFERENCE,
    TITLE,
    VALUE,
    Column,
    Section,
    Setting,
    Style,
    centred,
    height_of,
    moved,
    overlaid,
    stacked,
    text_width,
)
from cnss_counter.text import quoted

SIDE, HEAD, FOOT = 16.0, 12.0, 12.0
ROOM = HEIGHT - HEAD - FOOT
LABELS = 44.0
GAP = 1.2
TICK = 2.6
SIGNATURE = 24.0
LONGEST_NAME, LONGEST_NUMBER = 120, 24
"""Letters: no line of this paper has more of a name, and no number of a person is longer."""
ANSWER = VALUE._replace(smallest=0.82)
CONTINUED = HEADING._replace(ink="text")
DECLARATION = Style(12, 5.3)
IRREVOCABLE = Style(12, 5.3, "semibold", "alert")


def draw_request_form(form: RequestFormContent) -> bytes:
    """The form as a PDF/A-3u file; the same content gives the same bytes.

    Raises DataFileError (`font.missing`) when the typeface is not installed.
    """
    with Canvas(
        title=f"{form.title.fr} {form.form_reference}",
        author=form.organisation.fr,
        moment=datetime.combine(form.as_of, time(), UTC),
        language="fr",
    ) as canvas:
        for page in form_pages(form):
            canvas.add_page(page)
        return canvas.finished()


def form_pages(form: RequestFormContent) -> tuple[Page, ...]:
    """As many pages as it takes to be read at seventy: nothing is set smaller for want of room.

    What is signed stays with its declaration.
    """
    setting = Setting(WIDTH - 2 * SIDE)
    pages = _broken(_pieces(setting, form), _again(setting, form))
    under = training_marks(form.mark) if form.is_training else []
    return tuple(
        Page(HEIGHT, (*under, *_placed(setting, form, page, f"{number}/{len(pages)}").blocks))
        for number, page in enumerate(pages, 1)
    )


def _placed(setting: Setting, form: RequestFormContent, page: Section, number: str) -> Section:
    """A page with its person and number below: sheets come apart."""
    foot = _whose(setting, form, BODY, number)
    return overlaid(
        moved(page, right=SIDE, down=HEAD), moved(foot, right=SIDE, down=HEAD + ROOM + 1)
    )


def _whose(setting: Setting, form: RequestFormContent, style: Style, end: str = "") -> Section:
    """Which form and whose, on one line: a name that is too long gives way, the number does not."""
    number = quoted(form.number, LONGEST_NUMBER)

    def told(letters: int) -> str:
        name = quoted(form.name, letters) if letters else ""
        return " · ".join(filter(None, (form.form_reference, name, number, end)))

    fewer = range(min(len(form.name), LONGEST_NAME), 0, -1)
    lines = (said for said in map(told, fewer) if _fits(setting, said, style))
    centre = Column(0, setting.width, "fr", "centre")
    return setting.paragraph(next(lines, told(0)), style, centre)


def _fits(setting: Setting, line: str, style: Style) -> bool:
    return text_width(setting, line, style, "fr") <= setting.width


def _pieces(setting: Setting, form: RequestFormContent) -> list[Section]:
    """What is never broken over two pages, from top to bottom."""
    pieces = [_masthead(setting, form)]
    for number, section in enumerate(form.sections):
        title, *lines = _section(setting, section, number)
        if section.is_whole:
            pieces.append(stacked([title, *lines], GAP))
        else:
            pieces += [stacked([title, *lines[:1]]), *lines[1:]]
    return [*pieces, _closing(setting, form)]


def _broken(pieces: list[Section], again: Section) -> list[Section]:
    """The pieces down one page after another; each but the first says again what it is of."""
    pages: list[list[Section]] = [[]]
    for piece in pieces:
        if pages[-1] and height_of([*pages[-1], piece], GAP) > ROOM:
            pages.append([again])
        pages[-1].append(piece)
    return [stacked(page, GAP) for page in pages]


def _again(setting: Setting, form: RequestFormContent) -> Section:
    """The head of a page that goes on: what is signed there, under which number, and by whom."""
    title = setting.pair(form.title, CONTINUED)
    rule = Section((Rule(0, 0, setting.width, 0, 0.5, "accent"),), 0.6)
    return stacked([title, _whose(setting, form, VALUE), rule], 1.2)


def _masthead(setting: Setting, form: RequestFormContent) -> Section:
    """Who is asked and for what, under which number; and what this sheet is not."""
    radius = setting.at(4.6)
    columns = setting.halves(gutter=2 * radius + 6)
    names = setting.pair(form.organisation, ORGANISATION, columns)
    top = Section(
        (*centred(names, 2 * radius).blocks, Star(setting.width / 2, radius, radius)), 2 * radius
    )
    number = setting.paragraph(
        form.form_reference, REFERENCE, Column(0, setting.width, "fr", "centre")
    )
    label = setting.pair(form.reference, LABEL, setting.halves(gutter=50))
    rule = Section((Rule(0, 0, setting.width, 0, 0.5, "accent"),), 0.6)
    title = setting.pair(form.title, TITLE._replace(size=12), path=("H1",))
    notice = setting.pair(form.notice, BODY)
    return stacked([top, rule, title, overlaid(number, centred(label, number.height)), notice], 1.2)


def _section(setting: Setting, section: FormSection, number: int) -> list[Section]:
    """The heading, then its lines."""
    heading = setting.pair(section.title, HEADING, path=("H2",))
    height = heading.height + 0.4
    rule = Rule(0, height, setting.width, height, 0.3, "accent")
    return [
        Section((*heading.blocks, rule), height + 1),
        *(_line(setting, line, f"TR.{number}-{place}") for place, line in enumerate(section.lines)),
    ]


def _line(setting: Setting, line: FormLine, name: str) -> Section:
    """Labels on both sides; between them the answer, its boxes, or a line to write on."""
    path = ("Table.form", name)
    zone = setting.width - 2 * LABELS - 4
    left = LABELS + 2
    inner = Setting(zone, setting.scale)
    labels = overlaid(
        setting.paragraph(line.label.fr, LABEL, Column(0, LABELS, "fr"), path=(*path, "TH")),
        setting.paragraph(
            line.label.ar, LABEL, Column(setting.width - LABELS, LABELS, "ar"), path=(*path, "TH")
        ),
    )
    if line.choices:
        inside = moved(_choices(inner, line.choices, path), right=left)
    else:
        inside = moved(_answer(inner, line.value, path), right=left)
    height = max(labels.height, inside.height)
    below = inside.height if line.choices else height
    rule = () if line.choices else (Rule(left, below, left + zone, below, 0.2, "muted"),)
    return Section(
        (*overlaid(centred(labels, height), centred(inside, height)).blocks, *rule), height
    )


def _answer(setting: Setting, value: Bilingual, path: tuple[str, ...]) -> Section:
    """What was typed, once where it is the same in both languages; else room for a hand."""
    cell = (*path, "TD")
    room = Section((), setting.at(5.4))
    if value.fr == value.ar or not value.ar:
        centre = Column(0, setting.width, "fr", "centre")
        return overlaid(room, setting.paragraph(value.fr, ANSWER, centre, path=cell))
    return overlaid(room, setting.pair(value, ANSWER, setting.halves(gutter=4), path=cell))


def _choices(setting: Setting, choices: tuple[FormChoice, ...], path: tuple[str, ...]) -> Section:
    """The boxes one after another, on as many lines as they take."""
    rows: list[Section] = []
    x = 0.0
    placed: list[Section] = []
    for number, choice in enumerate(choices):
        item, width = _choice(setting, choice, (*path, f"TD.{number}"))
        if placed and x + width > setting.width:
            rows.append(overlaid(*placed))
            placed, x = [], 0.0
        placed.append(moved(item, right=x))
        x += width + 4
    return stacked([*rows, overlaid(*placed)], 0.6)


def _choice(setting: Setting, choice: FormChoice, path: tuple[str, ...]) -> tuple[Section, float]:
    """A box with its two words, and how wide they are together; a name that both share, once."""
    style = ANSWER if choice.is_ticked else BODY
    after = TICK + 1.2
    french = min(text_width(setting, choice.label.fr, style, "fr") + 0.2, setting.width / 2 - 4)
    left, end = Column(after, french, "fr"), after + french
    if choice.label.fr == choice.label.ar:
        words = setting.paragraph(choice.label.fr, style, left, path=path)
    else:
        arabic = min(text_width(setting, choice.label.ar, style, "ar") + 0.2, setting.width / 2 - 4)
        right = Column(end + 1.6, arabic, "ar")
        words, end = setting.pair(choice.label, style, (left, right), path=path), end + 1.6 + arabic
    height = max(words.height, setting.at(4.9))
    box = TickBox(0, (height - TICK) / 2, TICK, choice.is_ticked, "text")
    return Section((box, *centred(words, height).blocks), height), end


def _closing(setting: Setting, form: RequestFormContent) -> Section:
    """The declaration, the place and the day, and the frame to sign in."""
    where = setting.width / 2 - 4
    half = Setting(where, setting.scale)
    asked = stacked([_to_write(half, form.place), _to_write(half, form.day)], 3.0)
    frame = Box(where + 8, 0, where, SIGNATURE, "muted", thickness=0.25, radius=1)
    signature = setting.pair(
        form.signature, LABEL, setting.halves(where + 10, where - 4, gutter=2), top=1
    )
    hand = overlaid(moved(asked, down=3), Section((frame,), SIGNATURE), signature)
    signed = stacked([_declared(setting, form), hand], 3.0)
    return Section(moved(signed, down=2).blocks, signed.height + 2)


def _declared(setting: Setting, form: RequestFormContent) -> Section:
    """What is signed, in the largest running text of the paper; red where it is for ever."""
    inner = setting.inside(3)
    columns = inner.halves(gutter=5)
    title = inner.pair(form.irrevocable, IRREVOCABLE, columns, path=("H2",))
    texts = [airy_pair(inner, text, DECLARATION, columns) for text in form.declarations]
    said = stacked([title, *texts], 1.2)
    ink: Ink = "alert" if title.height else "accent"
    border = Box(0, 0, setting.width, said.height + 4, ink, "paper", 0.6, radius=1)
    return overlaid(Section((border,), said.height + 4), moved(said, right=3, down=2))


def _to_write(setting: Setting, label: Bilingual) -> Section:
    """A label on both sides of a line to write on."""
    words = setting.pair(label, LABEL, setting.halves())
    left = text_width(setting, label.fr, LABEL, "fr") + 2
    right = setting.width - text_width(setting, label.ar, LABEL, "ar") - 2
    return Section((*words.blocks, Rule(left, words.height, right, words.height, 0.2, "muted")), 5)
