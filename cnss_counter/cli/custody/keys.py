"""`cnss-counter keys …`: what proves this counter's receipts, and head office's way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.cli import answers
from cnss_counter.cli.opening import open_session, the_home
from cnss_counter.cli.options import CLERK, HOME, JSON, PASSWORD, Command, Option, a_new_file

if TYPE_CHECKING:
    from cnss_counter.cli.options import Options


def export(options: Options) -> int:
    from cnss_counter.services.custody import counter_key

    written = counter_key.export(the_home(options), options.to)
    if options.json:
        answers.print_json({"keys": str(written)})
    else:
        print(answers.french()("keys.exported", file=str(written)))
    return 0


def replace(options: Options) -> int:
    from cnss_counter.services.custody import counter_key

    with open_session(options) as session:
        key_id = counter_key.replace(session.context)
    if options.json:
        answers.print_json({"key": key_id})
    else:
        print(answers.french()("keys.replaced", key=key_id))
    return 0


def letter(options: Options) -> int:
    from cnss_counter.services.access import head_office

    written = head_office.write_letter(the_home(options), options.to)
    if options.json:
        answers.print_json({"letter": str(written)})
    else:
        print(answers.french()("keys.letter", file=str(written)))
    return 0


TO = Option("-o", "où les écrire", "FICHIER", is_required=True, read=a_new_file, key="to")

COMMANDS = (
    Command(
        "keys export",
        "les clés publiques du guichet, pour qui vérifie ses accusés",
        export,
        options=(TO, HOME, JSON),
    ),
    Command(
        "keys letter",
        "le code de secours du siège, que sa clé seule peut lire",
        letter,
        options=(TO, HOME, JSON),
    ),
    Command(
        "keys replace",
        "une nouvelle clé signe ; ce que l’ancienne a signé reste prouvé",
        replace,
        options=(HOME, CLERK, PASSWORD, JSON),
    ),
)
