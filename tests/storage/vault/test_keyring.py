"""Who gets the key of the database, and what guessing costs."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any

import pytest
from argon2.low_level import hash_secret_raw

from cnss_counter.errors import AccessError, StoreError
from cnss_counter.storage.vault.keyring import LOWEST_COST, USUAL_COST, Keyring, PasswordCost
from cnss_counter.storage.vault.throttle import FREE_TRIES, LONGEST_WAIT, Throttle
from tests.refusals import refused

CHEAP = PasswordCost(memory=8, passes=1)
KEY = secrets.token_bytes(32)
PASSWORD = "treize chaises vertes"


class Stopwatch:
    """Seconds since the machine was started, moved by hand."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def stopwatch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def keyring(tmp_path: Path, stopwatch: Stopwatch) -> Keyring:
    keyring = _keyring(tmp_path, stopwatch)
    keyring.create()
    keyring.put("A17", PASSWORD, KEY)
    return keyring


def _keyring(folder: Path, stopwatch: Stopwatch, cost: PasswordCost = CHEAP) -> Keyring:
    return Keyring(
        folder / "keys.json",
        folder / "machine.key",
        is_real=False,
        cost=cost,
        throttle=Throttle(folder / "throttle.json", stopwatch),
    )


def test_the_right_password_gives_the_key(keyring: Keyring) -> None:
    assert keyring.open("A17", PASSWORD) == KEY


def test_a_password_typed_with_other_forms_of_the_same_letters_opens(keyring: Keyring) -> None:
    keyring.put("B02", "pêche à la ligne ﬁne", KEY)
    assert keyring.open("B02", "pe\u0302che a\u0300 la ligne fine") == KEY


@pytest.mark.parametrize(
    ("clerk", "password"), [("A17", "treize chaises verte"), ("X99", PASSWORD)]
)
def test_a_wrong_password_and_an_unknown_clerk_hear_the_same(
    keyring: Keyring, clerk: str, password: str
) -> None:
    with refused(AccessError, "access.refused") as detail:
        keyring.open(clerk, password)
    assert detail == {}


