"""Public keys that somebody gives: so many are read, and each is tried once."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from cnss_counter import limits
from cnss_counter.errors import BadInputError
from cnss_counter.storage.tables.counter import SigningKey
from cnss_counter.storage.vault import public_keys
from cnss_counter.storage.vault.public_keys import PublicKey
from tests.refusals import refused

SINCE = "2025-09-01T10:00:00+00:00"


def key_of(number: int, key_id: str = "AB12") -> PublicKey:
    """One of as many keys as are asked for."""
    half = SigningKey(key_id, number.to_bytes(32, "big")).public_key.hex()
    return PublicKey("041", "1", False, key_id, half, SINCE)


def as_name(number: int) -> str:
    return f"{number:04X}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (place := tmp_path / "keys").mkdir()
    return place


def test_a_folder_has_so_many_files_and_one_more_is_refused(folder: Path) -> None:
    public_keys.write(folder / "0.json", [key_of(1)])
    for number in range(1, limits.KEY_FILES):
        (folder / f"{number}.json").hardlink_to(folder / "0.json")
    (folder / "no keys.txt").write_text("these are passed over")
    assert public_keys.read(folder) == [key_of(1)], "the control, and each key once"
    (folder / "one more.json").hardlink_to(folder / "0.json")
    with refused(BadInputError, "keys.too_many"):
        public_keys.read(folder)


def padded(file: Path, key: PublicKey, size: int) -> None:
    """A file of keys of so many bytes: blanks are as good as keys to a disk."""
    written = json.dumps({"format": public_keys.FORMAT, "keys": [asdict(key)]})
    file.write_text(written.ljust(size))


def test_the_keys_of_a_folder_have_so_many_bytes_together(folder: Path) -> None:
    share = limits.KEYS_TOGETHER // 4
    for number in range(4):
        padded(folder / f"{number}.json", key_of(number, as_name(number)), share)
    assert len(public_keys.read(folder)) == 4, "the control"
    public_keys.write(folder / "one more.json", [key_of(5, as_name(5))])
    with refused(BadInputError, "keys.too_many"):
        public_keys.read(folder)


def test_one_name_has_a_few_keys_however_often_each_is_told(folder: Path) -> None:
    namesakes = [key_of(number) for number in range(limits.KEYS_OF_ONE_NAME)]
    retired = [replace(key, retired_at=SINCE) for key in namesakes]
    spelt = [replace(key, public_key=key.public_key.upper()) for key in namesakes]
    public_keys.write(folder / "all.json", [*namesakes, *retired, *spelt])
    assert public_keys.read(folder) == [*namesakes, *retired], "the control"
    public_keys.write(folder / "others.json", [key_of(99, as_name(99)), key_of(98, as_name(98))])
    assert len(public_keys.read(folder)) == 2 * len(namesakes) + 2
    public_keys.write(folder / "one more.json", [key_of(97)])
    with refused(BadInputError, "keys.too_many"):
        public_keys.read(folder)


TRIED: list[str] = []


class Told(PublicKey):
    """A key that says when it is tried."""

    def has_signed(self, said: bytes, signature: bytes) -> bool:
        TRIED.append(self.public_key)
        return super().has_signed(said, signature)


def test_a_key_that_is_told_twice_is_tried_once() -> None:
    TRIED.clear()
    signing = SigningKey("AB12", bytes(32))
    signature = signing.sign(b"a receipt")
    ours, other = key_of(0), key_of(1)
    given = [ours, replace(ours, retired_at=SINCE), other, other]
    keys = [Told(**asdict(key)) for key in given]
    assert public_keys.signers(keys, b"a receipt", signature) == keys[:2]
    assert sorted(TRIED) == sorted([ours.public_key, other.public_key])


@pytest.mark.parametrize("half", ["", "11" * 31, "11" * 33, "zz" * 32])
def test_what_is_no_half_of_a_key_is_named(folder: Path, half: str) -> None:
    public_keys.write(folder / "0.json", [replace(key_of(1), public_key=half)])
    with refused(BadInputError, "keys.not_public_keys") as detail:
        public_keys.read(folder)
    assert detail == {"file": str(folder / "0.json")}
