"""`cnss-counter rules replay`: deposits judged again, by the files of today or by others."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from cnss_counter.cli import output
from cnss_counter.cli.opening import open_session
from cnss_counter.errors import BadInputError, DataFileError
from cnss_counter.services.law import sound_rules
from cnss_counter.services.law.replay import moves, replayed, stored
from cnss_counter.services.printing.receipt_files import no_such

if TYPE_CHECKING:
    from cnss_counter.cli.options.commands import Options
    from cnss_counter.domain.deposit import Deposit
    from cnss_counter.law import RulePack
    from cnss_counter.services.session import Session


def replay_rules(options: Options) -> int:
    """With references: the same bytes, or no. With another rule pack alone: what moves."""
    if not options.references and options.rules is None:
        raise BadInputError("cli.replay_what", option="--with")
    pack = sound_rules.load(options.rules)
    for point in pack.parameters.missing_points:
        file = f"contested/{point}.toml"
        output.tell_error(DataFileError("data_file_point_absent", file=file))
    with open_session(options) as session:
        if options.references:
            chosen = [_required(session, reference) for reference in options.references]
            return _tell_same(chosen, pack, as_json=options.json)
        return _tell_moves(session, pack, as_json=options.json)


def _required(session: Session, reference: str) -> Deposit:

    deposit = session.deposit_of(reference)
    if deposit is None:
        raise no_such(reference)
    if deposit.is_erased:
        raise BadInputError("deposit.erased", reference=reference)
    return deposit


def _tell_same(deposits: list[Deposit], pack: RulePack, *, as_json: bool) -> int:

    verdicts = [replayed(deposit, pack) for deposit in deposits]
    same = [stored(deposit) == again for deposit, again in zip(deposits, verdicts, strict=True)]
    if as_json:
        output.print_json([json.loads(again) for again in verdicts])
    else:
        for deposit, is_same in zip(deposits, same, strict=True):
            key = "same" if is_same else "other"
            print(output.french()(f"cli.replay.{key}", reference=deposit.reference))
    return int(not all(same))


def _tell_moves(session: Session, pack: RulePack, *, as_json: bool) -> int:

    found = list(moves(session.all_deposits(), pack))
    if as_json:
        output.print_json([asdict(move) for move in found])
        return 0
    words = output.french()
    for move in found:
        before = words(f"outcomes.{move.before['outcome']}")
        after = words(f"outcomes.{move.after['outcome']}") if move.after else "–"
        print(f"{move.reference}  {before} → {after}")
    print(words("cli.replay.moved", requests=len(found)))
    return 0
