"""What a home is: set up or not, real or training. Read before anybody logs in."""

from __future__ import annotations

from typing import Literal, get_args

from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.storage.files import read_whole, write_whole
from cnss_counter.storage.network_folders import refuse_network

Kind = Literal["real", "training"]


def is_set_up(home: Home) -> bool:
    """Whether this home holds a counter."""
    return home.description.exists()


def describe(home: Home, *, is_training: bool) -> None:
    """Write down which kind of counter this home holds."""
    kind = "training" if is_training else "real"
    write_whole(home.description, f'format = 1\nkind = "{kind}"\n'.encode("ascii"))


def kind(home: Home) -> Kind:
    """Which kind of counter this home holds; `StoreError` when none, or it cannot be told."""
    import tomllib

    if not is_set_up(home):
        raise StoreError("home.not_set_up", folder=str(home.folder))
    try:
        described = tomllib.loads(read_whole(home.description).decode("utf-8"))["kind"]
    except (ValueError, KeyError) as damage:
        raise StoreError("store.damaged", file=str(home.description)) from damage
    if described not in get_args(Kind):
        raise StoreError("store.damaged", file=str(home.description))
    return described  # type: ignore[no-any-return]  # it is one of the two


def require_kind(home: Home, *, is_training: bool) -> None:
    """Raise `StoreError` unless the home is set up and of this kind.

    A training counter never opens a real home, nor a real counter a training one. Neither is
    ever opened on a network share.
    """
    refuse_network(home.folder)
    found = kind(home)
    if (found == "training") is not is_training:
        raise StoreError(f"home.is_{found}", folder=str(home.folder))
