"""`cnss-counter receipt REFERENCE -o FILE`: draws a receipt again, marked and journalled."""

from __future__ import annotations

from pathlib import Path

from cnss_counter.cli import output
from cnss_counter.cli.opening import open_session
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import (
    CLERK,
    FILE,
    HOME,
    JSON,
    PASSWORD,
    Option,
    Subject,
    one_of,
)
from cnss_counter.domain import reference_number
from cnss_counter.domain.names import name_in
from cnss_counter.services.printing import receipt_copies
from cnss_counter.storage.files import given_places


def run(options: Options) -> int:
    receipt_copies.require_place(options.to, options.reference)
    with open_session(options) as session:
        deposit = session.receipts.required(options.reference)
        drawn = session.receipts.save(
            deposit.reference, form=options.format or "pdf", to=options.to
        )
    if options.json:
        output.print_json({"reference": deposit.reference, "receipt": str(drawn)})
    else:
        # Its name, so that a receipt drawn for somebody else is seen.
        name = name_in(deposit.draft).either
        said = {"reference": deposit.reference, "name": name, "file": str(drawn)}
        print(output.french()("cli.receipt_drawn_of", **said))
    return 0


def named(typed: str) -> Path:

    return given_places.named(typed)


REFERENCE = Subject("reference", "RÉFÉRENCE", "reference", read=reference_number.spelt)
TO = Option("-o", "to", "FICHIER", is_required=True, read=named, offers=FILE, key="to")
FORMATS = ("pdf", "text", "matrix")
FORMAT = Option("--format", "format", "FORMAT", read=one_of(*FORMATS), offers=FORMATS)

COMMAND = Command("receipt", run, REFERENCE, HOME, CLERK, PASSWORD, TO, FORMAT, JSON)
