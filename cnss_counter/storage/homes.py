"""What a home is: set up or not, real or training. Read before anybody logs in."""

from __future__ import annotations

from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.storage.files import read_whole, write_whole


def is_set_up(home: Home) -> bool:
    """Whether this home holds a counter."""
    return home.description.exists()


def describe(home: Home, *, is_training: bool) -> None:
    """Write down which kind of counter this home holds."""
    kind = "training" if is_training else "real"
    write_whole(home.description, f'format = 1\nkind = "{kind}"\n'.encode("ascii"))


def require_kind(home: Home, *, is_training: bool) -> None:
    """Raise `StoreError` unless the home is set up and of this kind.

    A training counter never opens a real home, nor a real counter a training one.
    """
    import tomllib

    if not is_set_up(home):
        raise StoreError("home.not_set_up", folder=str(home.folder))
    try:
        kind = tomllib.loads(read_whole(home.description).decode("utf-8"))["kind"]
    except (ValueError, KeyError) as damage:
        raise StoreError("store.damaged", file=str(home.description)) from damage
    if kind not in ("real", "training"):
        raise StoreError("store.damaged", file=str(home.description))
    if (kind == "training") is not is_training:
        raise StoreError(f"home.is_{kind}", folder=str(home.folder))
