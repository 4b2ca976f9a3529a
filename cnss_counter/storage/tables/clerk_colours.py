"""In which colours each clerk wants the screen; of nobody who has not said so there is a row."""

from __future__ import annotations

from typing import get_args

from cnss_counter.domain.clerk import Colours
from cnss_counter.storage.driver import Database


def of(database: Database, code: str) -> Colours:
    """What this clerk chose; the usual ones before, and for what a later release may offer."""
    row = database.execute("SELECT colours FROM clerk_colours WHERE clerk = ?", (code,)).fetchone()
    chosen = row[0] if row is not None else ""
    return next((colours for colours in get_args(Colours) if colours == chosen), "light")


def put(database: Database, code: str, colours: Colours) -> None:
    """Remember what this clerk chose."""
    database.execute(
        "INSERT INTO clerk_colours (clerk, colours) VALUES (?, ?)"
        " ON CONFLICT (clerk) DO UPDATE SET colours = excluded.colours",
        (code, colours),
    )
