"""`cnss-counter doctor`: what this counter stands on, one line for each thing."""

from __future__ import annotations

from cnss_counter.cli import output
from cnss_counter.cli.home import the_home
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import HOME, JSON
from cnss_counter.services.custody.health import examine
from cnss_counter.text import logical


def run(options: Options) -> int:

    lines = examine(the_home(options))
    words = output.french()
    said = {line.name: logical(words(line.key, **line.values)) for line in lines}
    if options.json:
        output.print_json(
            [{"name": line.name, "state": line.state, "said": said[line.name]} for line in lines]
        )
    else:
        for line in lines:
            name = words(f"health.names.{line.name}")
            state = words(f"health.states.{line.state}")
            output.print_line(f"{name:<16}{state:<10}{said[line.name]}")
    return int(any(line.state == "bad" for line in lines))


COMMAND = Command("doctor", run, HOME, JSON)
