"""Receipts as a scanner and a stranger's PDF tool see them: `make paper`.

Prints one copy of each kind at 300 dots per inch and lets tesseract read it: at least 80 % of the
Arabic words and 95 % of the French ones must come back. Before that, `qpdf --check` must find
nothing.
Both programs come with the system (Debian: qpdf, tesseract-ocr, -ara, -fra).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from cnss_counter.paper.pdf.receipt_pdf import draw
from cnss_counter.paper.sheets.layout import pages
from cnss_counter.text import has_arabic
from testkit import receipts
from testkit.reading import picture, said, tokens

DOTS_PER_INCH = 300
READ = {"ar": 0.80, "fr": 0.95}


def main() -> int:
    """0: all is read; 1: a floor is missed or a file is damaged; 2: a program is not here."""
    is_good = True
    try:
        for kind, make in receipts.KINDS.items():
            content = make()
            document = draw(content)
            is_sound = check_syntax(document)
            copy = range(len(pages(content)) // len(content.copies))
            found = {word for page in copy for word in tokens(recognised(document, page))}
            shares = {}
            for language in READ:
                words = [word for word in said(content) if has_arabic(word) == (language == "ar")]
                shares[language] = sum(word in found for word in words) / len(words)
            is_good &= is_sound and all(shares[each] >= floor for each, floor in READ.items())
            syntax = "sound" if is_sound else "DAMAGED"
            print(f"{kind:14} {syntax:8} ar {shares['ar']:.1%}  fr {shares['fr']:.1%}")
    except FileNotFoundError as missing:
        print(f"{missing.filename}: not found; see the head of this file", file=sys.stderr)
        return 2
    return 0 if is_good else 1


def check_syntax(document: bytes) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "receipt.pdf"
        file.write_bytes(document)
        checked = subprocess.run(["qpdf", "--check", str(file)], check=False, capture_output=True)
    return checked.returncode == 0


def recognised(document: bytes, page: int) -> str:
    """The text that tesseract reads on a page."""
    with tempfile.TemporaryDirectory() as folder:
        scan = Path(folder) / "page.png"
        picture(document, DOTS_PER_INCH, page).save(scan, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
        command = ["tesseract", str(scan), "-", "-l", "ara+fra", "--psm", "3"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    raise SystemExit(main())
