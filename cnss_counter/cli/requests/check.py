"""`cnss-counter check CASE.json`: the verdict of one case. Needs no home and no password."""

from __future__ import annotations

from os.path import basename
from typing import TYPE_CHECKING

from cnss_counter import law
from cnss_counter.cli import output
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import CASE, DAY, JSON, KNOWN_ON, LANG, OTHER_LAW
from cnss_counter.clock import system_clock
from cnss_counter.rules.evaluate import cleaned, judged
from cnss_counter.rules.would_change import would_change
from cnss_counter.services.requests import case_file

if TYPE_CHECKING:
    from pathlib import Path

    from cnss_counter.law import RulePack


def run(options: Options) -> int:
    whole = law.load(options.rules) if options.json else _with_its_words(options.rules)
    pack = whole.known_on(options.known_on)
    case = case_file.read(options.case, pack.procedures)
    procedure = pack.procedures[case.draft.procedure]
    on = options.on or system_clock().date()
    known = judged(cleaned(procedure, case.draft), pack.parameters, on)
    verdict = known.verdict
    if options.json:
        changes = [one.to_json() for one in would_change(known, pack.parameters)]
        output.print_json(verdict.to_json() | {"would_change": changes})
        if verdict.errors:
            _with_its_words(options.rules)  # the first of them is said in a sentence
    elif not verdict.errors:
        output.print_verdict(verdict)
    output.require_no_error(basename(options.case), verdict)
    return 0


def _with_its_words(folder: Path | None) -> RulePack:
    """The law, or a refusal that names the word it lacks; `--json` says none, and is quick."""
    from cnss_counter.services.law import sound_rules

    return sound_rules.load(folder)


COMMAND = Command("check", run, CASE, DAY, KNOWN_ON, OTHER_LAW, LANG, JSON)
