"""Every page of a database, looked at where it lies: what nobody reads may be damaged too."""

from __future__ import annotations

import re

from cnss_counter.storage import driver
from cnss_counter.storage.driver import Database

_PAGE = re.compile(r"page (\d+)")
DAMAGE = frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB"})
_AT_MOST = 5
"""Pages that are named: whoever reads them restores a backup."""


def damaged(database: Database, *, whole: bool = False) -> str:
    """The pages that are not as they were written, as `12, 15`; "?" where none can be named.

    "" when all are whole: each page's own hash holds (SQLCipher), and what they hold makes sense
    together (SQLite), with `whole` every index with its table too. Takes as long as reading the
    file; `whole` much longer. Raises what else SQLite refuses: a disk or a lock is no damage.
    """
    try:
        hashes = [row[0] for row in database.execute("PRAGMA cipher_integrity_check").fetchall()]
        named = [found[1] for said in hashes if (found := _PAGE.search(said))]
        if hashes:
            return ", ".join(named[:_AT_MOST]) + (", …" if len(named) > _AT_MOST else "") or "?"
        check = "integrity_check" if whole else "quick_check"
        sense = database.execute(f"PRAGMA {check}").fetchall()
    except MemoryError:  # SQLite's own, of a page of names that makes no sense
        return "?"
    except driver.DriverError as refusal:
        if driver.error_name(refusal) not in DAMAGE:
            raise
        return "?"
    return "" if sense == [("ok",)] else "?"
