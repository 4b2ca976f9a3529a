"""Receipts that prove themselves: genuine, altered, of an unknown key, or no receipt at all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import base45
import pymupdf
import pytest

from cnss_counter import wording
from cnss_counter.clock import Clock
from cnss_counter.errors import BadInputError
from cnss_counter.paper.content import seal
from cnss_counter.paper.content.seal import Print
from cnss_counter.paper.pdf import file_signature
from cnss_counter.paper.pdf.receipt_pdf import RECORD
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.custody import counter_key, journal_check
from cnss_counter.services.printing import sealed_facts, verification
from cnss_counter.services.printing.verification import Verification
from cnss_counter.services.session import Session
from cnss_counter.storage.tables import counter
from cnss_counter.storage.tables.counter import SigningKey
from cnss_counter.storage.vault import public_keys
from cnss_counter.storage.vault.public_keys import PublicKey
from testkit.clients import first_client
from testkit.reading import attached, codes, picture
from tests.refusals import refused
from tests.services.conftest import PASSWORD, consent

PRINTED_AND_NOT_SHOWN = 1 << 2 | 1 << 5
"""Of a PDF annotation: `Print` and `NoView`."""

A_FIELD_OF_TEXT = 7
"""MuPDF's kind of a form's field."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def _sealed(receipt: Path) -> str:
    return str(attached(receipt.read_bytes(), RECORD)["sealed"])


def _put_beside(pages: Any, said: object) -> None:
    pages.embfile_del(RECORD)
    pages.embfile_add(RECORD, json.dumps(said).encode(), filename=RECORD)


def _keys_of(receipt: Path) -> list[PublicKey]:
    return public_keys.read(Home(receipt.parents[1]).public_keys)


def _edited(receipt: Path, edit: Callable[[Any], object]) -> Verification:
    """What is said of the receipt after another program has changed it and saved it whole."""
    changed = receipt.with_name("changed.pdf")
    with pymupdf.open(receipt) as pages:  # type: ignore[no-untyped-call]
        edit(pages)
        pages.save(changed, garbage=4, deflate=True)
    return verification.verify(changed, _keys_of(receipt))


def _as_bytes(receipt: Path, changed: bytes) -> Verification:
    """What is said of these bytes in the receipt's place."""
    receipt.with_name("changed.pdf").write_bytes(changed)
    return verification.verify(receipt.with_name("changed.pdf"), _keys_of(receipt))


def _erased_and_written_over(pages: Any) -> None:
    page = pages[0]
    (place, *_) = page.search_for("123456789")
    page.add_redact_annot(place, text="987654321")
    page.apply_redactions()


def _pale_text(pages: Any) -> None:
    pages[0].insert_text((40, 60), "987654321", fontsize=9, color=(0.85, 0.85, 0.85))


def _an_annotation_that_is_only_printed(pages: Any) -> None:
    note = pages[0].add_freetext_annot((40, 40, 200, 60), "ORIGINAL")
    note.set_flags(PRINTED_AND_NOT_SHOWN)


def _a_form_field_over_a_name(pages: Any) -> None:
    field: Any = pymupdf.Widget()  # type: ignore[no-untyped-call]
    field.rect = pymupdf.Rect(60, 60, 160, 80)  # type: ignore[no-untyped-call]
    field.field_name, field.field_value = "name", "FADILI"
    field.field_type = A_FIELD_OF_TEXT
    pages[0].add_widget(field)


def _a_layer(pages: Any) -> None:
    layer = pages.add_ocg("more", on=True)
    pages[0].insert_text((40, 60), "987654321", fontsize=9, oc=layer)


def _a_cropped_page(pages: Any) -> None:
    page = pages[0]
    page.set_cropbox((0, 0, page.rect.width, page.rect.height - 100))


def _mark(pages: Any) -> None:
    pages[0].insert_text((40, 60), "DUPLICATA 7", fontsize=9)


