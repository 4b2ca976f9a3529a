"""The application: at a real counter, and at the training one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.cli import terminal
from cnss_counter.cli.home import the_home
from cnss_counter.services.access.private_process import log_nothing
from cnss_counter.services.law import sound_rules
from cnss_counter.storage.files import homes

if TYPE_CHECKING:
    from cnss_counter.cli.options.commands import Options
    from cnss_counter.paths import Home


def counter(options: Options) -> int:
    """`cnss-counter`: the counter of this home."""
    home = _ready(the_home(options))
    from cnss_counter.app import CounterApp

    return terminal.run(CounterApp(home))


def training_counter(options: Options) -> int:
    """`cnss-counter training`: the training twin, in its own home, ready for a first deposit."""
    home = _ready(the_home(options, training=True))
    from cnss_counter.app import CounterApp
    from cnss_counter.services.day import training

    training.prepare(home)
    return terminal.run(CounterApp(home, is_training=True, clock=training.PlayedClock(options.on)))


def _ready(home: Home) -> Home:
    """What cannot serve is refused before anybody is asked anything, and anything is loaded."""
    sound_rules.require()
    terminal.require_terminal()
    homes.require_place(home)
    terminal.forget_settings()
    log_nothing()
    return home
