"""`cnss-counter rules replay` and `rules impact`: deposits judged again, by this law or another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cnss_counter.cli import output
from cnss_counter.cli.opening import open_session
from cnss_counter.cli.options.commands import Command
from cnss_counter.cli.options.parameters import (
    CLERK,
    HOME,
    JSON,
    KNOWN_ON,
    LANG,
    OTHER_LAW,
    PASSWORD,
    Subject,
)
from cnss_counter.errors import BadInputError, DataFileError
from cnss_counter.rules.verdict import OtherRight
from cnss_counter.services.law import sound_rules
from cnss_counter.services.law.replay import impacts, moves, replayed, stored
from cnss_counter.services.printing.receipt_files import no_such

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any

    from cnss_counter.cli.options.commands import Options
    from cnss_counter.domain.deposit import Deposit
    from cnss_counter.law import RulePack
    from cnss_counter.services.law.replay import Move
    from cnss_counter.services.session import Session
    from cnss_counter.wording import Wording


def replay_rules(options: Options) -> int:
    """With references: the same bytes, or no. With another rule pack alone: what moves."""
    if not (options.references or options.rules or options.known_on):
        raise BadInputError("cli.replay_what", option="--with")
    pack = _law(options.rules).known_on(options.known_on)
    with open_session(options) as session:
        if options.references:
            chosen = [_required(session, reference) for reference in options.references]
            return _tell_same(chosen, pack, as_json=options.json)
        found = moves(session.all_deposits(), pack)
        return _tell_moves(found, "moved", as_json=options.json)


def tell_impact(options: Options) -> int:
    """The refunds asked for whose person would have had a pension, by another law."""
    pack = _law(options.rules)
    with open_session(options) as session:
        found = impacts(session.all_deposits(), pack)
        return _tell_moves(found, "impact", as_json=options.json)


def _law(folder: Path | None) -> RulePack:
    """The law to judge by; what is contested and missing from it is told."""
    pack = sound_rules.load(folder)
    for point in pack.parameters.missing_points:
        file = f"contested/{point}.toml"
        output.tell_error(DataFileError("data_file_point_absent", file=file))
    return pack


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
        words = output.words()
        for deposit, is_same in zip(deposits, same, strict=True):
            key = "same" if is_same else "other"
            output.print_line(words(f"cli.replay.{key}", reference=deposit.reference))
    return int(not all(same))


def _tell_moves(found: Iterable[Move], summed_up_by: str, *, as_json: bool) -> int:
    """Each move with its day, then how many there are."""
    listed = list(found)
    if as_json:
        output.print_json([_as_json(move) for move in listed])
        return 0
    words = output.words()
    for move in listed:
        output.print_line(
            words(
                "cli.replay.move",
                reference=move.reference,
                day=move.deposited_on,
                before=_said(move.before, words),
                after=_said(move.after, words) if move.after else "–",
            )
        )
    output.print_line(words(f"cli.replay.{summed_up_by}", requests=len(listed)))
    return 0


def _said(told: Mapping[str, Any], words: Wording) -> str:
    """The outcome, then the share or the right with its amount."""
    said = [words(f"outcomes.{told['outcome']}")]
    if told["refund"]:
        said.append(words(f"refunds.{told['refund']}"))
    if told["other_right"]:
        said.append(words.other_right(OtherRight(**told["other_right"])))
    return " · ".join(said)


def _as_json(move: Move) -> dict[str, object]:
    return {
        "reference": move.reference,
        "deposited_on": move.deposited_on.isoformat(),
        "before": move.before,
        "after": move.after,
    }


REFERENCES = Subject("references", "RÉFÉRENCE", "references", is_many=True)

REPLAY = Command(
    "rules replay",
    replay_rules,
    REFERENCES,
    OTHER_LAW.saying("other_rules"),
    KNOWN_ON,
    HOME,
    CLERK,
    PASSWORD,
    LANG,
    JSON,
)
IMPACT = Command(
    "rules impact", tell_impact, OTHER_LAW.mandatory(), HOME, CLERK, PASSWORD, LANG, JSON
)
