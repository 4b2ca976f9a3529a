"""`cnss-counter leaflet --lang fr`: conditions, papers and deadlines, dated, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.cli import answers
from cnss_counter.cli.options import DAY, JSON, Command, Option, a_new_file, one_of

if TYPE_CHECKING:
    from cnss_counter.cli.options import Options


def run(options: Options) -> int:
    from cnss_counter import wording
    from cnss_counter.clock import system_clock
    from cnss_counter.services.law import leaflet, sound_rules

    file = options.to or a_new_file(f"notice-{options.lang}.pdf")
    on = options.on or system_clock().date()
    leaflet.save(file, sound_rules.load(), wording.load(options.lang), on)
    if options.json:
        answers.print_json({"leaflet": str(file)})
    else:
        print(answers.french()("cli.leaflet_drawn", file=str(file)))
    return 0


LANGUAGE = Option("--lang", "ar ou fr", "LANGUE", is_required=True, read=one_of("ar", "fr"))
TO = Option(
    "-o", "où l’écrire (sinon ici, notice-LANGUE.pdf)", "FICHIER", read=a_new_file, key="to"
)
AS_OF = DAY._replace(does="le jour dont on dit la loi (sinon aujourd’hui)")

COMMANDS = (
    Command(
        "leaflet",
        "le dépliant des conditions, pièces et délais, sur une page",
        run,
        options=(LANGUAGE, TO, AS_OF, JSON),
    ),
)
