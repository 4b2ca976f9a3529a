"""`cnss-counter training`: the training twin, in its own home, ready for a first deposit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.cli import terminal
from cnss_counter.cli.opening import the_home
from cnss_counter.cli.options import DAY, HOME, Command

if TYPE_CHECKING:
    from cnss_counter.cli.options import Options


def run(options: Options) -> int:
    from cnss_counter.services.law import sound_rules

    home = the_home(options, training=True)
    sound_rules.require()  # a broken law is refused before anybody is asked
    terminal.require_terminal()
    from cnss_counter.app import CounterApp
    from cnss_counter.services.access.private_process import log_nothing
    from cnss_counter.services.day import training

    log_nothing()
    training.prepare(home)
    clock = training.PlayedClock(options.on)
    return terminal.run(CounterApp(home, is_training=True, clock=clock))


PLAYED_DAY = DAY._replace(does="le jour que l’on joue (sinon celui du client choisi)")

COMMANDS = (
    Command(
        "training",
        "le guichet de formation, avec ses douze clients joués",
        run,
        options=(HOME, PLAYED_DAY),
    ),
)
