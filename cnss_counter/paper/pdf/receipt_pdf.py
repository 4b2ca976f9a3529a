"""A receipt as a PDF/A-3u file: tagged, in two languages, the same bytes for the same content."""

from __future__ import annotations

import json
from datetime import datetime

from cnss_counter.paper.content import seal
from cnss_counter.paper.content.receipt import ReceiptContent
from cnss_counter.paper.pdf.canvas import Canvas
from cnss_counter.paper.sheets.layout import pages

RECORD = "receipt.json"
"""The file that goes with the page: all it says, for a machine."""


def draw(content: ReceiptContent) -> bytes:
    """The receipt's file. Raises DataFileError when the typeface is not installed."""
    with Canvas(
        title=f"{content.title.fr} {content.reference}",
        author=content.organisation.fr,
        moment=datetime.fromisoformat(content.deposited_at),
        language="fr",
    ) as canvas:
        for page in pages(content):
            canvas.add_page(page)
        canvas.attach(RECORD, record(content))
        return canvas.finished()


def record(content: ReceiptContent) -> bytes:
    """The same content for a machine: the file that goes with the page."""
    return json.dumps(seal.record_of(content), ensure_ascii=False, indent=1, sort_keys=True).encode(
        errors="replace"
    )
