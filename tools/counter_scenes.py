"""The counter in a real terminal: the test card, Home, the form and Confirm, in Arabic."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.day import training
from cnss_counter.services.requests import case_file

TEXT = "text:"
"""Before what is typed letter by letter, where the others are names of keys."""


class Scene(NamedTuple):
    """What is pressed, and the name of the picture that is taken then."""

    name: str
    keys: Sequence[str]


def scenes() -> tuple[Scene, ...]:
    clerk = training.clerk_account()
    login = (f"{TEXT}{clerk.code}", "Return", f"{TEXT}{clerk.password}", "Return")
    return (
        Scene("card", login),
        Scene("home", ("Return", "F7")),
        Scene("form", ("End", "Return")),
        Scene("confirm", ("F9", "End", "F9")),
    )


def prepared(folder: Path) -> str:
    """A training counter with the first client's request as a draft; what plays it."""
    home, client = Home(folder), training.clients()[0]
    training.prepare(home)
    clerk, clock = training.clerk_account(), training.PlayedClock(client.on)
    session = log_in(home, clerk.code, clerk.password, clock=clock, training=True)
    draft = case_file.read(client.case, session.procedures).draft
    session.drafts.new(session.cleaned(draft))
    session.log_out()
    return f"cnss_counter training --home {folder} --on {client.on}"
