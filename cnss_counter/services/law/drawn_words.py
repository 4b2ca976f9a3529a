"""Whether the words of a law can be drawn: each letter is there, and a receipt has room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from cnss_counter.errors import DataFileError
from cnss_counter.paper.content.receipt import ReceiptContent
from cnss_counter.paper.sheets.layout import has_room
from cnss_counter.paper.typesetting.typeface import lacking
from cnss_counter.rules.procedure import Procedure
from cnss_counter.wording.checked import CheckedWording


def require_letters(languages: Sequence[CheckedWording], references: Iterable[str]) -> None:
    """Refuse the first letter that paper would not show as written, in words or a text of law."""
    with _whatever_the_typeface():
        for words in languages:
            for file in words.files:
                for key, text in file.sentences.items():
                    if letter := lacking(text):
                        raise file.refused("no_letter", key, letter=letter)
        for reference in references:
            if letter := lacking(reference):
                key = f"references.{reference}"
                raise languages[0].files[0].refused("no_letter", key, letter=letter)


def require_drawn(procedure: Procedure, receipts: Sequence[ReceiptContent]) -> None:
    """Refuse a procedure whose plainest receipt, the first, has no room on a sheet."""
    with _whatever_the_typeface():
        if not has_room(receipts[0]):
            file = f"procedures/{procedure.id}.toml"
            raise DataFileError("data_file_no_room", file=file, key="papers", rule="no_room")


@contextmanager
def _whatever_the_typeface() -> Iterator[None]:
    """Without the typeface no paper is drawn at all, which is told where one is asked for."""
    try:
        yield
    except DataFileError as error:
        if error.code != "font.missing":
            raise
