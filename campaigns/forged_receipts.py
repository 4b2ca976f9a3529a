"""Receipts dressed up in twenty-six ways: none is told genuine, each untouched one is.

By another program that saves the whole file, by one that appends, byte by byte, and with an editor
that writes a page around a genuine code.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pymupdf
from base45 import b45encode

from campaigns.apparatus import counters, forged_texts
from campaigns.frame import Findings
from cnss_counter.errors import BadInputError
from cnss_counter.paper.content import seal
from cnss_counter.paper.pdf.receipt_pdf import RECORD
from cnss_counter.paths import Home
from cnss_counter.services.printing import verification
from cnss_counter.storage.vault.public_keys import PublicKey
from testkit.reading import attached

SHORT, LONG = 52, 10_000
CONTROL_BREAKS = frozenset({"forged_genuine"})
_FORGED_IN_CONTROL = 52
_RECEIPTS = 4
_LINE = b"\n%cnss-counter "

Look = Callable[[Path, Iterable[PublicKey]], bool]


class _Receipt(NamedTuple):
    whole: bytes
    """Its PDF."""
    printed: str
    """A duplicate of it in text."""

    @property
    def code(self) -> str:
        return str(attached(self.whole, RECORD)["sealed"])


def run(count: int, seed: int) -> Findings:
    def is_genuine(file: Path, keys: Iterable[PublicKey]) -> bool:
        try:
            return verification.verify(file, keys).outcome == "genuine"
        except BadInputError:
            return False

    return _forge(count, seed, is_genuine)


def control(seed: int) -> Findings:
    """A look that believes a page when the code that goes with it or stands in it is genuine."""

    def has_a_genuine_code(file: Path, keys: Iterable[PublicKey]) -> bool:
        try:
            code = _in_text(file) or str(attached(file.read_bytes(), RECORD)["sealed"])
        except (ValueError, RuntimeError, KeyError):
            return False
        found = verification.verify_text(code, keys)
        return found is not None and found.outcome == "genuine"

    return _forge(_FORGED_IN_CONTROL, seed, has_a_genuine_code)


def _in_text(file: Path) -> str:
    text = file.read_text("utf-8", "replace")
    found = seal.find(text) or seal.find(text.replace("|\n|", ""))
    return f"{found.sealed.said}/{b45encode(found.sealed.signature).decode()}" if found else ""


def _forge(count: int, seed: int, is_genuine: Look) -> Findings:
    chance = random.Random(seed)
    forged: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "forged.pdf"
        receipts, keys = _receipts(Home(Path(folder) / "home"))
        untouched = [one.whole for one in receipts] + [one.code.encode() for one in receipts]
        refused = sum(not is_genuine(_written(place, whole), keys) for whole in untouched)
        kinds: Counter[str] = Counter()
        every_kind = [*_KINDS, *forged_texts.FORGED]
        while kinds.total() < count:
            kind = every_kind[kinds.total() % len(every_kind)]
            one, other = chance.sample(receipts, 2)
            changed = _forged(kind, one, other, chance)
            assert changed not in untouched, kind
            forged[kind] += is_genuine(_written(place, changed), keys)
            kinds[kind] += 1
    tried = {"genuine": len(untouched), "forged": kinds.total(), "kinds": len(kinds)}
    return Findings(tried, {"forged_genuine": forged.total(), "genuine_refused": refused})


def _forged(kind: str, one: _Receipt, other: _Receipt, chance: random.Random) -> bytes:
    if kind in forged_texts.FORGED:
        return forged_texts.FORGED[kind](one.printed, one.code, chance).encode()
    return _KINDS[kind](one.whole, other.whole, chance)


def _receipts(home: Home) -> tuple[list[_Receipt], list[PublicKey]]:
    """So many receipts, and the public keys of their counter."""
    counters.make(home)
    receipts = []
    with counters.at_the_desk(home) as session:
        for number in range(1, _RECEIPTS + 1):
            draft = counters.request(session, number)
            stored = session.drafts.new(session.cleaned(draft))
            done = counters.deposit(session, stored.id, draft)
            whole = session.receipts.save(done.reference).read_bytes()
            printed = session.receipts.save(done.reference, form="text").read_text("utf-8")
            receipts.append(_Receipt(whole, printed))
    return receipts, verification.known_keys(None, home)


def _written(place: Path, document: bytes) -> Path:
    place.write_bytes(document)
    return place


# Byte by byte


def _one_bit(whole: bytes, _: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(whole))
    return whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :]


def _a_piece_taken_out(whole: bytes, _: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(whole) - 9)
    return whole[:place] + whole[place + chance.randrange(1, 9) :]


def _something_behind(whole: bytes, _: bytes, chance: random.Random) -> bytes:
    return whole + chance.choice((b"\n", b"%\n", whole[-40:], b"%%EOF\n"))


def _the_signature_of_another(whole: bytes, other: bytes, _: random.Random) -> bytes:
    ours, theirs = whole.rindex(_LINE), other.rindex(_LINE)
    end = ours + whole[ours + 1 :].index(b"\n") + 1
    return whole[:ours] + other[theirs : theirs + end - ours] + whole[end:]


def _the_code_in_front(whole: bytes, _: bytes, chance: random.Random) -> bytes:
    """A page written on, behind a line that is its genuine code."""
    code = str(attached(whole, RECORD)["sealed"]).encode()
    return code + b"\n" * chance.randrange(1, 700) + _edited(_write)(whole, b"", chance)


def _another_file_in_front(whole: bytes, other: bytes, _: random.Random) -> bytes:
    return other + whole


# By a program that reads and writes PDF


def _edited(edit: Callable[[Any, bytes, random.Random], object]) -> _Forgery:
    def forged(whole: bytes, other: bytes, chance: random.Random) -> bytes:
        with pymupdf.open(stream=whole) as pages:  # type: ignore[no-untyped-call]
            edit(pages, other, chance)
            return bytes(pages.tobytes(garbage=chance.choice((0, 4))))

    return forged


def _appended(whole: bytes, _: bytes, chance: random.Random) -> bytes:
    """A revision behind the file, of which every byte stays as it was."""
    with tempfile.TemporaryDirectory() as folder:
        file = _written(Path(folder) / "revised.pdf", whole)
        with pymupdf.open(file) as pages:  # type: ignore[no-untyped-call]
            _write(pages, b"", chance)
            pages.saveIncr()
        return file.read_bytes()


def _place_of(chance: random.Random) -> tuple[int, int]:
    return chance.randrange(40, 500), chance.randrange(60, 380)


def _digits(chance: random.Random) -> str:
    return f"{chance.randrange(10**9):09}"


def _write(pages: Any, _: bytes, chance: random.Random) -> None:
    pages[0].insert_text(_place_of(chance), _digits(chance), fontsize=9)


def _write_pale(pages: Any, _: bytes, chance: random.Random) -> None:
    grey = (chance.uniform(0.76, 0.99),) * 3
    pages[0].insert_text(_place_of(chance), _digits(chance), fontsize=9, color=grey)


def _erase_a_letter(pages: Any, _: bytes, chance: random.Random) -> None:
    word = chance.choice(pages[0].get_text("words"))
    pages[0].add_redact_annot(word[:4])
    pages[0].apply_redactions()


def _note(pages: Any, _: bytes, chance: random.Random) -> None:
    left, top = _place_of(chance)
    note = pages[0].add_freetext_annot((left, top, left + 90, top + 20), "ORIGINAL")
    note.set_flags(chance.choice((4, 36)))  # printed; printed and not shown


def _form_field(pages: Any, _: bytes, chance: random.Random) -> None:
    field: Any = pymupdf.Widget()  # type: ignore[no-untyped-call]
    left, top = _place_of(chance)
    field.rect = pymupdf.Rect(left, top, left + 90, top + 15)  # type: ignore[no-untyped-call]
    field.field_name, field.field_value, field.field_type = "name", _digits(chance), 7
    pages[0].add_widget(field)


def _layer(pages: Any, _: bytes, chance: random.Random) -> None:
    layer = pages.add_ocg("more", on=chance.random() < 0.5)
    pages[0].insert_text(_place_of(chance), _digits(chance), fontsize=9, oc=layer)


def _page_box(pages: Any, _: bytes, chance: random.Random) -> None:
    page = pages[0]
    page.set_cropbox((0, 0, page.rect.width, page.rect.height - chance.randrange(1, 200)))


def _page_more(pages: Any, other: bytes, chance: random.Random) -> None:
    with pymupdf.open(stream=other) as others:  # type: ignore[no-untyped-call]
        pages.insert_pdf(others, start_at=chance.choice((0, -1)))


def _metadata(pages: Any, _: bytes, chance: random.Random) -> None:
    pages.set_metadata({"title": _digits(chance)})


def _script(pages: Any, _: bytes, chance: random.Random) -> None:
    said = f"<</S/JavaScript/JS(app.alert\\({_digits(chance)}\\))>>"
    pages.xref_set_key(pages.pdf_catalog(), "OpenAction", said)


def _words_of_another(pages: Any, other: bytes, _: random.Random) -> None:
    _put_beside(pages, attached(other, RECORD))


def _another_word(pages: Any, _: bytes, chance: random.Random) -> None:
    said = json.loads(pages.embfile_get(RECORD))
    said["rows"][chance.randrange(len(said["rows"]))]["value"] = _digits(chance)
    said["marks"] = []
    _put_beside(pages, said)


def _put_beside(pages: Any, said: object) -> None:
    pages.embfile_del(RECORD)
    pages.embfile_add(RECORD, json.dumps(said).encode(), filename=RECORD)


_Forgery = Callable[[bytes, bytes, random.Random], bytes]

_KINDS: Mapping[str, _Forgery] = {
    "one bit": _one_bit,
    "a piece taken out": _a_piece_taken_out,
    "something behind": _something_behind,
    "the signature of another": _the_signature_of_another,
    "another file in front": _another_file_in_front,
    "the code in front": _the_code_in_front,
    "a revision appended": _appended,
    "saved again": _edited(lambda *_: None),
    "written on": _edited(_write),
    "written on, pale": _edited(_write_pale),
    "a word erased": _edited(_erase_a_letter),
    "a note": _edited(_note),
    "a form field": _edited(_form_field),
    "a layer": _edited(_layer),
    "another page box": _edited(_page_box),
    "pages of another": _edited(_page_more),
    "metadata": _edited(_metadata),
    "a script": _edited(_script),
    "the words of another": _edited(_words_of_another),
    "another word beside it": _edited(_another_word),
}