def test_a_wrong_password_and_an_unknown_clerk_take_the_same_work(
    keyring: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes the time is counted and not timed: a busy machine has a time of its own."""
    done: list[tuple[int, int, int]] = []

    def stretch(typed: bytes, salt: bytes, **cost: Any) -> bytes:
        done.append((cost["time_cost"], cost["memory_cost"], cost["parallelism"]))
        return hash_secret_raw(typed, salt, **cost)

    monkeypatch.setattr("argon2.low_level.hash_secret_raw", stretch)
    for clerk in ("A17", "X99"):
        with refused(AccessError, "access.refused"):
            keyring.open(clerk, "not the password at all")
    assert done == [(CHEAP.passes, CHEAP.memory, CHEAP.lanes)] * 2


def test_on_another_machine_the_right_password_opens_nothing(
    keyring: Keyring, tmp_path: Path
) -> None:
    (tmp_path / "machine.key").write_bytes(secrets.token_bytes(32))
    with pytest.raises(AccessError):
        keyring.open("A17", PASSWORD)


def test_a_slot_made_cheaper_by_hand_does_not_open(keyring: Keyring, tmp_path: Path) -> None:
    content = json.loads((tmp_path / "keys.json").read_text())
    content["slots"][0]["cost"]["memory"] = 16
    (tmp_path / "keys.json").write_text(json.dumps(content))
    with pytest.raises(AccessError):
        keyring.open("A17", PASSWORD)


def test_a_removed_clerk_opens_neither_the_keyring_nor_the_copy_beside_it(
    keyring: Keyring, tmp_path: Path, stopwatch: Stopwatch
) -> None:
    keyring.put("B02", "une valise sans roulettes", KEY)
    keyring.remove("A17")
    for name in ("keys.json", "keys.json.bak"):
        (tmp_path / "keys.json").write_bytes((tmp_path / name).read_bytes())
        with pytest.raises(AccessError):
            _keyring(tmp_path, stopwatch).open("A17", PASSWORD)


@pytest.mark.usefixtures("keyring")
def test_the_file_names_no_clerk_and_holds_no_key(tmp_path: Path) -> None:
    content = (tmp_path / "keys.json").read_bytes()
    assert b'"A17"' not in content  # the three letters alone may stand in random base64
    assert KEY not in content
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0
    assert (tmp_path / "machine.key").stat().st_mode & 0o077 == 0


def test_a_real_counter_refuses_cheap_passwords(tmp_path: Path) -> None:
    places = (tmp_path / "keys.json", tmp_path / "machine.key")
    with pytest.raises(ValueError, match="floor"):
        Keyring(*places, is_real=True, cost=CHEAP)
    Keyring(*places, is_real=True, cost=LOWEST_COST)
    assert not USUAL_COST.is_below(PasswordCost(memory=64 * 1024, passes=3, lanes=1))


def test_a_spoilt_keyring_is_named(keyring: Keyring, tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("{")
    with refused(StoreError, "store.damaged") as detail:
        keyring.open("A17", PASSWORD)
    assert detail["file"].endswith("keys.json")


def test_five_tries_are_free_and_then_the_waits_double(
    keyring: Keyring, stopwatch: Stopwatch
) -> None:
    for _ in range(FREE_TRIES):
        _fail(keyring, "access.refused")
    for wait in (1, 2, 4, 8):
        _fail(keyring, "access.wait")
        stopwatch.seconds += wait - 0.5
        _fail(keyring, "access.wait")
        stopwatch.seconds += 0.5
        _fail(keyring, "access.refused")


def test_while_waiting_the_right_password_waits_too(keyring: Keyring, stopwatch: Stopwatch) -> None:
    for _ in range(FREE_TRIES):
        _fail(keyring, "access.refused")
    with refused(AccessError, "access.wait"):
        keyring.open("A17", PASSWORD)
    stopwatch.seconds += 1
    assert keyring.open("A17", PASSWORD) == KEY


def test_starting_the_program_again_forgets_no_failure(
    keyring: Keyring, tmp_path: Path, stopwatch: Stopwatch
) -> None:
    for _ in range(FREE_TRIES):
        _fail(keyring, "access.refused")
    _fail(_keyring(tmp_path, stopwatch), "access.wait")


def test_starting_the_machine_again_begins_the_wait_again(
    keyring: Keyring, stopwatch: Stopwatch
) -> None:
    for _ in range(FREE_TRIES):
        _fail(keyring, "access.refused")
    stopwatch.seconds = 5.0
    _fail(keyring, "access.wait")
    stopwatch.seconds = 6.0
    _fail(keyring, "access.refused")


def test_no_wait_is_longer_than_a_quarter_of_an_hour(
    keyring: Keyring, stopwatch: Stopwatch
) -> None:
    for _ in range(FREE_TRIES + 14):
        stopwatch.seconds += LONGEST_WAIT
        _fail(keyring, "access.refused")
    with refused(AccessError, "access.wait") as detail:
        keyring.open("A17", PASSWORD)
    assert int(detail["seconds"]) <= LONGEST_WAIT + 1


def test_an_unknown_clerk_is_slowed_down_like_a_known_one(keyring: Keyring) -> None:
    for _ in range(FREE_TRIES):
        with refused(AccessError, "access.refused"):
            keyring.open("X99", PASSWORD)
    with refused(AccessError, "access.wait"):
        keyring.open("X99", PASSWORD)


def test_a_success_gives_the_free_tries_back(keyring: Keyring) -> None:
    for _ in range(3):
        for _ in range(FREE_TRIES - 1):
            _fail(keyring, "access.refused")
        assert keyring.open("A17", PASSWORD) == KEY


def _fail(keyring: Keyring, code: str) -> None:
    with refused(AccessError, code):
        keyring.open("A17", "not the password at all")
