"""Clerks who run the counter under an account that owns its files, by the lines of the how-to.

With real accounts, sudo and its rule where root runs the tests and may mount, as on the machine
that checks every change: accounts and rule are put over those of the machine for one command.
Elsewhere nobody is let do that: the program is told what sudo would tell it, and what an account
may read is said by the rights of the files.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import cnss_counter
from cnss_counter.paths import Home
from cnss_counter.services.access.setup import set_up
from cnss_counter.storage.files import owners
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.clients import case_of
from tests.cli.conftest import REAL_AGENCY, REAL_CLERK, REAL_PASSWORD, Ended, command

ROOT = Path(__file__).parents[3]
PROGRAM = "/usr/local/bin/cnss-counter"
OWNER, CLERK, GROUP = 54321, 54322, 54330
"""`cnss`, `karima` and `guichet`, beyond what a machine gives by itself."""
NOTHING: Mapping[str, str] = {}
AS_CLERK = ("--clerk", REAL_CLERK.code, "--password-stdin")


def block_with(words: str, page: str) -> str:
    """The lines of a how-to, as they are typed there."""
    text = (ROOT / "docs/how_to" / page).read_text(encoding="utf-8")
    (block,) = (block for block in re.findall(r"```\n(.*?)```", text, re.DOTALL) if words in block)
    return str(block)


RULE = block_with("%guichet ALL", "a_shared_pc.md")


def _ran(words: list[str], lines: tuple[str, ...] = (), more: Mapping[str, str] = NOTHING) -> Ended:
    ended = subprocess.run(
        words, input="".join(f"{line}\n" for line in lines), capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **more}, timeout=120, check=False,
    )  # fmt: skip
    return Ended(ended.returncode, ended.stdout, ended.stderr)


@cache
def has_accounts() -> bool:
    """Whether this machine lets two accounts be played, with sudo between them."""
    if os.geteuid() != owners.ROOT or not shutil.which("sudo"):
        return False
    return _ran(["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status == 0


class SharedPC:
    """One PC: the counter's folder, the folder of what leaves, and the clerk who sits there."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.account = place / "account"
        self.home = Home(self.account / ".local/share/cnss-counter/counter")
        self.leaves = place / "srv"
        self.launcher = place / "bin" / "cnss-counter"
        self._etc = place / "etc"

    def furnish(self) -> None:
        state = self.account / ".local/state/cnss-counter"
        state.mkdir(parents=True, mode=0o700)
        self.home.folder.parent.mkdir(parents=True, mode=0o700)
        set_up(self.home, REAL_AGENCY, REAL_CLERK, REAL_PASSWORD, cost=LOWEST_COST)
        self.leaves.mkdir()
        self._etc.mkdir()
        self.launcher.parent.mkdir()
        self.launcher.write_text(
            f"#!/bin/sh\nexport PYTHONPATH={shlex.quote(str(ROOT))} PYTHONSAFEPATH=1\n"
            "export PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1\n"
            f'exec {shlex.quote(sys.executable)} -m cnss_counter "$@"\n',
            encoding="utf-8",
        )
        self.launcher.chmod(0o755)
        self.place.chmod(0o755)
        if has_accounts():
            own = self.home.folder.parent
            for file in (state, own, *owners.everything_in(own)):
                os.chown(file, OWNER, OWNER)
            os.chown(self.leaves, OWNER, GROUP)
            self._write_accounts()
        self.leaves.chmod(0o2770)

    def _write_accounts(self) -> None:
        passwd = Path("/etc/passwd").read_text(encoding="utf-8") + (
            f"cnss:*:{OWNER}:{OWNER}::{self.account}:/usr/sbin/nologin\n"
            f"karima:*:{CLERK}:{CLERK}::{self.place}:/bin/sh\n"
        )
        group = Path("/etc/group").read_text(encoding="utf-8") + f"guichet:x:{GROUP}:karima\n"
        sudoers = RULE.replace(PROGRAM, str(self.launcher))
        for name, text in (("passwd", passwd), ("group", group), ("sudoers", sudoers)):
            (self._etc / name).write_text(text, encoding="utf-8")
        (self._etc / "sudoers").chmod(0o440)

    def as_karima(
        self, *words: str, lines: tuple[str, ...] = (), more: Mapping[str, str] = NOTHING
    ) -> Ended:
        """A command under the clerk's account, on a machine that has these accounts."""
        script = [f"mount --bind {self._etc}/{name} /etc/{name}"
                  for name in ("passwd", "group", "sudoers")]  # fmt: skip
        script += _opened(self.place / "held", (ROOT, sys.prefix, sys.base_prefix))
        script.append(f'exec setpriv --reuid karima --regid {CLERK} --init-groups "$@"')
        unshared = ["unshare", "--mount", "sh", "-ec", "\n".join(script), "sh"]
        return _ran([*unshared, *words], lines, more)

    def counter(self, *words: str | Path, lines: tuple[str, ...] = (REAL_PASSWORD,)) -> Ended:
        """`sudo -u cnss cnss-counter …`, as the clerk types it."""
        typed = [*map(str, words), "--home", str(self.home.folder)]
        if has_accounts():
            sudo = ("sudo", "-n", "-u", "cnss", str(self.launcher))
            return self.as_karima(*sudo, *typed, lines=lines)
        lent = {"SUDO_UID": str(os.geteuid() + 1)}
        return _ran([str(self.launcher), *typed], lines, lent)


