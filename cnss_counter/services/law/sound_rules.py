"""The law with its words, loaded whole or refused: nothing is deposited that cannot be printed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cnss_counter import law
from cnss_counter.law.stamp import PARTS_OF_THE_LAW, is_of, keep, stamp
from cnss_counter.paths import data_folder, data_place

if TYPE_CHECKING:
    from pathlib import Path

    from cnss_counter.law import RulePack
    from cnss_counter.law.stamp import Stamp

PLACE = f"{str(__spec__.cached).removesuffix('.pyc')}.whole"
"""Beside this module's compiled form: the files that were found whole, and not asked again."""

_FILES = PARTS_OF_THE_LAW | {"wording"}


def load(folder: Path | None = None) -> RulePack:
    """The rule pack of a data folder (default: the program's own), with every word it needs.

    A folder without a `wording` of its own is said in the program's words. Raises `DataFileError`
    that names the first file and key which break a rule.
    """
    if folder is None:
        require()
        return law.load()
    return _whole(folder)


def require() -> None:
    """Raise `DataFileError` before anybody is asked; what was found whole once costs nothing."""
    _require(stamp(data_place(), _FILES))


@lru_cache(maxsize=1)
def _require(files: Stamp) -> None:
    if not is_of(PLACE, files):
        _whole(None)
        keep(PLACE, files)


def _whole(folder: Path | None) -> RulePack:
    # Neither is for what was found whole.
    from cnss_counter.services.law.needed_words import require_words
    from cnss_counter.wording import own_folder

    pack = law.load(folder)
    require_words(pack, own_folder(folder) or data_folder() / "wording")
    return pack
