"""A counter as the program of November 2026 left it, kept for ever: it opens at every commit.

Made by commit 8bc14b6 through its commands, on 29 November 2026, of fictitious persons: an
administrator, a supervisor and a clerk; requests of every kind, one of them erased, one printed
again; a draft; a backup, and one deposit after it.
"""

from __future__ import annotations

import json
import tarfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.session import Session

ARCHIVE = Path(__file__).with_name("home_of_8bc14b6.tar.gz")
NEXT_DAY = datetime(2026, 11, 30, 9, 0, tzinfo=timezone(timedelta(hours=1)))


class OldHome(NamedTuple):
    """What was kept: the home, a backup and a duplicate beside it, and who can open it."""

    home: Home
    backup: Path
    duplicate: Path
    passwords: dict[str, str]
    recovery_code: str
    references: dict[str, str]

    def open(self, clerk: str = "C33") -> Session:
        """Log in on the day after it was left."""
        return log_in(self.home, clerk, self.passwords[clerk], clock=lambda: NEXT_DAY)


def unpacked(folder: Path) -> OldHome:
    """The old home in a folder of its own; what a test does to it stays there."""
    with tarfile.open(ARCHIVE) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # from 3.11.4 on
        archive.extractall(folder)
    note = json.loads((folder / "note.json").read_text(encoding="utf-8"))
    (backup,) = folder.glob("*.backup")
    return OldHome(Home(folder / "counter"), backup, folder / "duplicate.pdf", **note)
