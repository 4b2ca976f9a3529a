"""`cnss-counter leaflet`: conditions, papers and deadlines, dated, on one page."""

from __future__ import annotations

from cnss_counter.cli import output
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import (
    DAY,
    FILE,
    JSON,
    KNOWN_ON,
    LANG,
    OTHER_LAW,
    Option,
    a_new_file,
)
from cnss_counter.clock import system_clock
from cnss_counter.errors import BadInputError
from cnss_counter.rules.parameters import NoValueError
from cnss_counter.services.law import leaflet, sound_rules


def run(options: Options) -> int:
    words = output.words()
    file = options.to or a_new_file(f"notice-{words.language}.pdf")
    on = options.on or system_clock().date()
    pack = sound_rules.load(options.rules).known_on(options.known_on or on)
    try:
        leaflet.save(file, pack, words, on)
    except NoValueError as unknown:
        raise BadInputError(
            "cli.no_law_yet", day=words.date(on), parameter=words(f"parameters.{unknown.parameter}")
        ) from None
    if options.json:
        output.print_json({"leaflet": str(file)})
    else:
        output.print_line(words("cli.leaflet_drawn", file=str(file)))
    return 0


TO = Option("-o", "to_or_here", "FICHIER", read=a_new_file, offers=FILE, key="to")

COMMAND = Command("leaflet", run, LANG, TO, DAY.saying("day_of_the_law"), KNOWN_ON, OTHER_LAW, JSON)
