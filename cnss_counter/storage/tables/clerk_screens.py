"""How each clerk wants the screen; of nobody who has not said so there is a row."""

from __future__ import annotations

from typing import get_args

from cnss_counter.domain.clerk import Colours, ScreenLanguage
from cnss_counter.storage.driver import Database


def of(database: Database, code: str) -> tuple[Colours, ScreenLanguage | None]:
    """The colours and the language of this clerk.

    The usual colours and no language before one was chosen, and for what a later release offers.
    """
    colours = _chosen(database, "SELECT colours FROM clerk_colours WHERE clerk = ?", code)
    language = _chosen(database, "SELECT language FROM clerk_languages WHERE clerk = ?", code)
    return (
        next((one for one in get_args(Colours) if one == colours), "light"),
        next((one for one in get_args(ScreenLanguage) if one == language), None),
    )


def put_colours(database: Database, code: str, colours: Colours) -> None:
    """Remember what this clerk chose."""
    database.execute(
        "INSERT INTO clerk_colours (clerk, colours) VALUES (?, ?)"
        " ON CONFLICT (clerk) DO UPDATE SET colours = excluded.colours",
        (code, colours),
    )


def put_language(database: Database, code: str, language: ScreenLanguage) -> None:
    """Remember in which language this clerk works."""
    database.execute(
        "INSERT INTO clerk_languages (clerk, language) VALUES (?, ?)"
        " ON CONFLICT (clerk) DO UPDATE SET language = excluded.language",
        (code, language),
    )


def _chosen(database: Database, query: str, code: str) -> object:
    row = database.execute(query, (code,)).fetchone()
    return None if row is None else row[0]
