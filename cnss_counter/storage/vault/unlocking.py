"""A home once its key is known: what it is comes from its sealed row.

`home.toml` says the same for whoever has no key yet; where the two differ, nobody gets in.
"""

from __future__ import annotations

from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.storage.database import Store
from cnss_counter.storage.driver import Database
from cnss_counter.storage.files.homes import Kind, line_of
from cnss_counter.storage.tables import counter
from cnss_counter.storage.vault import sealing

_SETTINGS = "settings/1"


def open_store(
    home: Home, key: bytes, *, is_training: bool, is_known_to_be_behind: bool = False
) -> Store:
    """Open the database of a home that is of this kind by its sealed row.

    Raises `StoreError`: `home.sealed_real` and `home.sealed_training`, naming the file that says
    otherwise; `store.settings_altered`; and as `Store.open` does. Nothing is recorded then.
    """
    store = Store.open(home.database, key, is_known_to_be_behind=is_known_to_be_behind)
    try:
        with store.reading() as database:
            is_sealed_training = _is_training(home, database)
        if is_sealed_training is not is_training:
            kind: Kind = "training" if is_sealed_training else "real"
            file = str(home.description)
            raise StoreError(f"home.sealed_{kind}", file=file, line=line_of(kind))
    except BaseException:
        store.close()
        raise
    return store


def _is_training(home: Home, database: Database) -> bool:
    """What the counter was set up as, if the journal still vouches for the row that says so."""
    row = sealing.row_of(database, _SETTINGS)
    if row is None or not sealing.is_vouched_for(database, row):
        raise StoreError("store.settings_altered", file=str(home.database))
    return counter.settings(database).agency.is_training
