"""Passwords guessed at the same moment, on a full disk, and on everybody's account in turn."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Barrier

import pytest

from cnss_counter.errors import AccessError, CounterError, StoreError
from cnss_counter.storage.vault.keyring import Keyring, PasswordCost
from cnss_counter.storage.vault.throttle import (
    FREE_TRIES,
    FREE_TRIES_ON_THE_COUNTER,
    LONGEST_WAIT,
    Throttle,
)
from tests.refusals import refused

CHEAP = PasswordCost(memory=8, passes=1)
SLOW_ENOUGH_TO_RACE = PasswordCost(memory=8 * 1024, passes=2)
KEY = secrets.token_bytes(32)
PASSWORD, OTHER_PASSWORD = "treize chaises vertes", "une valise sans roulettes"
posix = pytest.mark.skipif(os.name != "posix", reason="a limit that POSIX has")


class Watch:
    """Seconds since the machine was started, moved by hand."""

    def __init__(self) -> None:
        self.seconds = 1_000.0


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def keyring(tmp_path: Path, watch: Watch) -> Keyring:
    keyring = _keyring(tmp_path, watch)
    keyring.create()
    keyring.put("A17", PASSWORD, KEY)
    keyring.put("B02", OTHER_PASSWORD, KEY)
    return keyring


def _keyring(
    folder: Path, watch: Watch, cost: PasswordCost = CHEAP, failures: str = "throttle.json"
) -> Keyring:
    throttle = Throttle(folder / failures, lambda: watch.seconds)
    places = (folder / "keys.json", folder / "machine.key")
    return Keyring(*places, is_real=False, cost=cost, throttle=throttle)


def _said(keyring: Keyring, clerk: str, password: str) -> tuple[str, object]:
    try:
        keyring.open(clerk, password)
    except CounterError as refusal:
        return refusal.code, refusal.detail
    return "opened", None


@pytest.mark.parametrize("is_counted_together", [True, False])
def test_sixty_guesses_at_one_moment_are_five(
    tmp_path: Path, watch: Watch, *, is_counted_together: bool
) -> None:
    """Each from a window of its own; the control counts the tries of each window apart."""
    first = _keyring(tmp_path, watch, SLOW_ENOUGH_TO_RACE)
    first.create()
    first.put("A17", PASSWORD, KEY)
    start = Barrier(60)

    def guess(window: int) -> str:
        file = "throttle.json" if is_counted_together else f"{window}.json"
        mine = _keyring(tmp_path, watch, failures=file)
        start.wait()
        return _said(mine, "A17", f"guess number {window}")[0]

    with ThreadPoolExecutor(60) as windows:
        said = Counter(windows.map(guess, range(60)))
    tried = FREE_TRIES if is_counted_together else 60
    assert said == Counter({"access.refused": tried, "access.wait": 60 - tried})


def test_sixty_clerks_at_one_moment_all_get_in(tmp_path: Path, watch: Watch) -> None:
    """Nobody failed: neither on one account, in ten windows, nor on all of them together."""
    first = _keyring(tmp_path, watch)
    first.create()
    clerks = [f"C{number:02}" for number in range(50)]
    for clerk in clerks:
        first.put(clerk, PASSWORD, KEY)
    windows = [*clerks, *clerks[:1] * 10]
    start = Barrier(len(windows))

    def come(clerk: str) -> str:
        mine = _keyring(tmp_path, watch)
        start.wait()
        return _said(mine, clerk, PASSWORD)[0]

    with ThreadPoolExecutor(len(windows)) as doors:
        assert set(doors.map(come, windows)) == {"opened"}


@contextmanager
def _full_disk() -> Iterator[None]:
    """Nothing that this process writes into a file has room."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@posix
def test_where_no_try_can_be_written_down_right_and_wrong_hear_the_same(keyring: Keyring) -> None:
    with _full_disk():
        heard = [_said(keyring, "A17", typed) for typed in (PASSWORD, "not the password at all")]
    assert heard[0] == heard[1]
    assert heard[0][0] == "store.disk_full"
    again = [_said(keyring, "A17", typed)[0] for typed in (PASSWORD, "not the password at all")]
    assert again == ["opened", "access.refused"]  # the control: with room they differ


