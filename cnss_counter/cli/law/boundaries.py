"""`cnss-counter rules boundaries`: drafts of cases around every number of the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.cli import output
from cnss_counter.cli.options.commands import Command
from cnss_counter.cli.options.parameters import FILE, JSON, LANG, OTHER_LAW, Option, a_new_file
from cnss_counter.services.law import boundaries, sound_rules

if TYPE_CHECKING:
    from cnss_counter.cli.options.commands import Options


def run(options: Options) -> int:
    """The drafts on standard output, or in a file, whose signed cases stay as they are."""
    pack, words = sound_rules.load(options.rules), output.words()
    if options.to is None:
        cases = boundaries.text(pack, words)
        print(output.as_json({"cases": cases}) if options.json else cases, end="\n" * options.json)
        return 0
    drafted, signed = boundaries.save(options.to, pack, words)
    if options.json:
        output.print_json({"file": str(options.to), "drafted": drafted, "signed": signed})
    else:
        said = words("cli.drafted", file=str(options.to), drafts=drafted, signed=signed)
        output.print_line(said)
    return 0


TO = Option("-o", "drafts", "FICHIER", read=a_new_file, offers=FILE, key="to")

COMMAND = Command("rules boundaries", run, TO, OTHER_LAW, LANG, JSON)
