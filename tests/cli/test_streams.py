"""Whatever becomes of input, output and error: the right status, no traceback, the number said."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import select
import subprocess
import sys
import termios
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple, NoReturn

import pytest

from cnss_counter import wording
from cnss_counter.cli.requests import deposit
from cnss_counter.domain.reference_number import parse
from cnss_counter.paths import Home
from cnss_counter.services.access.setup import set_up
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.clients import case_of
from tests.cli.conftest import REAL_AGENCY, REAL_CLERK, REAL_PASSWORD, Ended, command

pytestmark = pytest.mark.usefixtures("account_of_the_session")

MISSING, FULL, LEFT, READ = "missing", "full", "left by its reader", "read"
OF_OUTPUT = ((MISSING, READ), (FULL, READ))
OF_BOTH = (*OF_OUTPUT, (LEFT, READ), (READ, FULL), (MISSING, MISSING), (FULL, FULL))
"""States of standard output and standard error."""

_REDIRECTED = {MISSING: "{}>&-", FULL: "{}>/dev/full", LEFT: "", READ: ""}


def ended_with(
    arguments: list[str],
    *,
    output: str = READ,
    error: str = READ,
    lines: tuple[str, ...] | None = (),
) -> Ended:
    """`cnss-counter` with these streams; `lines` None is a standard input that is missing."""
    closed = "0<&-" if lines is None else ""
    redirected = f"{_REDIRECTED[output].format(1)} {_REDIRECTED[error].format(2)} {closed}"
    reader, left = os.pipe()
    os.close(reader)
    program = subprocess.Popen(
        ["sh", "-c", f'exec "$@" {redirected}', "sh", sys.executable, "-m", "cnss_counter",
         *arguments],
        stdin=subprocess.PIPE, stdout=left if output == LEFT else subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    os.close(left)
    said, refused = program.communicate("".join(f"{line}\n" for line in lines or ()), timeout=120)
    return Ended(program.returncode, said or "", refused)


AS_CLERK = f"--clerk {REAL_CLERK.code} --password-stdin --home {{home}}"


class Errand(NamedTuple):
    """A command as it is typed in the table. `gives`: what it says once, by a part of it."""

    words: str
    status: int = 0
    gives: str = ""
    has_password: bool = True
    stands_unsaid: bool = False


IN_EVERY_STATE = (
    Errand("check {case} --on 2025-09-01 --json", has_password=False),
    Errand("check nowhere.json", status=2, has_password=False),
    Errand("clerk name B{n} --name Ali --role clerk {as_clerk} --json", gives='"code"'),
    Errand("deposit {new_case} {as_clerk}", gives="RCS-041-1-", stands_unsaid=True),
    Errand("deposit {new_case} {as_clerk} --json", gives="RCS-041-1-", stands_unsaid=True),
)
OTHERS = (
    Errand("check {case} --on 2025-09-01", has_password=False),
    Errand("rules list --json", has_password=False),
    Errand("verify {receipt} --home {home}", has_password=False),
    Errand("verify {case} --home {home} --json", status=2, has_password=False),
    Errand("leaflet --lang ar -o {new}.pdf", has_password=False),
    Errand("--help", has_password=False),
    Errand("--version", has_password=False),
    Errand("journal verify {as_clerk}"),
    Errand("backup {new} {as_clerk} --json"),
    Errand("settings {as_clerk}"),
    Errand("clerk list {as_clerk} --json"),
    Errand("receipt {reference} -o {new}.pdf {as_clerk}"),
    Errand("clerk name B{n} --name Ali --role clerk {as_clerk}", gives="Code provisoire"),
    Errand(
        "setup --agency 041 --agency-name-fr A --agency-name-ar فاس --city Fès --counter 1"
        " --admin A17 --password-stdin --home {new}",
        gives="Code de la nouvelle feuille de secours",
    ),
)
TABLE = [(errand, *state) for errand in IN_EVERY_STATE for state in OF_BOTH]
TABLE += [(errand, *state) for errand in OTHERS for state in OF_OUTPUT]


class Counter(NamedTuple):
    """A real counter with one deposit; every errand that asks for something new gets it."""

    folder: Path
    reference: str
    numbers: Iterator[int]

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def arguments(self, errand: Errand) -> list[str]:
        n = next(self.numbers)
        values = {
            "n": n, "home": self.home, "case": self.case(1), "reference": self.reference,
            "new": self.folder / f"new-{n}", "new_case": self.case(n),
            "receipt": Home(self.home).receipts / f"{self.reference}.pdf",
        }  # fmt: skip
        words = errand.words.replace("{as_clerk}", AS_CLERK).split()
        return [word.format(**values) for word in words]

    def case(self, n: int) -> Path:
        """Client 1, or somebody else of another number."""
        made, path = case_of(), self.folder / f"case-{n}.json"
        made["answers"]["immatriculation_number"] = f"{123456788 + n}"
        path.write_text(json.dumps(made), encoding="utf-8")
        return path


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Counter:
    folder = tmp_path_factory.mktemp("streams")
    set_up(Home(folder / "home"), REAL_AGENCY, REAL_CLERK, REAL_PASSWORD, cost=LOWEST_COST)
    made = Counter(folder, "", count(2))
    first = Errand("deposit {case} {as_clerk} --json")
    done = command(*made.arguments(first), lines=(REAL_PASSWORD,))
    return made._replace(reference=done.document["reference"])


@pytest.mark.parametrize(
    ("errand", "output", "error"), TABLE, ids=lambda value: getattr(value, "words", value)
)
def test_an_errand_ends_as_it_should(
    counter: Counter, errand: Errand, output: str, error: str
) -> None:
    lines = (REAL_PASSWORD,) if errand.has_password else ()
    ended = ended_with(counter.arguments(errand), output=output, error=error, lines=lines)
    is_refused = output == FULL and errand.status == 0 and not errand.stands_unsaid
    assert ended.status == (2 if is_refused else errand.status), ended.refused
    assert "Traceback" not in ended.said + ended.refused
    assert 'File "' not in ended.refused
    if errand.gives and READ in {output, error}:
        assert errand.gives in ended.said + ended.refused
    if error == READ and not errand.gives:
        is_one_line = is_refused or errand.status == 2
        assert ended.refused.count("\n") == is_one_line


@pytest.mark.parametrize("errand", IN_EVERY_STATE, ids=lambda errand: errand.words)
def test_an_errand_without_an_input_says_which_line_it_wants(
    counter: Counter, errand: Errand
) -> None:
    ended = ended_with(counter.arguments(errand), lines=None)
    if errand.has_password:
        assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
        assert ended.refused.startswith("Entrée standard")
    else:
        assert ended.status == errand.status
        assert 'File "' not in ended.refused


@pytest.mark.parametrize("is_blocking", [True, False], ids=["the control", "non-blocking"])
def test_a_password_that_comes_in_two_pieces_is_one(counter: Counter, *, is_blocking: bool) -> None:
    reader, writer = os.pipe()
    os.set_blocking(reader, is_blocking)
    os.write(writer, REAL_PASSWORD[:9].encode())
    words = counter.arguments(Errand("settings {as_clerk}"))
    program = subprocess.Popen(
        [sys.executable, "-m", "cnss_counter", *words],
        stdin=reader, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    while _waiting(reader) and program.poll() is None:
        select.select([], [], [], 0.01)
    os.write(writer, f"{REAL_PASSWORD[9:]}\n".encode())
    os.close(writer)
    said, refused = program.communicate(timeout=120)
    os.close(reader)
    assert (program.returncode, refused) == (0, "")
    assert said


def _waiting(reader: int) -> int:
    """Bytes in a pipe that nobody has taken yet."""
    taken = fcntl.ioctl(reader, termios.FIONREAD, bytes(4))
    return int.from_bytes(taken, sys.byteorder)


def test_a_number_that_nobody_could_hear_was_given_all_the_same(counter: Counter) -> None:
    another = Errand("deposit {new_case} {as_clerk} --json")
    given = []
    for state in (READ, MISSING, FULL, READ):
        ended = ended_with(
            counter.arguments(another), output=state, error=state, lines=(REAL_PASSWORD,)
        )
        assert ended.status == 0
        given.append(ended)
    first, last = (parse(given[at].document["reference"]) for at in (0, -1))
    assert first is not None
    assert last is not None
    assert last.sequence == first.sequence + 3


class BrokenSession:
    """Made the deposit, and breaks at whatever it is asked next."""

    def __getattr__(self, name: str) -> NoReturn:
        raise RuntimeError(f"broken by design: {name}")


@pytest.mark.parametrize("as_json", [True, False])
def test_a_drawing_that_breaks_does_not_take_the_number_with_it(
    capsys: pytest.CaptureFixture[str], *, as_json: bool
) -> None:
    session: Any = BrokenSession()
    made: Any = SimpleNamespace(reference="RCS-041-1-2026-000001-30")
    with pytest.raises(RuntimeError, match="broken by design"):
        deposit.give(session, made, as_json=as_json)
    said = capsys.readouterr()
    assert made.reference in (said.err if as_json else said.out)


FIRST_FILE = "import os, sys; {}; file = open(sys.argv[1], 'wb'); os.write(1, b'said')"
PREPARED = "from cnss_counter.cli import streams; streams.prepare()"


@pytest.mark.parametrize(("first", "left"), [(PREPARED, b""), ("pass", b"said")])
def test_a_file_never_takes_the_place_of_a_missing_output(
    tmp_path: Path, first: str, left: bytes
) -> None:
    """Without the preparation, as the control shows, what is said goes into the first file."""
    words = (sys.executable, "-c", FIRST_FILE.format(first), str(tmp_path / "counter.db"))
    subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", *words], check=True, timeout=60)
    assert (tmp_path / "counter.db").read_bytes() == left


def test_why_an_output_took_nothing_is_said_in_french() -> None:
    ended = ended_with(["rules", "list"], output=FULL)
    assert ended.status == 2
    assert wording.load("fr")("system.ENOSPC") in ended.refused
    assert os.strerror(errno.ENOSPC) not in ended.refused
