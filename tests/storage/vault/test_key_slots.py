"""A key pair for each clerk: what one change touches, and what it leaves alone."""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from cnss_counter.errors import AccessError, StoreError
from cnss_counter.storage.vault import printed_code, slots
from cnss_counter.storage.vault.keyring import Keyring, PasswordCost
from cnss_counter.storage.vault.next_key import FILE_MARK_BYTES, add_next_key, settle_keys
from cnss_counter.storage.vault.throttle import LOCKED_AFTER, LONGEST_WAIT, Throttle
from tests.refusals import refused

CHEAP = PasswordCost(memory=8, passes=1)
KEY, NEXT_KEY = secrets.token_bytes(32), secrets.token_bytes(32)
PASSWORD, OTHER_PASSWORD = "treize chaises vertes", "une valise sans roulettes"
NOON = datetime(2025, 9, 1, 12, 0, tzinfo=UTC)


class Watch:
    """A clock and a stopwatch, moved by hand."""

    def __init__(self) -> None:
        self.now = NOON
        self.seconds = 1_000.0


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def keyring(tmp_path: Path, watch: Watch) -> Keyring:
    keyring = Keyring(
        tmp_path / "keys.json",
        tmp_path / "machine.key",
        is_real=False,
        cost=CHEAP,
        throttle=Throttle(tmp_path / "throttle.json", lambda: watch.seconds),
        clock=lambda: watch.now,
    )
    keyring.create()
    keyring.put("A17", PASSWORD, KEY)
    keyring.put("B02", OTHER_PASSWORD, KEY)
    return keyring


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "counter.db"
    path.write_bytes(secrets.token_bytes(64))
    return path


def stored(folder: Path) -> list[dict[str, Any]]:
    slots_: list[dict[str, Any]] = json.loads((folder / "keys.json").read_text())["slots"]
    return slots_


