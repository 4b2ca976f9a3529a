"""`cnss-counter training`, asked for with more than a home: a day, say, or `--help`."""

from __future__ import annotations

from cnss_counter.cli import application
from cnss_counter.cli.options.commands import Command
from cnss_counter.cli.options.parameters import DAY, HOME

COMMAND = Command("training", application.training_counter, HOME, DAY.saying("played_day"))