def _opened(held: Path, places: tuple[Path | str, ...]) -> list[str]:
    """Lines that let every account come to these places, where one above them is shut (`/root`)."""
    above: dict[Path, list[Path]] = {}
    for place in map(Path, places):
        shut = [one for one in reversed(place.parents) if not one.stat().st_mode & 0o001]
        if shut:
            above.setdefault(shut[0], []).append(place)
    lines = []
    for number, (shut_one, inside) in enumerate(above.items()):
        kept = {place: f"{held}{number}.{n}" for n, place in enumerate(inside)}
        lines += [f"mkdir -p {to}; mount --bind {place} {to}" for place, to in kept.items()]
        lines.append(f"mount -t tmpfs -o mode=755 tmpfs {shut_one}")
        lines += [f"mkdir -p {place}; mount --bind {to} {place}" for place, to in kept.items()]
    return lines


@pytest.fixture
def pc() -> Iterator[SharedPC]:
    with tempfile.TemporaryDirectory() as place:
        shared = SharedPC(Path(place))
        shared.furnish()
        yield shared


def test_a_clerk_deposits_and_gets_the_receipt_through_sudo(pc: SharedPC) -> None:
    case = pc.leaves / "CASE.json"
    case.write_text(json.dumps(case_of()), encoding="utf-8")
    case.chmod(0o644)
    ended = pc.counter("deposit", case, *AS_CLERK)
    assert (ended.status, ended.refused) == (0, "")
    (reference,) = re.findall(r"RCS-041-1-\d{4}-000001-\d\d", ended.said)[:1]
    paper = pc.leaves / "accuse.pdf"
    ended = pc.counter("receipt", reference, "-o", paper, *AS_CLERK)
    assert (ended.status, ended.refused) == (0, "")
    assert paper.stat().st_mode & 0o777 == 0o640
    assert paper.stat().st_gid == pc.leaves.stat().st_gid
    if has_accounts():
        read = pc.as_karima("head", "-c", "5", str(paper))
        assert (read.status, read.said) == (0, "%PDF-")


def test_the_clerks_account_reads_nothing_of_the_counter(pc: SharedPC) -> None:
    for file in (pc.home.folder, *owners.everything_in(pc.home.folder)):
        assert not file.stat().st_mode & 0o077
        if has_accounts():
            assert file.stat().st_uid == OWNER
    if has_accounts():
        for file in (pc.home.keyring, pc.home.machine_secret, pc.home.database):
            assert pc.as_karima("cat", str(file)).status == 1
        assert pc.as_karima("ls", str(pc.home.folder)).status == 2
        control = pc.as_karima("cat", str(pc.launcher))
        assert (control.status, control.said[:2]) == (0, "#!")


def test_a_case_in_the_clerks_own_folder_is_refused_in_one_line(pc: SharedPC) -> None:
    own = pc.place / "karima"
    own.mkdir()
    case = own / "CASE.json"
    case.write_text(json.dumps(case_of()), encoding="utf-8")
    if has_accounts():
        os.chown(own, CLERK, CLERK)
    own.chmod(0o700 if has_accounts() else 0o755)
    case.chmod(0o644)
    ended = pc.counter("deposit", case, *AS_CLERK)
    assert (ended.status, ended.refused.count("\n")) == ((2, 1) if has_accounts() else (0, 0))
    assert (str(case) in ended.refused) is has_accounts()