def edit(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Somebody changes the first slot by hand."""
    content = json.loads((folder / "keys.json").read_text())
    change(content["slots"][0])
    (folder / "keys.json").write_text(json.dumps(content))


def _add_of_the_first_format(folder: Path) -> None:
    """A slot for C03, as the first release wrote it."""
    secret = (folder / "machine.key").read_bytes()
    empty = slots.Slot(slots.account_id(secret, "C03"), "", "", "", CHEAP)
    old = asdict(slots.resealed(empty, secret, PASSWORD, KEY))
    before = {name: old[name] for name in ("id", "salt", "nonce", "sealed", "cost")}
    content = {"format": 1, "slots": [*stored(folder), before]}
    (folder / "keys.json").write_text(json.dumps(content))


# A clerk's own password


def test_a_new_password_touches_its_own_slot_alone(keyring: Keyring, tmp_path: Path) -> None:
    mine, others = stored(tmp_path)
    keyring.change("A17", PASSWORD, "quatorze tables bleues")
    after, mine_after = stored(tmp_path)
    assert after == others
    assert mine_after["public"] == mine["public"]
    assert mine_after["sealed"] != mine["sealed"]
    assert keyring.open("A17", "quatorze tables bleues") == KEY
    with refused(AccessError, "access.refused"):
        keyring.open("A17", PASSWORD)


def test_a_password_is_changed_by_the_password_before_alone(keyring: Keyring) -> None:
    with refused(AccessError, "access.refused"):
        keyring.change("A17", OTHER_PASSWORD, "quatorze tables bleues")
    assert keyring.open("A17", PASSWORD) == KEY


def test_the_old_password_opens_not_even_the_copy_kept_beside(
    keyring: Keyring, tmp_path: Path
) -> None:
    keyring.change("A17", PASSWORD, "quatorze tables bleues")
    (tmp_path / "keys.json").write_bytes((tmp_path / "keys.json.bak").read_bytes())
    with refused(AccessError, "access.refused"):
        keyring.open("A17", PASSWORD)


def test_a_slot_of_the_first_format_opens_and_gets_a_key_pair(
    keyring: Keyring, tmp_path: Path
) -> None:
    _add_of_the_first_format(tmp_path)
    with refused(AccessError, "keys.older_slot"):
        add_next_key(keyring.file, KEY, NEXT_KEY, bytes(FILE_MARK_BYTES))
    for _ in range(2):
        assert keyring.open("C03", PASSWORD) == KEY
    assert all(slot["public"] for slot in stored(tmp_path))


# A one-time code


def test_a_one_time_code_leads_to_a_password_and_nowhere_else(keyring: Keyring) -> None:
    code = printed_code.draw(printed_code.ONE_TIME_GROUPS)
    keyring.put_once("A17", code, KEY, NOON + timedelta(hours=24))
    with refused(AccessError, "access.password_to_choose"):
        keyring.open("A17", code.lower())
    with refused(AccessError, "access.refused"):
        keyring.open("A17", PASSWORD)
    assert keyring.open_once("A17", code.replace("-", "")) == KEY
    keyring.change("A17", code, "quatorze tables bleues")
    assert keyring.open("A17", "quatorze tables bleues") == KEY
    with refused(AccessError, "access.refused"):
        keyring.open_once("A17", code)


def test_after_a_one_time_code_the_old_password_opens_not_even_the_copy_kept_beside(
    keyring: Keyring, tmp_path: Path
) -> None:
    keyring.put_once("A17", "12345-6789A", KEY, NOON + timedelta(hours=24))
    (tmp_path / "keys.json").write_bytes((tmp_path / "keys.json.bak").read_bytes())
    with refused(AccessError, "access.refused"):
        keyring.open("A17", PASSWORD)
    assert keyring.open_once("A17", "12345-6789A") == KEY
    assert keyring.open("B02", OTHER_PASSWORD) == KEY  # the control: the copy is one


def test_a_slot_of_the_first_format_leaves_its_old_password_nowhere(
    keyring: Keyring, tmp_path: Path
) -> None:
    _add_of_the_first_format(tmp_path)
    keyring.change("C03", PASSWORD, "quatorze tables bleues")
    (tmp_path / "keys.json").write_bytes((tmp_path / "keys.json.bak").read_bytes())
    with refused(AccessError, "access.refused"):
        keyring.open("C03", PASSWORD)


def test_a_one_time_code_ends_after_its_day(keyring: Keyring, watch: Watch) -> None:
    keyring.put_once("A17", "12345-6789A", KEY, NOON + timedelta(hours=24))
    watch.now = NOON + timedelta(hours=24, seconds=-1)
    assert keyring.open_once("A17", "12345-6789A") == KEY
    watch.now = NOON + timedelta(hours=24)
    for use in (keyring.open, keyring.open_once):
        with refused(AccessError, "access.code_ended"):
            use("A17", "12345-6789A")


def test_a_code_prolonged_by_hand_does_not_open(keyring: Keyring, tmp_path: Path) -> None:
    keyring.put_once("A17", "12345-6789A", KEY, NOON + timedelta(hours=24))
    content = json.loads((tmp_path / "keys.json").read_text())
    content["slots"][-1]["until"] = (NOON + timedelta(days=99)).isoformat()
    (tmp_path / "keys.json").write_text(json.dumps(content))
    with refused(AccessError, "access.refused"):
        keyring.open_once("A17", "12345-6789A")


# The recovery sheet


def test_the_sheet_opens_here_and_on_another_machine(keyring: Keyring, tmp_path: Path) -> None:
    code = printed_code.draw(printed_code.RECOVERY_GROUPS)
    keyring.put_recovery(code, KEY)
    assert keyring.open_recovery(code.lower()) == KEY
    (tmp_path / "machine.key").unlink()
    assert keyring.open_recovery(code) == KEY
    with refused(AccessError, "access.refused"):
        keyring.open("A17", PASSWORD)


def test_a_new_sheet_voids_the_one_before_in_the_copy_beside_too(
    keyring: Keyring, tmp_path: Path
) -> None:
    first, second = (printed_code.draw(printed_code.RECOVERY_GROUPS) for _ in range(2))
    keyring.put_recovery(first, KEY)
    keyring.put_recovery(second, KEY)
    assert keyring.open_recovery(second) == KEY
    for name in ("keys.json", "keys.json.bak"):
        assert first.encode() not in (tmp_path / name).read_bytes()
        (tmp_path / "keys.json").write_bytes((tmp_path / name).read_bytes())
        with refused(AccessError, "access.refused"):
            keyring.open_recovery(first)


def test_without_a_sheet_no_code_opens(keyring: Keyring) -> None:
    with refused(AccessError, "access.refused"):
        keyring.open_recovery(printed_code.draw(printed_code.RECOVERY_GROUPS))


# A new key for the database


def test_after_a_change_of_key_everybodys_password_opens_the_new_one(
    keyring: Keyring, database: Path
) -> None:
    keyring.put_recovery("sheet", KEY)
    new_file = secrets.token_bytes(FILE_MARK_BYTES)
    add_next_key(keyring.file, KEY, NEXT_KEY, new_file)
    assert keyring.open("A17", PASSWORD) == KEY
    database.write_bytes(new_file + bytes(48))
    settle_keys(keyring.file, database)
    assert keyring.open("A17", PASSWORD) == NEXT_KEY
    assert keyring.open("B02", OTHER_PASSWORD) == NEXT_KEY
    assert keyring.open_recovery("sheet") == NEXT_KEY


def test_a_change_of_key_cut_off_before_the_files_turn_leaves_the_old_one(
    keyring: Keyring, database: Path, tmp_path: Path
) -> None:
    add_next_key(keyring.file, KEY, NEXT_KEY, secrets.token_bytes(FILE_MARK_BYTES))
    settle_keys(keyring.file, database)
    assert keyring.open("A17", PASSWORD) == KEY
    for name in ("keys.json", "keys.json.bak"):
        content = json.loads((tmp_path / name).read_text())
        assert not content["next_file"]
        assert not any(slot["next_key"] for slot in content["slots"])


def test_a_change_of_key_can_follow_another(keyring: Keyring, database: Path) -> None:
    keys = [KEY, *(secrets.token_bytes(32) for _ in range(3))]
    for old, new in pairwise(keys):
        mark = secrets.token_bytes(FILE_MARK_BYTES)
        add_next_key(keyring.file, old, new, mark)
        database.write_bytes(mark)
        settle_keys(keyring.file, database)
        assert keyring.open("A17", PASSWORD) == new


def test_nobody_slips_a_public_key_in_to_be_given_the_next_key(
    keyring: Keyring, tmp_path: Path
) -> None:
    """A slot copied in by somebody who never knew the database's key is found out."""
    secret = (tmp_path / "machine.key").read_bytes()
    stranger = slots.made(slots.account_id(secret, "X99"), secret, "porte", bytes(32), CHEAP)
    edit(tmp_path, lambda slot: slot.update(asdict(stranger)))
    with refused(StoreError, "store.damaged"):
        add_next_key(keyring.file, KEY, NEXT_KEY, bytes(FILE_MARK_BYTES))


def test_a_public_key_exchanged_in_a_slot_opens_nothing(keyring: Keyring, tmp_path: Path) -> None:
    own = b64encode(secrets.token_bytes(32)).decode()
    edit(tmp_path, lambda slot: slot.update(public=own))
    with refused(AccessError, "access.refused"):
        keyring.open("A17", PASSWORD)


# A hundred failures


def test_after_a_hundred_failures_waiting_is_not_enough_and_a_supervisor_opens_again(
    keyring: Keyring, watch: Watch
) -> None:
    for _ in range(LOCKED_AFTER):
        watch.seconds += LONGEST_WAIT
        with refused(AccessError, "access.refused"):
            keyring.open("A17", "not the password at all")
    watch.seconds += LONGEST_WAIT * 100
    with refused(AccessError, "access.locked"):
        keyring.open("A17", PASSWORD)
    assert keyring.open("B02", OTHER_PASSWORD) == KEY
    keyring.release("A17")
    assert keyring.open("A17", PASSWORD) == KEY


def test_the_sheet_is_slowed_down_but_never_locked(keyring: Keyring, watch: Watch) -> None:
    keyring.put_recovery("sheet", KEY)
    for _ in range(LOCKED_AFTER + 1):
        watch.seconds += LONGEST_WAIT
        with refused(AccessError, "access.refused"):
            keyring.open_recovery("another")
    watch.seconds += LONGEST_WAIT
    assert keyring.open_recovery("sheet") == KEY
