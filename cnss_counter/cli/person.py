"""`cnss-counter person`: what law 09-08 gives a person who asks about the data held."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cnss_counter.cli import answers
from cnss_counter.cli.opening import open_desk
from cnss_counter.cli.options import CLERK, HOME, JSON, PASSWORD, Command, Option, Subject

if TYPE_CHECKING:
    from cnss_counter.cli.options import Options


def export(options: Options) -> int:
    from cnss_counter.services import person_record

    with open_desk(options) as desk:
        requests = person_record.export(desk.seat, options.number, options.to)
    if options.json:
        answers.print_json({"file": str(options.to), "requests": requests})
    else:
        print(answers.french()("cli.person_exported", file=str(options.to), count=requests))
    return 0


NUMBER = Subject("number", "N°", "n° d’immatriculation, sinon pièce d’identité")
TO = Option("-o", "où l’écrire", "FICHIER", is_required=True, read=Path, key="to")

COMMANDS = (
    Command(
        "person export",
        "tout ce qui est gardé sur une personne, pour la personne qui le demande",
        export,
        (NUMBER,),
        (HOME, CLERK, PASSWORD, TO, JSON),
    ),
)
