"""`cnss-counter resume`: go on after a number, with a database that lost its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.cli import answers
from cnss_counter.cli.custody.restore import LAST, continued_line
from cnss_counter.cli.opening import password_line, the_home
from cnss_counter.cli.options import CLERK, HOME, JSON, PASSWORD, Command

if TYPE_CHECKING:
    from cnss_counter.cli.options import Options


def run(options: Options) -> int:
    from cnss_counter.services.custody import numbering
    from cnss_counter.services.day import training

    home = the_home(options)
    continued = numbering.resume(
        home, options.clerk, password_line(), options.last, training=training.is_training(home)
    )
    if options.json:
        answers.print_json({**continued._asdict(), "skipped": continued.skipped})
    else:
        print(continued_line(continued))
    return 0


COMMANDS = (
    Command(
        "resume",
        "continuer après un numéro, quand la base a perdu sa fin",
        run,
        options=(HOME, CLERK, PASSWORD, LAST, JSON),
    ),
)
