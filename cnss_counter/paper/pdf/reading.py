"""What goes with the pages of a PDF file, read by PDFium: of our own files, or within limits."""

from __future__ import annotations

from contextlib import closing, suppress

LARGEST_ATTACHED = 1_000_000
"""Bytes. The record of a receipt has ten thousand."""


MOST_ATTACHED = 100
"""Files that are looked at; with a receipt goes one."""


def attached(document: bytes, name: str) -> bytes | None:
    """The file of this name that goes with the pages; None when there is none, or it is too large.

    A file that somebody else made may fill the memory while it is read: see
    `services/printing/foreign_pdf.py`.
    """
    import pypdfium2

    with (
        suppress(ValueError, pypdfium2.PdfiumError),
        closing(pypdfium2.PdfDocument(document)) as pages,
    ):
        for number in range(min(pages.count_attachments(), MOST_ATTACHED)):
            file = pages.get_attachment(number)
            if file.get_name() == name:
                data = bytes(file.get_data())
                return data if len(data) <= LARGEST_ATTACHED else None
    return None
