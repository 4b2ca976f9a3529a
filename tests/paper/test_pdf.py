"""A receipt as a file: the same bytes for ever, text that reads back, codes that scan."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from cnss_counter.paper.content.receipt import ReceiptContent
from cnss_counter.paper.pdf.receipt_pdf import draw
from testkit import receipts
from testkit.reading import (
    attached,
    codes,
    objects,
    opened,
    picture,
    said,
    text_by_pdfium,
    text_by_poppler,
    tokens,
    words_by_mupdf,
)

PRESENTATION_FORMS = range(0xFB50, 0xFE00), range(0xFE70, 0xFF00)
HASH_OF_A_RECEIPT = """
from hashlib import sha256
from testkit.receipts import receipt
from cnss_counter.paper.pdf.receipt_pdf import draw
print(sha256(draw(receipt())).hexdigest())
"""

WHAT_IS_REFUSED = """
from cnss_counter.errors import DataFileError
from cnss_counter.paper.pdf.receipt_pdf import draw
from testkit.receipts import receipt
try:
    draw(receipt())
except DataFileError as error:
    print(error.code, error.detail["font"])
"""


@pytest.fixture(scope="module")
def ordinary() -> bytes:
    return draw(receipts.receipt())


@pytest.mark.parametrize(
    ("seed", "zone", "locale"),
    [("1", "Africa/Casablanca", "fr_FR.UTF-8"), ("2", "Pacific/Auckland", "C")],
)
def test_the_same_record_gives_the_same_bytes_in_every_process(
    ordinary: bytes, seed: str, zone: str, locale: str
) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
    drawn_there = subprocess.run(
        [sys.executable, "-c", HASH_OF_A_RECEIPT],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert drawn_there.stdout.strip() == sha256(ordinary).hexdigest()


def test_another_record_gives_other_bytes(ordinary: bytes) -> None:
    assert draw(replace(receipts.receipt(), fingerprint="0000 0000 0000 0000")) != ordinary


@pytest.mark.parametrize("kind", receipts.KINDS)
def test_every_word_reads_back_in_logical_order(kind: str) -> None:
    content = receipts.KINDS[kind]()
    document = draw(content)
    for text in (words_by_mupdf(document), text_by_pdfium(document)):
        assert recall(content, text) == 1
        assert "310-1-32" in text
        assert "32-1-310" not in text
        assert "الإيداع" in text
        assert not [letter for letter in text if is_unwanted(letter)]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
@pytest.mark.parametrize("kind", receipts.KINDS)
def test_every_word_reads_back_from_poppler_too(kind: str) -> None:
    content = receipts.KINDS[kind]()
    assert recall(content, text_by_poppler(draw(content))) == 1


IN_MID_LINE, AT_ITS_END = "المسجل(ة)", "خاص بالمؤمن له(ها"
"""Brackets next to Arabic: what stands between them is followed by a word, or by the line's end."""


def test_brackets_come_back_right_from_mupdf_save_at_the_end_of_a_line(ordinary: bytes) -> None:
    """As docs/explanation/receipt.md says: no order in the file serves all three readers."""
    with opened(ordinary) as pages:
        text = pages[0].get_text()
    assert IN_MID_LINE in text
    assert AT_ITS_END in text
    assert f"{AT_ITS_END})" not in text


def test_brackets_come_back_exchanged_from_pdfium(ordinary: bytes) -> None:
    text = text_by_pdfium(ordinary)
    assert IN_MID_LINE not in text
    assert "( ة)المسجل" in text
    assert f"{AT_ITS_END}(".replace("(", ")", 1) in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_brackets_come_back_right_from_poppler_save_at_the_end_of_a_line(ordinary: bytes) -> None:
    text = text_by_poppler(ordinary)
    assert IN_MID_LINE in text
    assert AT_ITS_END in text
    assert f"{AT_ITS_END})" not in text


def test_a_page_that_lost_a_sentence_would_be_noticed() -> None:
    content = receipts.receipt()
    without = replace(content, next_steps=content.next_steps[:1])
    assert recall(content, text_by_pdfium(draw(without))) < 1


def recall(content: ReceiptContent, text: str) -> float:
    found = set(tokens(text))
    asked = said(content)
    return sum(word in found for word in asked) / len(asked)


