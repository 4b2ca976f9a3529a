"""A text is a code when it holds nothing else; any other is a page, which anybody may write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import base45
import pymupdf
import pytest

from cnss_counter.errors import BadInputError
from cnss_counter.paper.content import seal
from cnss_counter.paper.content.seal import Print
from cnss_counter.paper.pdf.receipt_pdf import RECORD
from cnss_counter.services.printing import verification
from cnss_counter.services.printing.receipt_copies import Form
from cnss_counter.services.printing.verification import Verification
from cnss_counter.services.session import Session
from cnss_counter.storage.vault.public_keys import PublicKey
from testkit.clients import first_client
from testkit.forged_pages import page_of_objects
from testkit.reading import attached
from tests.refusals import refused


@pytest.fixture
def code(receipt: Path) -> str:
    return str(attached(receipt.read_bytes(), RECORD)["sealed"])


@pytest.fixture
def say(tmp_path: Path, keys: list[PublicKey]) -> Callable[[str], Verification]:
    """What is said of a file that holds this text."""

    def said(text: str) -> Verification:
        (tmp_path / "given").write_bytes(text.encode())
        return verification.verify(tmp_path / "given", keys)

    return said


ALONE: Mapping[str, str] = {
    "nothing": "{}",
    "an end of line": "{}\r\n",
    "blanks and empty lines": "\n  \t{} \n\n",
    "the mark of UTF-8": "\ufeff{}",
    "marks that isolate": "\u2066{}\u2069\n",
}


@pytest.mark.parametrize("around", ALONE)
def test_a_code_with_nothing_that_is_seen_around_it_is_genuine(
    code: str, say: Callable[[str], Verification], around: str
) -> None:
    found = say(ALONE[around].format(code))
    assert (found.outcome, found.covers) == ("genuine", "code")


def test_a_code_in_whose_letters_a_pdf_begins_by_chance_is_a_code(
    code: str, say: Callable[[str], Verification]
) -> None:
    """One in forty thousand; this one was signed by nobody, and is told as a code that was not."""
    sealed = seal.read(code)
    assert sealed is not None
    signature = "%PDF" + "0" * 92
    assert len(base45.b45decode(signature)) == len(sealed.signature)
    found = say(f"{sealed.said}/{signature}")
    assert (found.outcome, found.altered) == ("altered", "seal")


PAGES: Mapping[str, str] = {
    "a word before it": "ORIGINAL {}",
    "a word on the next line": "{}\nORIGINAL\n",
    "the code twice": "{0}\n{0}\n",
    "a point": "{}.",
    "HTML": "<html><body><h1>ORIGINAL</h1><pre>\n{}\n</pre></body></html>",
    "PostScript": "%!PS\n%\n{}\n(ORIGINAL) show showpage\n",
}


@pytest.mark.parametrize("page", PAGES)
def test_of_a_text_that_says_more_than_its_code_the_code_alone_is_proved(
    code: str, say: Callable[[str], Verification], page: str
) -> None:
    found = say(PAGES[page].format(code))
    assert (found.outcome, found.covers, found.record) == ("facts_genuine", "code", {})
    assert found.sealed == seal.read(code)


@pytest.mark.parametrize("form", ["text", "matrix"])
def test_a_receipt_in_text_is_a_page_whether_or_not_its_name_was_changed(
    session: Session, receipt: Path, say: Callable[[str], Verification], form: Form
) -> None:
    """Nobody signed its words: only the file in PDF is signed."""
    printed = session.receipts.save(receipt.stem, form=form).read_text("utf-8")
    name = first_client().answer("last_name")
    assert name in printed
    for text in (printed, printed.replace(name, "FADILI"), printed.replace("\n", "\r\n")):
        found = say(text)
        assert (found.outcome, found.covers) == ("facts_genuine", "code")
        assert found.sealed.reference == receipt.stem
        assert found.sealed.of_print == Print(1, 1, is_provisional=True, is_training=True)


def test_a_code_between_the_bars_of_a_receipt_in_text_is_no_code_alone(
    code: str, say: Callable[[str], Verification]
) -> None:
    barred = "".join(f"|{code[start : start + 78]}|\n" for start in range(0, len(code), 78))
    assert say(barred).outcome == "facts_genuine"


@pytest.mark.parametrize("front", ["", " " * 1100 + "\n%PDF-1.7\n", " " * 90_000 + "\n%PDF-1.7\n"])
def test_a_pdf_that_begins_far_behind_or_nowhere_is_a_page(
    code: str, say: Callable[[str], Verification], front: str
) -> None:
    page = f"{front}%\n{code}\n{page_of_objects('ORIGINAL')}"
    shown: Any = pymupdf.open(stream=page.encode(), filetype="pdf")  # type: ignore[no-untyped-call]
    assert "ORIGINAL" in shown[0].get_text(), "the control: a reader shows it"
    found = say(page)
    assert (found.outcome, found.covers) == ("facts_genuine", "code")


def test_a_page_with_a_code_that_nobody_signed_is_altered_and_without_a_key_unknown(
    code: str, say: Callable[[str], Verification], tmp_path: Path
) -> None:
    other = code.replace("/V1C0", "/V1C7")
    assert other != code
    assert say(f"ORIGINAL {other}").outcome == "altered"
    (tmp_path / "page.txt").write_text(f"ORIGINAL {code}")
    assert verification.verify(tmp_path / "page.txt", []).outcome == "unknown_key"


def test_a_page_whose_code_is_cut_is_no_receipt(
    code: str, say: Callable[[str], Verification]
) -> None:
    with refused(BadInputError, "verify.not_a_receipt"):
        say(f"<p>{code[:-1]}</p>")
