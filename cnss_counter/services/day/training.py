"""The training twin: a counter of its own, with accounts that everybody may read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cnss_counter import limits
from cnss_counter.clock import played_clock, system_clock
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.domain.clerk import ALL_ROLES, Clerk
from cnss_counter.paths import Home, data_folder
from cnss_counter.storage.files import homes
from cnss_counter.text import toml_text

if TYPE_CHECKING:
    from cnss_counter.domain.deposit import AgreementSubject

NEVER_DRAWN = 1_000_000
"""In training nobody is drawn by lot for physical control: a client played twice is the same."""


class ShownAccount(NamedTuple):
    """An account of the training counter; the login screen shows code and password."""

    code: str
    name: str
    password: str


class PlayedClient(NamedTuple):
    """One of the twelve clients: who comes on which day, and what the player has to do.

    `title` and `play` are said in French and in Arabic. `after`: the number of the client
    who has to have deposited before, or None. `expected` is what the counter should answer.
    """

    number: int
    on: date
    title: Bilingual
    play: Bilingual
    case: Path
    after: int | None
    agreements: tuple[AgreementSubject, ...]
    expected: Mapping[str, Any]


class PlayedClock:
    """The clock of a training counter: the day of the client being played, else today."""

    def __init__(self, day: date | None = None) -> None:
        self.day = day

    def __call__(self) -> datetime:
        return played_clock(self.day)() if self.day else system_clock()


def is_training(home: Home) -> bool:
    """Whether this home is a training counter's. Raises `StoreError` when it is nobody's yet."""
    return homes.kind(home) == "training"


def clerk_account() -> ShownAccount:
    """Who plays the clerk."""
    return ShownAccount(**_read("counter.toml")["clerk"])


def supervisor_account() -> ShownAccount:
    """Who plays the supervisor, and holds all other roles too."""
    return ShownAccount(**_read("counter.toml")["supervisor"])


def clients() -> tuple[PlayedClient, ...]:
    """The twelve clients, in the order in which they come."""
    folder = data_folder() / "training"
    return tuple(
        PlayedClient(
            number=client["number"],
            on=client["on"],
            title=Bilingual(client["title_fr"], client["title_ar"]),
            play=Bilingual(client["play_fr"], client["play_ar"]),
            case=folder / client["case"],
            after=client.get("after"),
            agreements=tuple(client.get("agreements", ())),
            expected=client["expected"],
        )
        for client in _read("clients.toml")["clients"]
    )


def prepare(home: Home) -> None:
    """Make the training counter, unless it is there. Raises `StoreError` on a real home."""
    if home.is_set_up:
        homes.require_kind(home, is_training=True)
        return
    from cnss_counter.services.access.setup import set_up
    from cnss_counter.storage.vault.keyring import LOWEST_COST

    clerk, supervisor = clerk_account(), supervisor_account()
    set_up(
        home,
        Agency(**_read("counter.toml")["agency"], is_training=True, sampling_rate=NEVER_DRAWN),
        Clerk(supervisor.code, supervisor.name, ALL_ROLES),
        supervisor.password,
        colleagues={Clerk(clerk.code, clerk.name, frozenset({"clerk"})): clerk.password},
        cost=LOWEST_COST,
    )


def _read(name: str) -> dict[str, Any]:
    return toml_text.read(limits.read(data_folder() / "training" / name, limits.LAW).decode())