def is_unwanted(letter: str) -> bool:
    """A letter in a frozen shape, or a directional control."""
    return (
        any(ord(letter) in forms for forms in PRESENTATION_FORMS) or letter in "\u2066\u2067\u2069"
    )


def test_a_dropped_hamza_is_seen_in_the_picture(ordinary: bytes) -> None:
    content = receipts.receipt()
    misspelt = replace(content, title=replace(content.title, ar="وصل الايداع"))
    assert changed_pixels(picture(ordinary, 150), picture(draw(content), 150)) == 0
    assert changed_pixels(picture(ordinary, 150), picture(draw(misspelt), 150)) > 6


def changed_pixels(one: Image.Image, other: Image.Image) -> int:
    difference = ImageChops.difference(one, other)
    return sum(difference.histogram()[65:])


@pytest.mark.parametrize("kind", ["ordinary", "duplicate", "training"])
def test_both_codes_scan_on_both_copies(kind: str) -> None:
    content = receipts.KINDS[kind]()
    document = draw(content)
    for copy in range(len(content.copies)):
        assert [text for _, text in codes(picture(document, 150, copy))] == [content.sealed]
        at_200 = codes(picture(document, 200, copy))
        assert [text for _, text in at_200] == [content.reference, content.sealed]


def test_both_codes_scan_from_a_photocopy() -> None:
    """Blurred by the glass, then black or white and nothing between, as by an old machine."""
    content = receipts.receipt()
    scanned = picture(draw(content), 200).filter(ImageFilter.GaussianBlur(0.7))
    copied = scanned.point(lambda grey: 255 if grey > 140 else 0)
    assert [text for _, text in codes(copied)] == [content.reference, content.sealed]


def test_the_page_carries_its_record_for_a_machine(ordinary: bytes) -> None:
    record = attached(ordinary, "receipt.json")
    content = receipts.receipt()
    assert record["reference"] == content.reference
    assert record["title"] == asdict(content)["title"]
    assert [row["value"] for row in record["rows"]] == [row.value for row in content.rows]
    assert any("/AFRelationship/Data" in entry for entry in objects(ordinary))


def test_the_file_says_that_it_is_an_archive_in_two_languages(ordinary: bytes) -> None:
    with opened(ordinary) as document:
        metadata = document.get_xml_metadata()
    for said_once in (
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>U</pdfaid:conformance>",
        "<rdf:li>fr</rdf:li><rdf:li>ar</rdf:li>",
        receipts.REFERENCE,
        receipts.receipt().deposited_at,
    ):
        assert said_once in metadata
    assert any("/GTS_PDFA1" in entry for entry in objects(ordinary))


def test_every_text_is_tagged_with_its_kind_and_language(ordinary: bytes) -> None:
    elements = [entry for entry in objects(ordinary) if "/K[" in entry and "/S/" in entry]
    kinds = {re.findall(r"/S/(\w+)", entry)[0] for entry in elements}
    assert {"Sect", "H1", "H2", "Table", "TR", "TH", "TD", "L", "LI", "LBody", "Figure"} <= kinds
    assert {language for entry in elements for language in re.findall(r"/Lang\((\w+)", entry)} == {
        "fr",
        "ar",
    }


def test_every_glyph_in_use_says_which_letters_it_is(ordinary: bytes) -> None:
    with opened(ordinary) as document:
        texts = [span for page in document for span in page.get_texttrace()]
    assert texts
    assert 0xFFFD not in {letter[0] for span in texts for letter in span["chars"]}


def test_a_missing_typeface_is_named_and_nothing_else_happens(tmp_path: Path) -> None:
    (tmp_path / "fontpkg.py").write_text(
        "class FontpkgError(Exception): pass\ndef path(name, weight): raise FontpkgError(name)\n"
    )
    refusal = subprocess.run(
        [sys.executable, "-c", WHAT_IS_REFUSED],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert refusal.stdout.strip() == "font.missing IBM Plex Sans Arabic regular"


@pytest.mark.parametrize("name", ["[/red\x1b[31m", "\ud800", "محمد\u0300\u0301\u202e", "田中 😀"])
def test_a_name_that_nobody_could_have_typed_is_drawn_and_breaks_nothing(name: str) -> None:
    row = replace(receipts.NAME, value=name, value_ar="")
    document = draw(replace(receipts.receipt(), rows=(row,)))
    assert "Accusé" in text_by_pdfium(document)
