"""A PDF that anybody may have made: what is attached to it is read, and nothing more is taken."""

from __future__ import annotations

import resource
import subprocess
import sys
import zlib
from pathlib import Path

import pymupdf
import pytest

from cnss_counter.errors import BadInputError
from cnss_counter.paper.pdf.receipt_pdf import RECORD
from cnss_counter.services.printing import foreign_pdf, verification
from testkit.forged_pdfs import FORGED, nested, pdf_with, zeros

MEGABYTE = 1_000_000
LOOKED_AT = """
import resource, sys
from pathlib import Path
from {module} import attached
from cnss_counter.errors import BadInputError
try:
    found = attached(Path(sys.argv[1]).read_bytes(), sys.argv[2])
except BadInputError as refusal:
    found = refusal.code == "verify.not_examined" and b""
who = resource.{who}
print(-1 if found is False else len(found or b""), resource.getrusage(who).ru_maxrss // 1000)
"""
"""What is found in a file, in bytes, and the memory that it took, in megabytes."""


def memory_of(file: Path, module: str, who: str) -> tuple[int, int]:
    look = LOOKED_AT.format(module=module, who=who)
    said = subprocess.run(
        [sys.executable, "-c", look, file, RECORD], capture_output=True, check=True
    ).stdout
    found, memory = map(int, said.split())
    return found, memory


def test_what_is_attached_to_an_ordinary_file_is_read() -> None:
    assert foreign_pdf.attached(pdf_with(zlib.compress(b"{}"), "/FlateDecode"), RECORD) == b"{}"


def test_a_small_file_that_unfolds_to_a_great_one_takes_no_more_than_is_given(
    tmp_path: Path,
) -> None:
    file = tmp_path / "bomb.pdf"
    file.write_bytes(pdf_with(zeros(600), "/FlateDecode"))
    assert file.stat().st_size < MEGABYTE
    found, memory = memory_of(file, "cnss_counter.services.printing.foreign_pdf", "RUSAGE_CHILDREN")
    assert (found, memory < 300) == (0, True)
    _, memory = memory_of(file, "cnss_counter.paper.pdf.reading", "RUSAGE_SELF")
    assert memory > 600, "the control: PDFium without limits"


def test_a_file_that_takes_its_reader_many_seconds_is_left_in_the_fourth() -> None:
    """The next one is read all the same, and two of them take less than ten."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with pytest.raises(BadInputError, match=NOT_EXAMINED):
        foreign_pdf.attached(FORGED["streams that do not end"], RECORD)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 4


@pytest.mark.parametrize(("others", "is_found"), [(99, True), (100, False)])
def test_of_files_without_end_that_go_with_pages_a_hundred_are_looked_at(
    others: int, is_found: bool
) -> None:
    with pymupdf.open() as pages:  # type: ignore[no-untyped-call]
        pages.new_page()
        for number in range(others):
            pages.embfile_add(f"a{number:03}", b"any")
        pages.embfile_add(RECORD, b"{}", filename=RECORD)
        document = pages.tobytes()
    assert foreign_pdf.attached(document, RECORD) == (b"{}" if is_found else None)


NO_RECEIPT, NOT_EXAMINED = "verify.not_a_receipt", "verify.not_examined"


@pytest.mark.parametrize(
    ("code", "document"),
    [
        (NOT_EXAMINED, pdf_with(nested(2, 900), "[/FlateDecode/FlateDecode/FlateDecode]")),
        (NO_RECEIPT, pdf_with(zlib.compress(b"[" * 900_000), "/FlateDecode")),
        (NO_RECEIPT, pdf_with(zlib.compress(b"9" * 900_000), "/FlateDecode")),
        (NO_RECEIPT, pdf_with(zlib.compress(b"[1, 2]"), "/FlateDecode")),
        (NO_RECEIPT, pdf_with(b"{}", "/FlateDecode", 4_000_000_000)),
        (NO_RECEIPT, b"%PDF-1.7\n" + b"1 0 obj<<" * 200_000),
    ],
    ids=["nested", "deep", "a long number", "a list", "a length that is none", "open brackets"],
)
def test_a_hostile_file_is_no_receipt(tmp_path: Path, code: str, document: bytes) -> None:
    (tmp_path / "hostile.pdf").write_bytes(document)
    with pytest.raises(BadInputError) as told:
        verification.verify(tmp_path / "hostile.pdf", [])
    assert (told.value.code, told.value.detail) == (code, {"file": str(tmp_path / "hostile.pdf")})
