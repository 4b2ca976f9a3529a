"""`keys.json` spoilt by hand: one sentence that names it, or a refusal; never a traceback."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from cnss_counter.errors import CounterError, StoreError
from cnss_counter.storage.vault.keyring import Keyring, PasswordCost
from cnss_counter.storage.vault.next_key import FILE_MARK_BYTES, add_next_key, settle_keys
from cnss_counter.storage.vault.slots import Slot
from cnss_counter.storage.vault.throttle import Throttle
from tests.refusals import refused

KEY = secrets.token_bytes(32)
PASSWORD = "treize chaises vertes"
WRONG = [None, True, -1, 0, 5, 10**30, 1.5, "", "é", "\ud800", "AAAA", "A" * 44, "2025-09-01",
         [], ["AAAA"], {}, {"memory": 8}]  # fmt: skip


class Watch:
    """Seconds since the machine was started, moved by hand."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        self.seconds += 10_000
        return self.seconds


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    keyring = Keyring(
        tmp_path / "keys.json",
        tmp_path / "machine.key",
        is_real=False,
        cost=PasswordCost(memory=8, passes=1),
        throttle=Throttle(tmp_path / "throttle.json", Watch()),
    )
    keyring.create()
    keyring.put("A17", PASSWORD, KEY)
    (tmp_path / "counter.db").write_bytes(bytes(64))
    return keyring


def _everything(keyring: Keyring, folder: Path) -> list[Callable[[], object]]:
    """All that reads the slots; what is written last goes first."""
    mark, database = bytes(FILE_MARK_BYTES), folder / "counter.db"
    return [
        lambda: keyring.slot_of("A17"),
        lambda: keyring.open("A17", "not the password at all"),
        lambda: keyring.open("A17", PASSWORD),
        lambda: keyring.change("A17", PASSWORD, "quatorze tables bleues"),
        lambda: keyring.open_recovery("ABCDE"),
        lambda: add_next_key(keyring.file, KEY, secrets.token_bytes(32), mark),
        lambda: settle_keys(keyring.file, database),
    ]


def _spoil(folder: Path, name: str, value: object) -> None:
    content = json.loads((folder / "keys.json").read_text())
    (slot,) = content["slots"]
    place: dict[str, Any] = slot["cost"] if name in ("memory", "passes", "lanes") else slot
    place[name] = value
    (folder / "keys.json").write_text(json.dumps(content))


@pytest.mark.parametrize(
    "name", [*(field.name for field in fields(Slot)), "memory", "passes", "lanes", "more"]
)
def test_any_value_of_a_slot_spoilt_is_told_in_a_sentence(
    keyring: Keyring, tmp_path: Path, name: str
) -> None:
    whole = (tmp_path / "keys.json").read_bytes()
    for value in WRONG:
        _spoil(tmp_path, name, value)
        for use in _everything(keyring, tmp_path):
            with suppress(CounterError):
                use()
        (tmp_path / "keys.json").write_bytes(whole)
        assert keyring.open("A17", PASSWORD) == KEY  # the control


@pytest.mark.parametrize(
    ("name", "value"),
    [("salt", "x"), ("salt", "AAAA"), ("nonce", 5), ("sealed", "é"), ("key", "AAAA"),
     ("kind", "key"), ("until", "tomorrow"), ("until", "2025-09-01T12:00:00"),
     ("memory", 10**30), ("passes", "3"), ("lanes", True), ("witness", None)],
)  # fmt: skip
def test_a_slot_that_this_program_did_not_write_is_named_with_its_file(
    keyring: Keyring, tmp_path: Path, name: str, value: object
) -> None:
    _spoil(tmp_path, name, value)
    with refused(StoreError, "store.damaged") as detail:
        keyring.open("A17", PASSWORD)
    assert detail["file"].endswith("keys.json")


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"5", b"null", b"\xff", b'{"slots": 5}', b'{"slots": [5]}',
                b'{"slots": [{}]}', b'{"slots": {"a": 1}}', b'{"slots": [NaN]}', b"[" * 100_000]
)  # fmt: skip
def test_a_keyring_that_holds_no_slots_is_named(
    keyring: Keyring, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "keys.json").write_bytes(content)
    for use in _everything(keyring, tmp_path):
        with refused(StoreError, "store.damaged") as detail:
            use()
        assert detail["file"].endswith("keys.json")
