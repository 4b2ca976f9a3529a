"""Fifty people are planted, and their names and numbers looked for in every file but the paper.

The database, its `-wal`, `-shm`, locks and anchor, the keys, the journal's files, the temporary
folder and what a command prints, while the counter is open and after it is closed. A receipt is
paper for the person, and is looked for there by the control alone.
"""

from __future__ import annotations

import os
import random
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from campaigns.apparatus import counters
from campaigns.frame import Findings
from cnss_counter.domain.request import RequestDraft
from cnss_counter.paths import Home
from cnss_counter.services.session import Session

SHORT, LONG = 10, 50
CONTROL_BREAKS = frozenset({"found"})
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
_ARABIC = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"


def run(count: int, seed: int) -> Findings:
    chance = random.Random(seed)
    with _temporary_folder() as place:
        home = Home(place / "home")
        counters.make(home)
        planted: list[str] = []
        with counters.at_the_desk(home) as session:
            for number in range(1, count + 1):
                planted += _plant(session, number, chance)
            found = _found(place, planted)
            looked = sum(1 for _ in _files(place))
        found += _found(place, planted)
    return Findings({"planted": len(planted), "files": looked}, {"found": found})


def control(seed: int) -> Findings:
    """The same answers in a database that is not encrypted."""
    chance = random.Random(seed)
    with _temporary_folder() as place:
        answers = _answers(1, chance)
        plain = sqlite3.connect(place / "plain.db")
        plain.execute("CREATE TABLE drafts (answers TEXT)")
        plain.execute("INSERT INTO drafts VALUES (?)", (" ".join(answers.values()),))
        plain.commit()
        plain.close()
        return Findings({"planted": len(answers)}, {"found": _found(place, [*answers.values()])})


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    """A folder in which the program's own temporary files are, too."""
    with tempfile.TemporaryDirectory() as place:
        before, os.environ["TMPDIR"], tempfile.tempdir = os.environ.get("TMPDIR"), place, place
        try:
            yield Path(place)
        finally:
            tempfile.tempdir = None
            os.environ.pop("TMPDIR")
            if before is not None:
                os.environ["TMPDIR"] = before


def _plant(session: Session, number: int, chance: random.Random) -> list[str]:
    """One person deposits and gets a receipt; the next one's request stays a draft."""
    answers = _answers(number, chance)
    base: RequestDraft = counters.request(session, number)
    draft = base._replace(answers={**base.answers, **answers})
    stored = session.drafts.new(session.cleaned(draft))
    if number % 5:
        done = counters.deposit(session, stored.id, draft)
        session.receipts.save(done.reference, form="text")
        session.find(answers["last_name"])
    return list(answers.values())


def _answers(number: int, chance: random.Random) -> dict[str, str]:
    return {
        "immatriculation_number": f"{chance.randrange(10**8, 10**9)}",
        "identity_number": f"QZ{700_000 + number}",
        "phone": f"06{chance.randrange(10**7, 10**8)}",
        "last_name": "".join(chance.choices(_LETTERS, k=12)),
        "last_name_ar": "".join(chance.choices(_ARABIC, k=10)),
    }


def _found(place: Path, planted: list[str]) -> int:
    """How many of them can be read in some file, in either encoding of text, in any case."""
    content = b"".join(file.read_bytes() for file in _files(place))
    folded = content.lower()
    return sum(
        any(form.encode(code) in text for code in ("utf-8", "utf-16-le"))
        for form, text in ((word.lower(), folded) for word in planted)
    )


def _files(place: Path) -> Iterator[Path]:
    for file in place.rglob("*"):
        if file.is_file() and "receipts" not in file.parts:
            yield file
