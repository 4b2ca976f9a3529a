"""`cnss-counter leaflet --lang fr`: conditions, papers and deadlines, dated, on one page."""

from __future__ import annotations

from cnss_counter import wording
from cnss_counter.cli import output
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import DAY, FILE, JSON, Option, a_new_file, one_of
from cnss_counter.clock import system_clock
from cnss_counter.services.law import leaflet, sound_rules


def run(options: Options) -> int:

    file = options.to or a_new_file(f"notice-{options.lang}.pdf")
    on = options.on or system_clock().date()
    leaflet.save(file, sound_rules.load(), wording.load(options.lang), on)
    if options.json:
        output.print_json({"leaflet": str(file)})
    else:
        print(output.french()("cli.leaflet_drawn", file=str(file)))
    return 0


LANGUAGE = Option(
    "--lang", "language", "LANGUE", is_required=True, read=one_of("ar", "fr"), offers=("ar", "fr")
)
TO = Option("-o", "to_or_here", "FICHIER", read=a_new_file, offers=FILE, key="to")

COMMAND = Command("leaflet", run, LANGUAGE, TO, DAY.saying("day_of_the_law"), JSON)
