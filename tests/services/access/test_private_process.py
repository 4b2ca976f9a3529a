"""What the process leaves behind: files for one owner, no core, a bug that names nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cnss_counter.services.access.private_process import told

PERSON = "ALAMI Mohammed"
posix = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


def _read(answer: str) -> int:
    return int(answer)


def test_a_bug_tells_its_kind_and_its_place_but_not_what_it_was_reading() -> None:
    with pytest.raises(ValueError, match=PERSON) as caught:
        _read(PERSON)
    report = told(caught.value)
    assert "builtins.ValueError" in report
    assert "in _read" in report
    assert PERSON not in report


def test_the_bug_behind_a_bug_is_told_too() -> None:
    def fail_again() -> None:
        try:
            _read(PERSON)
        except ValueError as first:
            raise LookupError(PERSON) from first

    with pytest.raises(LookupError) as caught:
        fail_again()
    report = told(caught.value)
    assert report.index("ValueError") < report.index("LookupError")
    assert PERSON not in report


def _ended(program: str, *, is_private: bool) -> subprocess.CompletedProcess[str]:
    start = "from cnss_counter.services.access import private_process as p; p.keep_private(); "
    return subprocess.run(
        [sys.executable, "-c", f"{start if is_private else ''}{program}"],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.parametrize("is_private", [True, False])
def test_a_bug_of_a_command_names_nobody(*, is_private: bool) -> None:
    ended = _ended(f"int('{PERSON}')", is_private=is_private)
    assert ended.returncode == 1
    assert "ValueError" in ended.stderr
    assert (PERSON in ended.stderr) is not is_private


@posix
@pytest.mark.parametrize("is_private", [True, False])
def test_a_file_that_anybody_makes_is_for_its_owner(tmp_path: Path, *, is_private: bool) -> None:
    file = tmp_path / "made"
    _ended(
        f"import os; {'' if is_private else 'os.umask(0o022); '}open({str(file)!r}, 'w').close()",
        is_private=is_private,
    )
    assert bool(file.stat().st_mode & 0o077) is not is_private


@posix
def test_no_core_is_written() -> None:
    said = _ended("import resource; print(resource.getrlimit(4))", is_private=True).stdout
    assert said.strip() == "(0, 0)"


_USES = {
    "nothing opened yet": "pass",
    "a keyring": "Keyring(place / 'keys.json', place / 'machine.key', is_real=False)",
    "a counter set up": "set_up(Home(place / 'home'), AGENCY, FIRST, PASSWORD, cost=CHEAP)",
    "a password chosen": "refuse(choose_password, Home(place), 'A17', 'ABCDE', PASSWORD)",
    "a counter recovered": "refuse(recover, Home(place), recovery.draw_code(), FIRST, PASSWORD)",
}


@pytest.mark.skipif(sys.platform != "linux", reason="a call of Linux")
@pytest.mark.parametrize("use", _USES.values(), ids=_USES)
def test_the_memory_is_closed_before_any_key_is_in_it(tmp_path: Path, use: str) -> None:
    """Nothing opened yet is the control: until then the memory is as of any program."""
    said = _ended(
        "import ctypes\n"
        "from contextlib import suppress\n"
        "from pathlib import Path\n"
        "from cnss_counter.errors import CounterError\n"
        "from cnss_counter.paths import Home\n"
        "from cnss_counter.services.access import recovery\n"
        "from cnss_counter.services.access.recovery import recover\n"
        "from cnss_counter.services.access.login import choose_password\n"
        "from cnss_counter.services.access.setup import set_up\n"
        "from cnss_counter.storage.files.homes import describe\n"
        "from cnss_counter.storage.vault.keyring import Keyring\n"
        "from tests.services.conftest import AGENCY, CHEAP, FIRST, PASSWORD\n"
        "def refuse(act, home, *said):\n"
        "    describe(home, is_training=False)\n"
        "    with suppress(CounterError): act(home, *said)\n"
        f"place = Path({str(tmp_path)!r})\n"
        f"{use}\n"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))\n",
        is_private=True,
    )
    assert said.stdout.strip() == ("1" if use == "pass" else "0"), said.stderr