EDITS: Mapping[str, Callable[[Any], object]] = {
    "saved again, nothing else": lambda _: None,
    "erased and written over": _erased_and_written_over,
    "a drawn line": lambda pages: pages[0].draw_line((40, 40), (200, 40)),
    "pale text": _pale_text,
    "an annotation that is only printed": _an_annotation_that_is_only_printed,
    "a form field over a name": _a_form_field_over_a_name,
    "a layer": _a_layer,
    "a cropped page": _a_cropped_page,
    "a mark more": _mark,
    "a page more": lambda pages: pages.new_page(),
    "another title": lambda pages: pages.set_metadata({"title": "Accusé n° 2"}),
    "another file beside it": lambda pages: pages.embfile_add("note.txt", b"", filename="n"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_receipt_that_another_program_saved_is_never_genuine_and_what_was_sealed_is_shown(
    receipt: Path, edit: str
) -> None:
    found = _edited(receipt, EDITS[edit])
    assert (found.outcome, found.covers) == ("facts_genuine", "code")
    assert "123456789" in {row["value"] for row in found.record["rows"]}


def test_every_byte_of_a_receipt_is_signed(receipt: Path) -> None:
    """One bit at a time, over the whole file, and a byte more or less at its end."""
    whole = receipt.read_bytes()
    assert _as_bytes(receipt, whole).outcome == "genuine"
    keys = _keys_of(receipt)
    for place in range(0, len(whole), len(whole) // 500):
        changed = bytearray(whole)
        changed[place] ^= 1
        assert verification._signer(bytes(changed), keys) is None, place
    for other in (whole[:-1], whole + b"\n", whole + b"% a note\n", b"\n" + whole):
        assert verification._signer(other, keys) is None
    assert verification._signer(whole, keys) in keys, "the control"


def test_what_is_appended_to_a_receipt_takes_its_proof_away(receipt: Path) -> None:
    """As a revision is: readers take what was written last."""
    whole = receipt.read_bytes()
    end = whole[whole.rindex(b"startxref") :]
    line = whole[whole.rindex(b"%cnss-counter") : whole.rindex(b"startxref")]
    for changed in (whole + end, whole + line + end, whole + whole):
        assert _as_bytes(receipt, changed).outcome != "genuine"


def test_a_code_beside_a_forged_page_is_no_proof_of_it(receipt: Path) -> None:
    """Readers look for a PDF's first words up to a thousand bytes into a file."""
    with pymupdf.open(receipt) as pages:  # type: ignore[no-untyped-call]
        _mark(pages)
        forged = bytes(pages.tobytes())
    code = _sealed(receipt).encode()
    for front in (code + b"\n", b"\n", b"\n" * 700 + code + b"\n"):
        opened: Any = pymupdf.open(stream=front + forged)  # type: ignore[no-untyped-call]
        assert opened.page_count, "the control: it is shown all the same"
        assert _as_bytes(receipt, front + forged).outcome == "facts_genuine"
    with refused(BadInputError, "verify.not_a_receipt"):
        _as_bytes(receipt, code + b"\n" + b"\x00" + forged[4:])
    assert _as_bytes(receipt, b"\xef\xbb\xbf" + code + b"\r\n").covers == "code"


def test_a_page_that_another_counter_signed_proves_nothing_here(
    receipt: Path, keys: list[PublicKey]
) -> None:
    """Four letters name a key: two counters may have the same."""
    other = SigningKey(keys[0].key_id, bytes(32))
    theirs = replace(keys[0], agency="099", counter="7", public_key=other.public_key.hex())
    line = re.compile(rb"%cnss-counter [^\n]+\n")
    with pymupdf.open(stream=line.sub(b"", receipt.read_bytes())) as pages:  # type: ignore[no-untyped-call]
        _mark(pages)
        forged = bytes(pages.tobytes())
    end = forged.rindex(b"startxref")
    place = int(forged[end:].split()[1])
    forged = forged[:end] + b"startxref\n%d\n%%%%EOF\n" % place
    signed = file_signature.signed(forged, "099", "7", other.key_id, other.sign)
    receipt.with_name("theirs.pdf").write_bytes(signed)
    found = verification.verify(receipt.with_name("theirs.pdf"), [*keys, theirs])
    assert found.outcome == "facts_genuine"
    assert verification._signer(signed, [*keys, theirs]) == theirs, "the control"


def test_a_signature_of_one_receipt_is_none_of_another(session: Session, receipt: Path) -> None:
    other = first_client(immatriculation_number="987654321")
    two = session.receipts.save(session.deposit("two", session.assess(other), consent()).reference)
    pattern = re.compile(rb"\n%cnss-counter [^\n]+\n")
    (line,) = pattern.findall(two.read_bytes())
    exchanged = pattern.sub(lambda _: line, receipt.read_bytes())
    assert _as_bytes(receipt, exchanged).outcome == "facts_genuine"


def _other_record(receipt: Path, change: Callable[[dict[str, Any]], object]) -> Verification:
    def put(pages: Any) -> None:
        said = json.loads(pages.embfile_get(RECORD))
        change(said)
        pages.embfile_del(RECORD)
        pages.embfile_add(RECORD, json.dumps(said).encode(), filename=RECORD)

    return _edited(receipt, put)


@pytest.mark.parametrize(
    "change",
    [
        {"rows": []},
        {"reference": "RCS-041-1-2025-000002-22"},
        {"marks": []},
        {"duplicate": 1},
        {"is_provisional": False},
        {"version": 2},
        {"format": "cnss-counter receipt 2"},
        {"come_back_text": {"fr": "", "ar": ""}},
        {"a word": "more"},
    ],
)
def test_other_words_beside_a_receipt_are_altered(receipt: Path, change: dict[str, Any]) -> None:
    """Marks, copy and version are as sealed as the name."""
    found = _other_record(receipt, lambda said: said.update(change))
    assert (found.outcome, found.altered) == ("altered", "words")


def test_a_receipt_as_it_was_drawn_is_genuine(receipt: Path, keys: list[PublicKey]) -> None:
    found = verification.verify(receipt, keys)
    assert (found.outcome, found.covers, found.is_training) == ("genuine", "page", True)
    assert found.sealed.reference == receipt.stem
    assert found.sealed.of_print == Print(1, 0, is_provisional=True, is_training=True)


def test_a_duplicate_says_in_its_code_which_one_it_is(
    session: Session, receipt: Path, keys: list[PublicKey]
) -> None:
    duplicate = session.receipts.save(receipt.stem)
    found = verification.verify(duplicate, keys)
    assert found.outcome == "genuine"
    assert found.sealed.of_print is not None
    assert found.sealed.of_print.copy == 1
    scanned = verification.verify_text(_sealed(duplicate), keys)
    assert scanned is not None
    assert scanned.sealed.of_print == found.sealed.of_print


BEFORE = Path(__file__).parent / "sealed_before"
"""Provisional receipts of before, and the keys that prove them: one of the release that did not
sign files, one whose record is written as `cnss-counter receipt 3`."""


def test_of_a_receipt_sealed_before_the_words_are_proved_and_not_the_page() -> None:
    keys = public_keys.read(BEFORE / "public_keys.json")
    found = verification.verify(BEFORE / "receipt.pdf", keys)
    assert (found.outcome, found.covers, found.altered) == ("facts_genuine", "code", "")
    assert found.sealed.of_print is None
    assert len(found.record["rows"]) > 3
    code = verification.verify_text(_sealed(BEFORE / "receipt.pdf"), keys)
    assert code is not None
    assert (code.outcome, code.covers) == ("genuine", "code")


def test_a_receipt_of_the_third_form_is_read_and_told_as_it_was(tmp_path: Path) -> None:
    keys = public_keys.read(BEFORE / "public_keys_3.json")
    kept = (BEFORE / "receipt_3.pdf").read_bytes()
    assert attached(kept, RECORD)["format"] == "cnss-counter receipt 3"
    found = verification.verify(BEFORE / "receipt_3.pdf", keys)
    assert (found.outcome, found.covers) == ("genuine", "page")
    (resaved := tmp_path / "resaved.pdf").write_bytes(kept[:-1])
    again = verification.verify(resaved, keys)
    assert (again.outcome, again.covers) == ("facts_genuine", "code")
    lines = sealed_facts.lines(again, wording.load("fr"))
    told = " ".join(f"{line.label} {line.value}" for line in lines)
    for words in ("BOUHADDOU Lahcen", "Demandée à l'ancien employeur", "est définitive"):
        assert words in told


def test_the_code_scanned_from_the_paper_is_genuine(
    receipt: Path, keys: list[PublicKey], tmp_path: Path
) -> None:
    scanned = {text for kind, text in codes(picture(receipt.read_bytes(), 150)) if "QR" in kind}
    assert scanned == {_sealed(receipt)}
    (tmp_path / "scan.txt").write_text(f"{scanned.pop()}\r\n")
    found = verification.verify(tmp_path / "scan.txt", keys)
    assert (found.outcome, found.covers) == ("genuine", "code")


def test_every_single_character_of_a_code_changed_is_refused(
    receipt: Path, keys: list[PublicKey]
) -> None:
    sealed = _sealed(receipt)
    genuine = verification.verify_text(sealed, keys)
    assert genuine is not None
    assert genuine.outcome == "genuine"
    accepted = []
    for place, right in enumerate(sealed):
        for wrong in set(ALPHABET) - {right}:
            found = verification.verify_text(f"{sealed[:place]}{wrong}{sealed[place + 1 :]}", keys)
            if found is not None and found.outcome == "genuine":
                accepted.append((place, wrong))
    assert accepted == []


def test_a_code_cut_or_with_more_behind_it_is_refused(receipt: Path, keys: list[PublicKey]) -> None:
    sealed = _sealed(receipt)
    assert verification.verify_text(sealed[:-1], keys) is None
    assert verification.verify_text(f"{sealed}A", keys) is None
    assert verification.verify_text(sealed.lower(), keys) is None


def test_a_code_names_nobody(receipt: Path) -> None:
    """The signature is noise, in which some letters stand by chance; what it signs has none."""
    sealed = seal.read(_sealed(receipt))
    assert sealed is not None
    assert set(_sealed(receipt)) <= set(ALPHABET)
    client = first_client()
    for field in ("last_name", "first_name", "identity_number", "immatriculation_number"):
        assert client.answer(field).upper() not in sealed.said


def test_without_the_counters_key_nothing_is_said_of_it(
    receipt: Path, keys: list[PublicKey], tmp_path: Path
) -> None:
    assert verification.verify(receipt, []).outcome == "unknown_key"
    (tmp_path / "scan.txt").write_text(_sealed(receipt))
    assert verification.verify(tmp_path / "scan.txt", []).outcome == "unknown_key"
    assert verification.verify(tmp_path / "scan.txt", keys).outcome == "genuine"


def test_a_key_under_the_same_name_that_did_not_sign_says_altered(
    receipt: Path, keys: list[PublicKey]
) -> None:
    impostors = [replace(key, public_key="11" * 32) for key in keys]
    assert verification.verify(receipt, impostors).outcome == "altered"
    assert verification.verify(receipt, [*impostors, *keys]).outcome == "genuine"


@pytest.mark.parametrize("content", [b"", b"a shopping list\n", b"%PDF-1.7 and then nothing",
                                     b"RD1/RCS-041", b"\xff\xfe\x00"])  # fmt: skip
def test_what_is_no_receipt_is_named(tmp_path: Path, keys: list[PublicKey], content: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    with refused(BadInputError, "verify.not_a_receipt") as detail:
        verification.verify(file, keys)
    assert detail == {"file": str(file)}


def test_a_pdf_of_somebody_else_is_no_receipt(tmp_path: Path, keys: list[PublicKey]) -> None:
    pages: Any = pymupdf.open()  # type: ignore[no-untyped-call]
    pages.new_page().insert_text((72, 72), "Accusé de dépôt RCS-041-1-2025-000001-15")
    pages.save(tmp_path / "other.pdf")
    with refused(BadInputError, "verify.not_a_receipt"):
        verification.verify(tmp_path / "other.pdf", keys)


def test_old_receipts_are_proved_after_the_key_was_replaced(
    session: Session, home: Home, receipt: Path
) -> None:
    before = seal.read(_sealed(receipt))
    new = counter_key.replace(session.context)
    other = first_client(immatriculation_number="987654321")
    newer = session.receipts.save(
        session.deposit("two", session.assess(other), consent()).reference
    )
    keys = public_keys.read(home.public_keys)
    found = [verification.verify(file, keys) for file in (receipt, newer)]
    assert [one.outcome for one in found] == ["genuine", "genuine"]
    assert before is not None
    assert [one.sealed.key_id for one in found] == [before.key_id, new]
    again = verification.verify(session.receipts.save(receipt.stem), keys)
    assert (again.outcome, again.sealed.key_id) == ("genuine", new), "drawn today, signed today"
    assert journal_check.verify(session.context, whole=True).broken is None


def _signed(key: SigningKey, at: datetime) -> str:
    """A sealed text, to the letter, of somebody who has this key."""
    hashed = f"V1C0/{'0' * 24}"
    said = seal.to_sign(seal.RECEIPT, "RCS-041-1-2025-000009-77", at, "041", key.key_id, hashed)
    return f"{said}/{base45.b45encode(key.sign(said.encode())).decode()}"


def test_a_key_that_was_replaced_proves_no_receipt_of_later(session: Session, home: Home) -> None:
    with session.context.store.reading() as database:
        stolen = counter.signing_key(database)
    older = public_keys.read(home.public_keys)
    counter_key.replace(session.context)
    keys = public_keys.read(home.public_keys)
    retired = next(key for key in keys if key.key_id == stolen.key_id)
    assert retired.retired_at is not None
    end = datetime.fromisoformat(retired.retired_at).replace(microsecond=0)
    said = {}
    for seconds in (0, 1):
        text = _signed(stolen, end + timedelta(seconds=seconds))
        found = [verification.verify_text(text, known) for known in (keys, [*older, *keys], older)]
        said[seconds] = [one and (one.outcome, one.altered) for one in found]
    assert said[0] == [("genuine", "")] * 3
    # The control: keys handed out before it was replaced cannot know.
    assert said[1] == [("altered", "retired"), ("altered", "retired"), ("genuine", "")]


@pytest.mark.parametrize(
    "change", [{"retired_at": "yesterday"}, {"retired_at": "2025-01-01"}, {"retired_at": 5},
               {"public_key": 5}, {"key_id": ["AB12"]}]
)  # fmt: skip
def test_a_file_of_keys_that_says_something_else_is_named(
    home: Home, keys: list[PublicKey], change: dict[str, Any]
) -> None:
    content = json.loads(home.public_keys.read_text())
    content["keys"][0] |= change
    home.public_keys.write_text(json.dumps(content))
    assert len(keys) == 1
    with refused(BadInputError, "keys.not_public_keys"):
        public_keys.read(home.public_keys)


def test_the_keys_are_read_without_a_password_and_hold_no_secret(
    session: Session, home: Home, tmp_path: Path
) -> None:
    session.log_out()
    exported = counter_key.export(home, tmp_path / "041-1.json")
    (key,) = public_keys.read(tmp_path / "041-1.json")
    assert public_keys.read(exported) == [key]
    assert len(bytes.fromhex(key.public_key)) == 32
    assert not {"private_key", "control_key"} & set(json.loads(exported.read_text())["keys"][0])


def test_a_folder_of_keys_is_read_whole_and_a_foreign_file_is_named(
    home: Home, receipt: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "keys"
    folder.mkdir()
    counter_key.export(home, folder / "041-1.json")
    keys = verification.known_keys(folder, Home(tmp_path / "nowhere"))
    assert verification.verify(receipt, keys).outcome == "genuine"
    (folder / "notes.json").write_text("{}")
    with refused(BadInputError, "keys.not_public_keys"):
        public_keys.read(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"[" * 100_000, b'{"format": 1}', b"\xff"])
def test_published_keys_that_somebody_spoilt_are_made_anew_by_the_next_login(
    home: Home, keys: list[PublicKey], clock: Clock, content: bytes
) -> None:
    home.public_keys.write_bytes(content)
    with refused(BadInputError, "keys.not_public_keys"):
        public_keys.read(home.public_keys)
    log_in(home, "A17", PASSWORD, clock=clock, training=True).log_out()
    assert public_keys.read(home.public_keys) == keys


@pytest.mark.parametrize("depth", [60, 300, 960, 985])
def test_words_beside_the_page_in_a_thousand_brackets_are_no_receipt(
    receipt: Path, depth: int
) -> None:
    def nest(pages: Any) -> None:
        said = json.dumps(attached(receipt.read_bytes(), RECORD))
        deep = f'{said[:-1]}, "deep": {"[" * depth}{"]" * depth}}}'
        pages.embfile_del(RECORD)
        pages.embfile_add(RECORD, deep.encode(), filename=RECORD)

    with refused(BadInputError, "verify.not_a_receipt"):
        _edited(receipt, nest)


def test_half_of_a_letter_does_not_stand_for_a_question_mark(receipt: Path) -> None:
    """Neither has another place in UTF-8: both were sealed as a question mark once."""
    said = attached(receipt.read_bytes(), RECORD)
    other = json.loads(json.dumps(said).replace("?", "\\ud800"))
    assert other != said
    assert seal.fingerprint(other) != seal.fingerprint(said)
    with refused(BadInputError, "verify.not_a_receipt"):
        _edited(receipt, lambda pages: _put_beside(pages, other))
