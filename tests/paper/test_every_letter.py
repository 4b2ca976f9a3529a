"""What the door accepts, every paper draws: a name in its own letters, never a `?`, never a box."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cnss_counter import law
from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.domain.request import RequestDraft
from cnss_counter.paper.content.closing_sheet import ClosingSheet
from cnss_counter.paper.content.code_sheet import CodeSheet
from cnss_counter.paper.content.receipt import Notice, ReceiptContent
from cnss_counter.paper.pdf import receipt_pdf
from cnss_counter.paper.sheets import text
from cnss_counter.paper.sheets.closing_sheet import draw_closing_sheet
from cnss_counter.paper.sheets.code_sheet import draw_code_sheet
from cnss_counter.paper.sheets.layout import pages
from cnss_counter.paper.sheets.leaflet import draw_leaflet
from cnss_counter.paper.sheets.request_form import draw_request_form
from cnss_counter.paper.typesetting.typeface import drawable, lacking, parts
from cnss_counter.rules.evaluate import cleaned, judged
from cnss_counter.services.requests.request_form import request_form
from testkit import receipts, repertoire
from testkit.reading import text_by_pdfium
from tests.paper.ink import collisions

NAMES = repertoire.names(repertoire.LATIN)
MAGHREBI_FEH = "ڢ"
"""The one letter of the door that no typeface here has: drawn as the feh that it is."""

MOROCCAN_GAFS = {"ݣ", "ڨ"}
"""Drawn in a line of cells with the forms of another (decision 0084)."""

PACK = law.load()
MOMENT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


def receipt_of(name: str) -> ReceiptContent:
    """In both weights of the typeface: a name, and a sentence with it."""
    said = Notice(Bilingual("", ""), Bilingual(name, name))
    named = replace(receipts.NAME, value=name, value_ar="")
    return replace(receipts.receipt(), rows=(named,), notices=(said,))


def receipt(name: str) -> str:
    return text_by_pdfium(receipt_pdf.draw(receipt_of(name)))


def text_receipt(name: str) -> str:
    return text.draw(receipt_of(name))


def matrix_printer(name: str) -> str:
    return text.draw(receipt_of(name), order="visual")


def form(name: str) -> str:
    procedure = PACK.procedures["contribution_refund"]
    draft = RequestDraft(procedure.id, {"last_name": name, "address": name})
    known = judged(cleaned(procedure, draft), PACK.parameters, date(2025, 9, 1))
    return text_by_pdfium(draw_request_form(request_form(known)))


def leaflet(name: str) -> str:
    return text_by_pdfium(draw_leaflet(replace(receipts.FRENCH_LEAFLET, introduction=name)))


def closing_sheet(name: str) -> str:
    a_receipt, both = receipts.receipt(), Bilingual(name, name)
    return text_by_pdfium(
        draw_closing_sheet(
            ClosingSheet(
                organisation=a_receipt.organisation,
                agency=both,
                title=a_receipt.title,
                about=both,
                rows=(replace(receipts.NAME, value=name, value_ar=""),),
                warnings=(both,),
                keep=a_receipt.privacy,
                signature_box=a_receipt.signature_box,
                verify_label=a_receipt.verify_label,
                sealed=a_receipt.sealed,
                moment=MOMENT,
            )
        )
    )


def code_sheet(name: str) -> str:
    a_receipt, both = receipts.receipt(), Bilingual(name, name)
    return text_by_pdfium(
        draw_code_sheet(
            CodeSheet(
                organisation=a_receipt.organisation,
                title=a_receipt.title,
                about=both,
                groups=("A", "B"),
                lines=(both,),
                foot=both,
                moment=MOMENT,
            )
        )
    )


SURFACES: dict[str, Callable[[str], str]] = {
    surface.__name__: surface
    for surface in (receipt, text_receipt, matrix_printer, form, leaflet, closing_sheet, code_sheet)
}
every_surface = pytest.mark.parametrize("surface", SURFACES.values(), ids=SURFACES)


def apart(read: str) -> set[str]:
    """The letters read, without their forms: a reader gives some back as a letter and a hamza."""
    return {*unicodedata.normalize("NFKD", read)}


@every_surface
def test_every_latin_name_is_drawn_as_it_is_written(surface: Callable[[str], str]) -> None:
    assert len(repertoire.LATIN) > 700
    for name in NAMES:
        read = surface(name)
        assert [word for word in name.split() if word not in read] == []
        assert "\ufffd" not in read


@every_surface
def test_every_arabic_letter_and_vowel_is_drawn(surface: Callable[[str], str]) -> None:
    assert len(repertoire.ARABIC) > 150
    words = (*repertoire.ARABIC, *repertoire.ARABIC_WITH_MARKS)
    read = "".join(surface(" ".join(words[start : start + 24])) for start in range(0, 264, 24))
    missing = apart("".join(words)) - apart(read)
    assert missing <= (MOROCCAN_GAFS if surface is matrix_printer else {MAGHREBI_FEH})


@every_surface
def test_the_control_a_letter_of_no_typeface_is_told_by_its_number(
    surface: Callable[[str], str],
) -> None:
    read = surface("Aya 田 Alami")
    is_text = surface in (text_receipt, matrix_printer)
    assert ("田" in read) == is_text, "what shows a text has typefaces of its own"
    assert ("[U+7530]" in read) != is_text


def test_what_no_typeface_has_is_drawn_as_the_letter_that_it_is_made_of() -> None:
    assert drawable(f"{MAGHREBI_FEH}اطمة") == "فاطمة"
    assert drawable("①Ⅷ㎡") == "1VIIIm2"
    assert drawable("ש\u05b0") == "[U+05E9]"
    assert "?" not in drawable("田 😀 \u05b0 ꙮ")


def test_the_words_of_a_law_may_have_every_letter_that_is_drawn_and_no_other() -> None:
    assert lacking("Şükrü ⵜⵉⴼⵉⵏⴰⵖ, العلمي – 2 °C") == ""
    assert lacking("Aya 田 Alami") == "田"
    assert lacking(f"{MAGHREBI_FEH}اطمة") == MAGHREBI_FEH


def test_a_word_is_set_in_one_typeface_and_its_neighbours_stay_in_theirs() -> None:
    assert parts("Aya ŞAHİN (12)") == (
        ("first", "Aya "),
        ("second", "ŞAHİN"),
        ("first", " (12)"),
    )
    assert parts("العلميŞahin") == (("first", "العلمي"), ("second", "Şahin"))
    assert parts("m\u0310 \u2066310-1-32\u2069")[0] == ("second", "m\u0310")


def test_the_tallest_names_touch_nothing() -> None:
    row = replace(receipts.NAME, value="NGUYỄN Ḝḉỵ ḖṒǙẪ", value_ar="")
    for page in pages(replace(receipts.receipt(), rows=(row,) * 4)):
        assert collisions(page) == []


def test_a_paper_without_such_a_name_carries_one_typeface() -> None:
    plain, with_both = (receipt_pdf.draw(receipt_of(name)) for name in ("Aya ALAMI", "Aya ŞAHİN"))
    assert b"NotoSans" in with_both
    assert b"NotoSans" not in plain
