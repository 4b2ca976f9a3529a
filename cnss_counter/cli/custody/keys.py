"""`cnss-counter keys …`: what proves this counter's receipts, and head office's way in."""

from __future__ import annotations

from cnss_counter.cli import output
from cnss_counter.cli.home import the_home
from cnss_counter.cli.opening import open_session
from cnss_counter.cli.options.commands import Command, Group, Options
from cnss_counter.cli.options.parameters import (
    CLERK,
    FILE,
    HOME,
    JSON,
    PASSWORD,
    Option,
    a_new_file,
)
from cnss_counter.services.access import head_office_recovery
from cnss_counter.services.custody import counter_key


def export(options: Options) -> int:

    written = counter_key.export(the_home(options), options.to)
    if options.json:
        output.print_json({"keys": str(written)})
    else:
        print(output.french()("keys.exported", file=str(written)))
    return 0


def replace(options: Options) -> int:

    with open_session(options) as session:
        key_id = counter_key.replace(session.context)
    if options.json:
        output.print_json({"key": key_id})
    else:
        print(output.french()("keys.replaced", key=key_id))
    return 0


def letter(options: Options) -> int:

    written = head_office_recovery.write_letter(the_home(options), options.to)
    if options.json:
        output.print_json({"letter": str(written)})
    else:
        print(output.french()("keys.letter", file=str(written)))
    return 0


TO = Option("-o", "to", "FICHIER", is_required=True, read=a_new_file, offers=FILE, key="to")

COMMAND = Group(
    "keys",
    Command("keys export", export, TO, HOME, JSON),
    Command("keys letter", letter, TO, HOME, JSON),
    Command("keys replace", replace, HOME, CLERK, PASSWORD, JSON),
)
