"""`cnss-counter check CASE.json`: the verdict of one case. Needs no home and no password."""

from __future__ import annotations

from os.path import basename

from cnss_counter import rule_pack
from cnss_counter.cli import answers
from cnss_counter.cli.options import CASE, DAY, JSON, Command, Options
from cnss_counter.clock import system_clock
from cnss_counter.rules.evaluate import evaluate
from cnss_counter.services import case_file


def run(options: Options) -> int:
    pack = rule_pack.load()
    case = case_file.read(options.case, pack.procedures)
    procedure = pack.procedures[case.draft.procedure]
    on = options.on or system_clock().date()
    verdict = evaluate(procedure, case.draft, pack.parameters, on)
    if options.json:
        answers.print_json(verdict.to_json())
    elif not verdict.errors:
        answers.print_verdict(verdict)
    answers.require_no_error(basename(options.case), verdict)
    return 0


COMMANDS = (
    Command("check", "l’avis sur un dossier, sans rien enregistrer", run, (CASE,), (DAY, JSON)),
)
