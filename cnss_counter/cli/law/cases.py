"""`cnss-counter rules test`: the jurist's cases, met or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cnss_counter.cli import output
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import FILE, JSON, LANG, OTHER_LAW, Option, Subject
from cnss_counter.services.law import case_table, case_words, sound_rules

if TYPE_CHECKING:
    from cnss_counter.services.law.case_table import Row


def run(options: Options) -> int:
    """The answer is no when a case that somebody answers for is not met."""
    files = options.files or sorted(case_table.cases_folder(options.rules).glob("*.toml"))
    pack = sound_rules.load(options.rules)
    rows = list(case_table.run(files, pack, output.words()))
    if options.json:
        output.print_json([_as_json(row) for row in rows])
    else:
        _tell(rows, is_quiet=options.quiet)
    return int(any(row.case.is_signed and not row.is_met for row in rows))


def _tell(rows: Sequence[Row], *, is_quiet: bool) -> None:
    """Each file with how many of its cases are met; then what differs; then the sum."""
    words = output.words()
    if not is_quiet:
        met = Counter(row.case.file for row in rows if row.is_met)
        for file, cases in Counter(row.case.file for row in rows).items():
            output.print_line(words("cli.cases_of", file=file, met=met[file], cases=cases))
    for row in rows:
        if not row.is_met:
            for line in case_words.told(row, words):
                output.print_line(line)
    drafts = sum(not row.case.is_signed for row in rows)
    if drafts:
        output.print_line(words("cli.cases_unsigned", cases=drafts))
    met_in_all = sum(row.is_met for row in rows)
    output.print_line(words("cli.cases", met=met_in_all, cases=len(rows)))


def _as_json(row: Row) -> dict[str, object]:
    case = row.case
    return {
        "file": case.file,
        "name": case.name,
        "expected": case.expected,
        "obtained": row.obtained,
        "is_met": row.is_met,
        "signed_by": case.signed_by,
        "signed_on": case.signed_on and case.signed_on.isoformat(),
    }


FILES = Subject("files", "FICHIER.toml", "own_cases", read=Path, offers=FILE, is_many=True)
QUIET = Option("--quiet", "quiet")

COMMAND = Command("rules test", run, FILES, OTHER_LAW, QUIET, LANG, JSON)