def test_without_sudo_the_program_opens_nothing(pc: SharedPC) -> None:
    if not has_accounts():
        assert owners.lent_to({"SUDO_UID": str(os.geteuid())}) is None
        return
    words = ("journal", "verify", *AS_CLERK, "--home", str(pc.home.folder))
    ended = pc.as_karima(str(pc.launcher), *words, lines=(REAL_PASSWORD,))
    assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
    assert str(pc.home.folder) in ended.refused


def test_the_rule_lends_the_program_and_nothing_else(pc: SharedPC) -> None:
    assert RULE.splitlines()[-1].split("NOPASSWD:")[1].strip() == PROGRAM
    if not has_accounts():
        return
    for words in (
        ("-u", "cnss", "sh"),
        ("-u", "cnss", "cat", str(pc.home.keyring)),
        ("-u", "root", str(pc.launcher)),
        ("-u", "cnss", "-s"),
        ("-u", "cnss", "-i"),
        ("-u", "cnss", "PYTHONPATH=/tmp", str(pc.launcher), "--version"),
        ("-u", "cnss", "--preserve-env=XDG_STATE_HOME", str(pc.launcher), "--version"),
        ("-u", "cnss", "-D", "/tmp", str(pc.launcher), "--version"),
        ("-e", "-u", "cnss", str(pc.home.keyring)),
    ):
        assert pc.as_karima("sudo", "-n", *words).status == 1, words
    assert pc.as_karima("sudo", "-n", "-u", "cnss", str(pc.launcher), "--version").status == 0


def test_the_terminal_comes_along_and_the_rest_of_the_surroundings_does_not(pc: SharedPC) -> None:
    kept = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "TMUX": "/x,1,0",
            "CNSS_COUNTER_BIDI": "visual", "KONSOLE_VERSION": "221200"}  # fmt: skip
    lost = {"PYTHONSTARTUP": "/x", "PYTHONPATH": "/x", "XDG_STATE_HOME": "/x",
            "CNSS_COUNTER_HOME": "/x", "CUPS_SERVER": "x", "TEXTUAL_LOG": "/x"}  # fmt: skip
    named = set(RULE.split('"')[1].split())
    assert named <= {*kept, "MLTERM", "KITTY_WINDOW_ID"}
    if has_accounts():
        pc.launcher.write_text("#!/bin/sh\nexec env\n", encoding="utf-8")
        sudo = ("sudo", "-n", "-u", "cnss", str(pc.launcher))
        passed = set(pc.as_karima(*sudo, more={**kept, **lost}).said.splitlines())
        assert {f"{name}={value}" for name, value in kept.items()} <= passed
        assert not {f"{name}={value}" for name, value in lost.items()} & passed
        assert f"SUDO_UID={CLERK}" in passed


def test_doctor_says_whose_the_files_are_and_who_sits_there(pc: SharedPC) -> None:
    (line,) = (one for one in pc.counter("doctor", "--json").document if one["name"] == "files")
    owner, clerk = ("cnss", "karima") if has_accounts() else (
        owners.account_name(os.geteuid()), owners.account_name(os.geteuid() + 1)
    )  # fmt: skip
    assert line["state"] == "ok"
    assert f"« {owner} »" in line["said"].replace("\N{NO-BREAK SPACE}", " ")
    assert f"« {clerk} »" in line["said"].replace("\N{NO-BREAK SPACE}", " ")


def test_doctor_says_where_they_are_one(real_home: Path) -> None:
    ended = command("doctor", "--json", "--home", real_home)
    (line,) = (one for one in ended.document if one["name"] == "files")
    assert line["state"] == "ok"
    assert "un_poste_partage.md" in line["said"]


@pytest.mark.parametrize("page", ["a_shared_pc.md", "un_poste_partage.md"])
def test_both_pages_give_the_same_lines(page: str) -> None:
    assert block_with("%guichet ALL", page) == RULE
    assert block_with("useradd", page) == block_with("useradd", "a_shared_pc.md")
    assert block_with("ForceCommand", page) == block_with("ForceCommand", "a_shared_pc.md")
    assert Path(cnss_counter.__file__).is_relative_to(ROOT)
