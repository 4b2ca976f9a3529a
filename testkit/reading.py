"""A finished receipt read back by the programs of others."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, get_args, get_origin, get_type_hints

import pymupdf
import pypdfium2
import zxingcpp
from PIL import Image

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paper.content.leaflet import LeafletContent
from cnss_counter.paper.content.receipt import ReceiptContent

CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ARABIC_SIGNS = re.compile("[،؛؟]")
ARABIC = "\u0600-\u06ff"
WORD = re.compile(rf"[{ARABIC}]+|[^\W{ARABIC}]+(?:[-’][^\W{ARABIC}]+)*")
PRINTED_KINDS = zxingcpp.BarcodeFormats(
    [zxingcpp.BarcodeFormat.QRCodeModel2, zxingcpp.BarcodeFormat.Code128]
)
NOT_SAID = ("deposited_at", "language", "sealed", "state")
"""Fields of a content that are facts for the machine, not words on the page."""


def opened(document: bytes) -> Any:
    return pymupdf.open(stream=document)  # type: ignore[no-untyped-call]


def words_by_mupdf(document: bytes) -> str:
    with opened(document) as pages:
        return " ".join(word[4] for page in pages for word in page.get_text("words"))


def text_by_pdfium(document: bytes) -> str:
    pages = pypdfium2.PdfDocument(document)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in pages)
    finally:
        pages.close()


def text_by_poppler(document: bytes) -> str:
    """Raises `FileNotFoundError` where poppler's programs are not installed."""
    command = ["pdftotext", "-", "-"]
    return subprocess.run(command, input=document, capture_output=True, check=True).stdout.decode()


def tokens(text: str) -> list[str]:
    """Arabic words; French words and references, without the punctuation around them."""
    return WORD.findall(ARABIC_SIGNS.sub(" ", CONTROLS.sub("", text)))


def said(content: ReceiptContent | LeafletContent) -> list[str]:
    """Every word of a content, in whatever language it is."""
    return [word for text in _texts(asdict(content)) for word in tokens(text)]


def content_of(record: Mapping[str, Any]) -> ReceiptContent:
    """The content of which this is the record: drawn again, it gives the page."""
    kinds = get_type_hints(ReceiptContent)
    read: dict[str, Any] = {}
    for name, kind in kinds.items():
        if name not in record:
            continue  # a record of before this field
        value = record[name]
        if get_origin(kind) is tuple:
            (part, _) = get_args(kind)
            read[name] = tuple(_part(part, one) for one in value)
        else:
            read[name] = Bilingual(**value) if kind is Bilingual else value
    return ReceiptContent(**read)


def _part(part: type, said: Mapping[str, Any]) -> Any:
    return part(**{
        name: Bilingual(**value) if isinstance(value, Mapping) else value
        for name, value in said.items()
    })  # fmt: skip


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for name, inner in value.items():
                if name not in NOT_SAID:
                    yield from _texts(inner)
        case tuple() | list():
            for inner in value:
                yield from _texts(inner)


def picture(document: bytes, dots_per_inch: int, page: int = 0) -> Image.Image:
    """A page, the first unless told otherwise, in grey."""
    pages = pypdfium2.PdfDocument(document)
    try:
        bitmap = pages[page].render(scale=dots_per_inch / 72, grayscale=True)
        return bitmap.to_pil().copy()  # type: ignore[no-any-return]
    finally:
        pages.close()


def codes(image: Image.Image) -> list[tuple[str, str]]:
    """Kind and text of each code on a page, by a scanner set to the two kinds that we print.

    Set to every kind there is, it takes some modules of one square code in two hundred for a code
    of another kind (Interleaved 2 of 5, Codabar, Micro QR): `docs/how_to/look_after_a_counter.md`.
    """
    read = zxingcpp.read_barcodes(image, formats=PRINTED_KINDS)
    return sorted((str(code.format), code.text) for code in read)


def attached(document: bytes, name: str) -> Any:
    with opened(document) as pages:
        return json.loads(pages.embfile_get(name))


def objects(document: bytes) -> list[str]:
    """Every object of the file, without blanks."""
    with opened(document) as pages:
        count = pages.xref_length()
        return [pages.xref_object(number, compressed=True) for number in range(1, count)]
