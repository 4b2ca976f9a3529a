"""Receipts that prove themselves: genuine, altered, of an unknown key, or no receipt at all."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import base45
import pymupdf
import pytest

from cnss_counter.clock import Clock
from cnss_counter.errors import BadInputError
from cnss_counter.paper.content import seal
from cnss_counter.paper.pdf.receipt_pdf import RECORD
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.custody import counter_key, journal_check
from cnss_counter.services.printing import verification
from cnss_counter.services.printing.verification import Verification
from cnss_counter.services.session import Session
from cnss_counter.storage.tables import counter
from cnss_counter.storage.tables.counter import SigningKey
from cnss_counter.storage.vault import public_keys
from cnss_counter.storage.vault.public_keys import PublicKey
from testkit.clients import first_client
from testkit.reading import attached, codes, picture
from tests.refusals import refused
from tests.services.conftest import PASSWORD, consent, without

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


@pytest.fixture
def receipt(session: Session) -> Path:
    """A receipt in PDF, with a paper to come back with."""
    done = session.deposit(
        "one", session.assess(without(first_client(), "identity_document")), consent()
    )
    return session.print_receipt(done.reference)


@pytest.fixture
def keys(home: Home, session: Session) -> list[PublicKey]:  # noqa: ARG001 – who logs in publishes them
    return public_keys.read(home.public_keys)


def _sealed(receipt: Path) -> str:
    return str(attached(receipt.read_bytes(), RECORD)["sealed"])


def _put_beside(pages: Any, said: object) -> None:
    pages.embfile_del(RECORD)
    pages.embfile_add(RECORD, json.dumps(said).encode(), filename=RECORD)


def _changed(receipt: Path, change: str) -> Verification:
    """What is said of the receipt after one change made by another program."""
    with pymupdf.open(receipt) as pages:  # type: ignore[no-untyped-call]
        page = pages[0]
        if change == "erased and written over":
            (place, *_) = page.search_for("123456789")
            page.add_redact_annot(place, text="987654321")
            page.apply_redactions()
        elif change == "a patch with other words on it":
            (place, *_) = page.search_for("123456789")
            page.draw_rect(place, color=(1, 1, 1), fill=(1, 1, 1))
            page.insert_text(place.bl, "987654321", fontsize=9)
        elif change == "a drawn line":
            page.draw_line((40, 40), (200, 40))
        elif change == "a page more":
            pages.new_page()
        elif change == "other words beside it":
            said = json.loads(pages.embfile_get(RECORD))
            said["rows"][1]["value"] = "987654321"
            _put_beside(pages, said)
        elif change == "another reference beside it":
            said = json.loads(pages.embfile_get(RECORD))
            said["reference"] = "RCS-041-1-2025-000002-22"
            _put_beside(pages, said)
        changed = receipt.with_name("changed.pdf")
        pages.save(changed, garbage=4, deflate=True)
    home = Home(receipt.parents[1])
    return verification.verify(changed, public_keys.read(home.public_keys))


def test_a_receipt_as_it_was_printed_is_genuine(receipt: Path, keys: list[PublicKey]) -> None:
    found = verification.verify(receipt, keys)
    assert (found.outcome, found.page, found.is_training) == ("genuine", "bytes", True)
    assert found.sealed.reference == receipt.stem


def test_a_duplicate_is_as_genuine_as_the_original(
    session: Session, receipt: Path, keys: list[PublicKey]
) -> None:
    duplicate = session.print_receipt(receipt.stem)
    assert verification.verify(duplicate, keys).outcome == "genuine"
    assert _sealed(duplicate) == _sealed(receipt)


def test_a_receipt_saved_again_by_another_program_is_genuine(receipt: Path) -> None:
    found = _changed(receipt, "nothing")
    assert (found.outcome, found.page) == ("genuine", "picture")


@pytest.mark.parametrize(
    ("change", "altered"),
    [
        ("erased and written over", "page"),
        ("a patch with other words on it", "page"),
        ("a drawn line", "page"),
        ("a page more", "page"),
        ("other words beside it", "words"),
        ("another reference beside it", "words"),
    ],
)
def test_a_receipt_that_was_changed_is_altered(receipt: Path, change: str, altered: str) -> None:
    found = _changed(receipt, change)
    assert (found.outcome, found.altered) == ("altered", altered)


def test_the_code_scanned_from_the_paper_is_genuine(
    receipt: Path, keys: list[PublicKey], tmp_path: Path
) -> None:
    scanned = {text for kind, text in codes(picture(receipt.read_bytes(), 150)) if "QR" in kind}
    assert scanned == {_sealed(receipt)}
    (tmp_path / "scan.txt").write_text(f"{scanned.pop()}\r\n")
    found = verification.verify(tmp_path / "scan.txt", keys)
    assert (found.outcome, found.page) == ("genuine", "nothing")


def test_the_code_of_a_receipt_in_text_is_genuine(
    session: Session, receipt: Path, keys: list[PublicKey]
) -> None:
    printed = session.print_receipt(receipt.stem, form="text")
    assert verification.verify(printed, keys).outcome == "genuine"


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
    newer = session.print_receipt(
        session.deposit("two", session.assess(other), consent()).reference
    )
    keys = public_keys.read(home.public_keys)
    found = [verification.verify(file, keys) for file in (receipt, newer)]
    assert [one.outcome for one in found] == ["genuine", "genuine"]
    assert before is not None
    assert [one.sealed.key_id for one in found] == [before.key_id, new]
    again = session.print_receipt(receipt.stem)
    assert verification.verify(again, keys).sealed.key_id == before.key_id
    assert journal_check.verify(session.context, whole=True).broken is None


def _signed(key: SigningKey, at: datetime) -> str:
    """A sealed text, to the letter, of somebody who has this key."""
    said = seal.to_sign("RCS-041-1-2025-000009-77", at, "041", key.key_id, "0" * 24)
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
