"""What stock fpdf2 2.8.9 gets wrong in Arabic, and the subclass gets right: four canaries.

When a new version of fpdf2 passes a canary by itself, the method that it watches can go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import fpdf
import pymupdf
import pytest
import uharfbuzz
from fpdf import FPDF
from fpdf.enums import Align, TextDirection
from fpdf.fonts import TTFFont
from fpdf.line_break import Fragment, TextLine

from cnss_counter.paper.pdf.bidi_pdf import CONTROLS, JOINERS, BidiPDF, LevelledLine
from cnss_counter.paper.typesetting.typeface import font_file
from testkit.unicode_cases import Case, character_cases, class_cases

UNICODE = Path(__file__).parents[1] / "text/unicode"
LTR, RTL = TextDirection.LTR, TextDirection.RTL
DIRECTIONS = {None: None, 0: LTR, 1: RTL}
SIZE = 20


@contextmanager
def page(kind: type[FPDF], direction: TextDirection = RTL) -> Iterator[FPDF]:
    """A page with Plex at 20 points, shaping on."""
    pdf = kind()
    pdf.add_page()
    pdf.add_font("plex", fname=font_file("regular"))
    pdf.set_font("plex", size=SIZE)
    pdf.set_text_shaping(direction=direction)
    yield pdf
    for font in pdf.fonts.values():
        assert isinstance(font, TTFFont)
        font.close()


def drawn(pdf: FPDF, line: type[TextLine], text: str) -> str:
    """The characters of one line from left to right."""
    fragments = pdf._preload_bidirectional_text(text, markdown=False)
    return seen(line(fragments, 0, 0, Align.L, 0, None))


def seen(line: TextLine) -> str:
    return "".join(
        fragment.string[::-1] if fragment.fragment_direction is RTL else fragment.string
        for fragment in line.get_ordered_fragments()
    )


def words(document: bytes) -> list[tuple[float, str]]:
    """The words of the first page, each with its left edge."""
    with pymupdf.open(stream=document) as opened:  # type: ignore[no-untyped-call]
        return [(word[0], word[4]) for word in opened[0].get_text("words")]


def harfbuzz_width(word: str) -> float:
    """The width of a word in points, shaped whole."""
    blob = uharfbuzz.Blob.from_file_path(str(font_file("regular")))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(uharfbuzz.Face(blob)), buffer, {"kern": False})
    units: int = sum(position.x_advance for position in buffer.glyph_positions)
    return units * SIZE / 1000


def test_the_version_watched_is_the_version_installed() -> None:
    assert fpdf.__version__ == "2.8.9"


@pytest.mark.parametrize("kind", [BidiPDF, FPDF])
def test_a_vowel_sign_does_not_part_two_letters(kind: type[FPDF]) -> None:
    with page(kind) as pdf:
        pieces = pdf._preload_font_styles("وَصْلُ الإِيدَاعِ", markdown=False)
        word = pdf._preload_bidirectional_text("مُحَمَّد", markdown=False)
        width = sum(fragment.get_width() for fragment in word) * pdf.k
    is_ours = kind is BidiPDF
    assert (len(pieces) == 1) == is_ours
    assert (width == pytest.approx(harfbuzz_width("مُحَمَّد"))) == is_ours


@pytest.mark.parametrize("kind", [BidiPDF, FPDF])
def test_directional_controls_do_their_work_and_are_not_drawn(kind: type[FPDF]) -> None:
    with page(kind) as pdf:
        fragments = pdf._preload_bidirectional_text("رقم \u2066310-1-32\u2069", markdown=False)
    text = "".join(fragment.string for fragment in fragments)
    assert "310-1-32" in text
    assert CONTROLS.isdisjoint(text) == (kind is BidiPDF)


@pytest.mark.parametrize("kind", [BidiPDF, FPDF])
def test_arabic_around_a_number_keeps_its_places_in_a_french_line(kind: type[FPDF]) -> None:
    with page(kind, LTR) as pdf:
        pdf.cell(w=100, h=10, text="Nom : محمد 12 شارع")
        places = {word: left for left, word in words(bytes(pdf.output()))}
    is_right = places["شارع"] < places["12"] < places["محمد"]
    assert is_right == (kind is BidiPDF)


@pytest.mark.parametrize("kind", [BidiPDF, FPDF])
@pytest.mark.parametrize("text", ["سلام", "الإيداع", "الاجتماعي"])
def test_a_lam_alef_reads_back_as_lam_then_alef(kind: type[FPDF], text: str) -> None:
    with page(kind) as pdf:
        pdf.cell(w=100, h=10, text=text)
        ((_, read),) = words(bytes(pdf.output()))
    assert (read == text) == (kind is BidiPDF)


def test_a_blank_at_the_end_of_a_broken_line_stands_at_its_end() -> None:
    with page(BidiPDF, LTR) as pdf:
        *before, arabic = pdf._preload_bidirectional_text("abc محمد شارع", markdown=False)
    line = [*before, arabic.clone(list("محمد "))]
    assert seen(LevelledLine(line, 0, 0, Align.L, 0, None)) == f"abc {'محمد'[::-1]} "


def test_a_line_of_blanks_is_drawn_as_it_is() -> None:
    with page(BidiPDF) as pdf:
        assert drawn(pdf, LevelledLine, "  ") == "  "
    assert LevelledLine([], 0, 0, Align.L, 0, None).get_ordered_fragments() == []


def test_text_without_shaping_is_left_to_fpdf2() -> None:
    with page(BidiPDF) as pdf:
        pdf.set_text_shaping(use_shaping_engine=False)
        pieces: Iterable[Fragment] = pdf._preload_bidirectional_text("abc", markdown=False)
    assert [piece.string for piece in pieces] == ["abc"]


def test_a_joiner_stays_with_its_letter_for_the_shaper() -> None:
    with page(BidiPDF) as pdf:
        assert drawn(pdf, LevelledLine, "ه\u200d 12") == "12 \u200dه"


@pytest.mark.parametrize(
    ("name", "cases_of"), [("BidiCharacterTest", character_cases), ("BidiTest", class_cases)]
)
def test_lines_are_drawn_in_unicodes_order(
    name: str, cases_of: Callable[[Iterable[str]], Iterator[Case]]
) -> None:
    lines = (UNICODE / f"{name}.sample.txt").read_text().splitlines()
    wrong = []
    with page(BidiPDF) as pdf:
        for case in cases_of(lines):
            pdf.set_text_shaping(direction=DIRECTIONS[case.base])
            order = drawn(pdf, LevelledLine, case.text)
            if "".join(letter for letter in order if letter not in JOINERS) != asked(case):
                wrong.append(case)
    assert wrong == []


def asked(case: Case) -> str:
    """The order that Unicode asks for, less the controls, which have no glyph."""
    return "".join(case.text[place] for place in case.order if case.text[place] not in CONTROLS)
