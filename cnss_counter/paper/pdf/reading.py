"""A receipt's file read back: what goes with its pages, and what they show."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Literal, get_type_hints

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.paper.content.receipt import Notice, ReceiptContent, ReceiptPaper, ReceiptRow
from cnss_counter.paper.content.seal import LAYOUT

if TYPE_CHECKING:
    import pypdfium2

Likeness = Literal["bytes", "picture", "words", "nothing"]
"""How far a file is the one that its words give when they are drawn again."""

_WORD = re.compile(r"\w+")
_PARTS: Mapping[str, type] = {
    "rows": ReceiptRow, "papers": ReceiptPaper, "notices": Notice,
    "copies": Bilingual, "next_steps": Bilingual, "marks": Bilingual,
}  # fmt: skip
_DOTS_PER_INCH = 100
_DIFFERENT_GREY, _DOTS_ALLOWED = 64, 6
"""What separates two drawings of the same page is nothing; the smallest change of a letter is
fourteen dots."""


def attached(document: bytes, name: str) -> dict[str, Any] | None:
    """A JSON object that goes with the pages; None when there is none that can be read."""
    with suppress(ValueError, *_refusals()), closing(_opened(document)) as pages:
        for number in range(pages.count_attachments()):
            file = pages.get_attachment(number)
            if file.get_name() == name:
                found = json.loads(bytes(file.get_data()))
                return found if isinstance(found, dict) else None
    return None


def content_of(said: Mapping[str, Any]) -> ReceiptContent | None:
    """The content whose words these are; None when another program had other words."""
    kinds = get_type_hints(ReceiptContent)
    read: dict[str, Any] = {}
    try:
        for field in fields(ReceiptContent):
            value = said[field.name]
            if part := _PARTS.get(field.name):
                read[field.name] = tuple(_part(part, one) for one in value)
            elif kinds[field.name] is Bilingual:
                read[field.name] = Bilingual(**value)
            else:
                read[field.name] = value
        return ReceiptContent(**read)
    except (KeyError, TypeError):
        return None


def likeness(document: bytes, drawn_again: bytes, layout: int) -> Likeness:
    """How far two files are the same to a reader's eyes.

    Of this program's layout every dot is held to; of another one, every word.
    """
    if document == drawn_again:
        return "bytes"
    with (
        suppress(*_refusals()),
        closing(_opened(document)) as given,
        closing(_opened(drawn_again)) as expected,
    ):
        if layout != LAYOUT:
            return "words" if _words(given) == _words(expected) else "nothing"
        if len(given) == len(expected) and all(
            _look_the_same(given[page], expected[page]) for page in range(len(given))
        ):
            return "picture"
    return "nothing"


def _opened(document: bytes) -> pypdfium2.PdfDocument:
    import pypdfium2

    return pypdfium2.PdfDocument(document)


def _refusals() -> tuple[type[Exception], ...]:
    import pypdfium2

    return (pypdfium2.PdfiumError,)


def _part(part: type, said: Mapping[str, Any]) -> Any:
    return part(**{
        name: Bilingual(**value) if isinstance(value, Mapping) else value
        for name, value in said.items()
    })  # fmt: skip


def _words(pages: pypdfium2.PdfDocument) -> Counter[str]:
    found: Counter[str] = Counter()
    for page in pages:
        with closing(page.get_textpage()) as text:
            found.update(_WORD.findall(text.get_text_range()))
    return found


def _look_the_same(given: pypdfium2.PdfPage, expected: pypdfium2.PdfPage) -> bool:
    if given.get_size() != expected.get_size():
        return False
    one, other = (
        bytes(page.render(scale=_DOTS_PER_INCH / 72, grayscale=True).buffer)
        for page in (given, expected)
    )
    if one == other:
        return True
    different = sum(abs(a - b) > _DIFFERENT_GREY for a, b in zip(one, other, strict=True))
    return different <= _DOTS_ALLOWED
