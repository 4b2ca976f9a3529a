"""PDFs that somebody made to fill the memory of whoever reads them, or to keep him for ever."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import cache

from cnss_counter.paper.pdf.receipt_pdf import RECORD

_MEGABYTE = 1_000_000
_NAME = RECORD.encode()


def pdf_with(
    attached: bytes, filters: str, length: int | None = None, trailer: bytes = b""
) -> bytes:
    """A page, and a file of this name beside it, written as somebody would who wants harm."""
    stream = b"<</Type/EmbeddedFile/Filter%s/Length %d>>stream\n%s\nendstream"
    return _document(stream % (filters.encode(), length or len(attached), attached), trailer)


@cache
def zeros(megabytes: int) -> bytes:
    """So many, deflated to a thousandth."""
    squeeze = zlib.compressobj(9)
    parts = [squeeze.compress(bytes(_MEGABYTE)) for _ in range(megabytes)]
    return b"".join([*parts, squeeze.flush()])


def nested(times: int, megabytes: int) -> bytes:
    """Zeros, deflated again and again."""
    data = zeros(megabytes)
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def _document(attached: bytes, trailer: bytes = b"", *more: bytes) -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(%s) 4 0 R]>>>>>>" % _NAME,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Type/Filespec/F(%s)/UF(%s)/EF<</F 5 0 R>>>>" % (_NAME, _NAME),
        attached,
        *more,
    ]
    written = b"%PDF-1.7\n"
    places = []
    for number, said in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj%s\nendobj\n" % (number, said)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    last = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
    many = len(objects) + 1
    end = last % (many, trailer.replace(b"HERE", b"%d" % len(written)), len(written))
    return written + b"xref\n0 %d\n0000000000 65535 f \n" % many + table + end


def _of_object_streams(megabytes: int) -> bytes:
    """The table is a stream, and all objects are in another that unfolds to this."""
    unfolded = zeros(megabytes)
    packed = (
        b"<</Type/ObjStm/N 900000/First 9000000/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
    )
    rows = b"".join(b"\x02\0\0\0\x06" + bytes([number]) for number in range(6))
    table = b"<</Type/XRef/W[1 4 1]/Size 6/Root 1 0 R/Length %d>>stream\n%s\nendstream"
    first = b"6 0 obj" + packed % (len(unfolded), unfolded) + b"\nendobj\n"
    second = b"7 0 obj" + table % (len(rows), rows) + b"\nendobj\n"
    start = len(b"%PDF-1.7\n" + first)
    return b"%PDF-1.7\n" + first + second + b"startxref\n%d\n%%%%EOF\n" % start


def _in_a_ring() -> bytes:
    """Pages whose parents are their children, and names that are their own."""
    ring = b"<</Type/Pages/Kids[6 0 R 6 0 R 6 0 R]/Count 99999999/Parent 6 0 R>>"
    document = _document(b"5 0 R", b"", ring)
    return document.replace(b"/Kids[3 0 R]", b"/Kids[6 0 R]").replace(b"4 0 R]", b"1 0 R]")


_JSON = zlib.compress(b"[" * 100_000 + b"]" * 100_000)

FORGED: Mapping[str, bytes] = {
    "a bomb": pdf_with(zeros(600), "/FlateDecode"),
    "a bomb in bombs": pdf_with(nested(2, 600), "[/FlateDecode/FlateDecode/FlateDecode]"),
    "a hundred filters": pdf_with(zlib.compress(b"{}"), f"[{'/FlateDecode' * 100}]"),
    "runs": pdf_with(b"\x81\0" * 1_000_000 + b"\x80", "/RunLengthDecode"),
    "runs in a bomb": pdf_with(
        zlib.compress(b"\x81\0" * 20_000_000), "[/FlateDecode/RunLengthDecode]"
    ),
    "JSON 100,000 deep": pdf_with(_JSON, "/FlateDecode"),
    "JSON of empty lists": pdf_with(zlib.compress(b"[" + b"[]," * 330_000 + b"0]"), "/FlateDecode"),
    "a length of 4 GB": pdf_with(b"{}", "/FlateDecode", 4_000_000_000),
    "a length below nothing": pdf_with(b"{}", "/FlateDecode", -5),
    "a table before itself": pdf_with(b"{}", "", None, b"/Prev HERE"),
    "a table and its stream": pdf_with(b"{}", "", None, b"/XRefStm HERE/Prev HERE"),
    "object streams": _of_object_streams(600),
    "a ring of pages": _in_a_ring(),
    "open brackets": b"%PDF-1.7\n" + b"1 0 obj<<" * 200_000,
    "open arrays": pdf_with(b"{}", "[" * 500_000),
    "streams that do not end": b"%PDF-1.7\n" + b"1 0 obj<</Length 99999999>>stream\n" * 280_000,
    "a size of 2³¹": pdf_with(b"{}", "").replace(b"/Size 6", b"/Size 2147483647"),
}
"""Each by what is wrong with it; none has more than 10 MB, and most less than 3."""
