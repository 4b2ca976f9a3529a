"""A day at a counter whose disk is recorded: `python -m … ROOT SYNCHRONOUS DEPOSITS`.

Whatever the counter has promised is said in `ROOT/said`, one line each, so that the record
tells which calls came before the promise.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path
from typing import TextIO

from campaigns.apparatus.counters import CLERK, PASSWORD, at_the_desk, deposit, make, request
from cnss_counter.paths import Home
from cnss_counter.services.custody import backups, restoring
from cnss_counter.services.custody.restoring import ByMachine
from cnss_counter.storage import connections
from cnss_counter.storage.connections import open_connection
from cnss_counter.storage.vault.keyring import Keyring

SAID = "said"
PUT_BACK = "put_back"
NEW_PASSWORD = "grenade citron miel"


def main(root: str, synchronous: str, deposits: str) -> None:
    """Set up, log in, write down, deposit, print, change the password; put a backup back."""
    with Path(root, SAID).open("w", buffering=1, encoding="ascii") as said:
        _play(root, synchronous, int(deposits), said)
        _put_back(root, said)


def _play(root: str, synchronous: str, deposits: int, said: TextIO) -> None:
    home = Home(Path(root, "home"))
    make(home)
    said.write("set_up\n")
    keyring = Keyring(home.keyring, home.machine_secret, is_real=False)
    password, reader = PASSWORD, None
    key = keyring.open(CLERK.code, password)
    if synchronous != "FULL":
        connections._PRAGMAS["synchronous"] = (synchronous, 1)
        reader = open_connection(home.database, key)  # or the checkpoint would flush
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM deposits").fetchone()
    with at_the_desk(home) as session:
        for number in range(1, deposits + 1):
            draft = request(session, number)
            stored = session.new_draft(session.cleaned(draft))
            said.write(f"draft {stored.id}\n")
            done = deposit(session, stored.id, draft)
            said.write(f"deposit {stored.id} {done.reference}\n")
            if number % 4 == 0:
                paper = session.print_receipt(done.reference, form="text")
                hashed = sha256(paper.read_bytes()).hexdigest()
                said.write(f"receipt {done.reference} {paper.name} {hashed}\n")
            if number % 5 == 0:
                keyring.change(CLERK.code, password, NEW_PASSWORD)
                password = NEW_PASSWORD
                said.write("password\n")
    if reader is not None:
        reader.close()


def _put_back(root: str, said: TextIO) -> None:
    """Another home from a backup of the first, and one deposit more in it."""
    home, again = Home(Path(root, "home")), Home(Path(root, PUT_BACK))
    with at_the_desk(home, NEW_PASSWORD) as session:
        made = backups.back_up(session.context)
        said.write(f"backup {made.file.name}\n")
    same_machine = ByMachine(NEW_PASSWORD, home.machine_secret)
    restoring.restore(made.file, again, CLERK.code, same_machine, "0")
    said.write("put_back\n")
    with at_the_desk(again, NEW_PASSWORD) as session:
        draft = request(session, 0)
        stored = session.new_draft(session.cleaned(draft))
        done = deposit(session, stored.id, draft)
        said.write(f"deposit_there {stored.id} {done.reference}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