@posix
def test_a_full_disk_gives_no_free_guess(keyring: Keyring, watch: Watch) -> None:
    for _ in range(FREE_TRIES):
        with refused(AccessError, "access.refused"):
            keyring.open("A17", "not the password at all")
    with _full_disk(), refused(AccessError, "access.wait"):
        keyring.open("A17", PASSWORD)
    watch.seconds += 1
    with _full_disk(), refused(StoreError, "store.disk_full"):
        keyring.open("A17", PASSWORD)
    assert keyring.open("A17", PASSWORD) == KEY


def test_ones_own_success_forgets_no_guess_at_another(keyring: Keyring) -> None:
    for number in range(FREE_TRIES_ON_THE_COUNTER):
        with refused(AccessError, "access.refused"):
            keyring.open(f"X{number:02}", "not the password at all")
        if number % 4 == 0 and number < FREE_TRIES_ON_THE_COUNTER - 1:
            assert keyring.open("A17", PASSWORD) == KEY
    with refused(AccessError, "access.wait"):
        keyring.open("A17", PASSWORD)


def test_who_mistypes_and_gets_it_right_slows_nobody_down(keyring: Keyring) -> None:
    for _ in range(FREE_TRIES_ON_THE_COUNTER):
        with refused(AccessError, "access.refused"):
            keyring.open("A17", "not the password at all")
        assert keyring.open("A17", PASSWORD) == KEY
    assert keyring.open("B02", OTHER_PASSWORD) == KEY


def test_codes_mistyped_over_the_weeks_are_forgotten_one_each_quarter_of_an_hour(
    keyring: Keyring, watch: Watch
) -> None:
    for number in range(3 * FREE_TRIES_ON_THE_COUNTER):
        watch.seconds += LONGEST_WAIT
        with refused(AccessError, "access.refused"):
            keyring.open(f"X{number:02}", PASSWORD)
    assert keyring.open("A17", PASSWORD) == KEY


def test_a_try_cut_off_before_its_end_counts_as_failed(tmp_path: Path, watch: Watch) -> None:
    throttle = Throttle(tmp_path / "throttle.json", lambda: watch.seconds)
    for _ in range(FREE_TRIES):
        throttle.book("A17")
    with refused(AccessError, "access.wait"):
        throttle.book("A17")


# A file of failures that somebody spoilt

SPOILT = {
    "empty": b"",
    "nonsense": b"nonsense",
    "bytes of no alphabet": b"\xff\xfe\x00",
    "a list": b"[]",
    "no count": b'{"counter": 5}',
    "a failure more": b'{"counter": [1, 2, 3]}',
    "a count without end": b'{"counter": [Infinity, 1]}',
    "a count too long": b'{"counter": [1e999, 1]}',
    "a time that is none": b'{"counter": [30, NaN]}',
    "a time too long": b'{"counter": [30, 1%s]}' % (b"0" * 400),
    "numbers in quotes": b'{"counter": ["5", "nan"]}',
    "less than none": b'{"counter": [-1000, 1]}',
    "nested without end": b"[" * 100_000,
}


@pytest.mark.parametrize("content", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_file_of_failures_slows_everybody_down_once_and_not_for_ever(
    keyring: Keyring, tmp_path: Path, watch: Watch, content: bytes
) -> None:
    keyring.put_recovery("sheet", KEY)
    (tmp_path / "throttle.json").write_bytes(content)
    assert _said(keyring, "A17", "not the password at all")[0] == "access.wait"
    watch.seconds += LONGEST_WAIT - 1
    assert _said(keyring, "A17", PASSWORD) == ("access.wait", {"seconds": "2"})
    watch.seconds += 1
    assert keyring.open("A17", PASSWORD) == KEY
    assert keyring.open_recovery("sheet") == KEY


def test_where_no_file_stands_nobody_waits(keyring: Keyring, tmp_path: Path) -> None:
    assert not (tmp_path / "throttle.json").exists()
    assert keyring.open("A17", PASSWORD) == KEY


def test_a_colleague_who_logs_in_prolongs_nobodys_wait(keyring: Keyring, watch: Watch) -> None:
    for number in range(FREE_TRIES_ON_THE_COUNTER + 10):
        watch.seconds += 600
        with suppress(AccessError):
            keyring.open(f"X{number:02}", "not the password at all")
    watch.seconds += LONGEST_WAIT
    for _ in range(3):
        assert keyring.open("A17", PASSWORD) == KEY
        assert keyring.open("B02", OTHER_PASSWORD) == KEY
    with refused(AccessError, "access.refused"):
        keyring.open("B02", "not the password at all")
    with refused(AccessError, "access.wait"):
        keyring.open("A17", PASSWORD)
