"""`cnss-counter resume`: go on after a number, with a database that lost its end."""

from __future__ import annotations

from cnss_counter.cli import output
from cnss_counter.cli.custody.restore import LAST, continued_line
from cnss_counter.cli.home import the_home
from cnss_counter.cli.opening import password_line
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import CLERK, HOME, JSON, PASSWORD
from cnss_counter.services.custody import numbering
from cnss_counter.services.day import training


def run(options: Options) -> int:

    home = the_home(options)
    continued = numbering.resume(
        home, options.clerk, password_line(), options.last, training=training.is_training(home)
    )
    if options.json:
        output.print_json({**continued._asdict(), "skipped": continued.skipped})
    else:
        print(continued_line(continued))
    return 0


COMMAND = Command("resume", run, HOME, CLERK, PASSWORD, LAST, JSON)
