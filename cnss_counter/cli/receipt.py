"""`cnss-counter receipt REFERENCE -o FILE`: draws a receipt again, marked and journalled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cnss_counter.cli import answers
from cnss_counter.cli.opening import open_desk

if TYPE_CHECKING:
    from cnss_counter.cli.options import Options, Parser


def declare(parser: Parser) -> None:
    parser.subjects.add_argument(
        "reference", metavar="RÉFÉRENCE", help="celle de l'accusé de dépôt"
    )
    parser.add_home()
    parser.add_clerk()
    parser.options.add_argument(
        "-o", metavar="FICHIER", dest="to", type=Path, required=True, help="où l'écrire"
    )
    parser.options.add_argument(
        "--format", choices=("pdf", "text"), default="pdf", help="pdf (sinon) ou text"
    )
    parser.add_json()


def run(options: Options) -> int:
    with open_desk(options) as desk:
        drawn = desk.print_receipt(options.reference, form=options.format, to=options.to)
    if options.json:
        answers.print_json({"reference": options.reference, "receipt": str(drawn)})
    else:
        print(answers.french()("cli.receipt_drawn", file=str(drawn)))
    return 0
