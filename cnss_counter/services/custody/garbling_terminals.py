"""Terminals that turn Arabic words round whatever a program says, and how each is told not to.

What is drawn in its right order is put in order again by kitty; tmux keeps from the terminal
around it the word that it needs (docs/how_to/terminals.md, with pictures).
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from cnss_counter import limits
from cnss_counter.storage.files import owners

Garbling = Literal["kitty", "tmux"]

_FORCED = re.compile(r"^\s*force_ltr\s+(?:yes|y|true)\s*$", re.MULTILINE)
_ASKED = ("tmux", "show-options", "-A", "-p", "-v", "allow-passthrough")
_PATIENCE = 2.0
"""Seconds: a server of tmux that does not answer is not waited for."""


def asked_of_tmux() -> str:
    """What `allow-passthrough` is in this pane; "" where tmux has none, and lets all pass.

    Where `sudo` lent this account nobody is asked: a server of tmux has its clients do things.
    """
    if owners.lent_to():
        return ""
    try:
        asked = subprocess.run(  # noqa: S603 – a fixed command
            _ASKED, capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.strip()


def garbling(
    surroundings: Mapping[str, str] = os.environ,
    passthrough: Callable[[], str] = asked_of_tmux,
    *,
    named: str = "",
) -> Garbling | None:
    """Which terminal will turn words round, as it is set; None where nothing is known of it.

    `named`: what it has told of itself (`terminal.terminal_name`).
    """
    if "TMUX" in surroundings:
        return "tmux" if passthrough() == "off" else None
    said = f"{named} {surroundings.get('TERM', '')}"
    is_kitty = "kitty" in said or "KITTY_WINDOW_ID" in surroundings
    return "kitty" if is_kitty and not _is_forced(_configuration(surroundings)) else None


def _configuration(surroundings: Mapping[str, str]) -> Path:
    """Where kitty looks first; the settings of another place are not found."""
    own = Path(surroundings.get("XDG_CONFIG_HOME") or Path.home() / ".config", "kitty")
    return Path(surroundings.get("KITTY_CONFIG_DIRECTORY") or own, "kitty.conf")


def _is_forced(configuration: Path) -> bool:
    try:
        return _FORCED.search(limits.read(configuration, limits.STATE).decode()) is not None
    except (OSError, ValueError):
        return False
