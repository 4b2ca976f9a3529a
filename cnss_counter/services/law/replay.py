"""Deposits judged again: the same bytes under the same law, and what moves under another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cnss_counter.domain.deposit import Deposit
from cnss_counter.law import RulePack
from cnss_counter.rules.clean_draft import CleanDraft
from cnss_counter.rules.evaluate import judged
from cnss_counter.rules.procedure import Procedure
from cnss_counter.rules.verdict import Verdict, canonical_bytes, canonical_json

_TOLD = ("outcome", "refund", "other_right")
"""What a move is a move of; a new finding or another wording of the law is none."""


@dataclass(frozen=True, slots=True)
class Move:
    """A deposit that another rule pack would judge otherwise.

    `before` and `after` hold its outcome, refund and other right; `after` is empty when the
    other pack does not know its procedure.
    """

    reference: str
    deposited_on: date
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def stored(deposit: Deposit) -> bytes:
    """The verdict of a deposit with its trace, as the canonical bytes that it was judged to."""
    return canonical_bytes(deposit.verdict, deposit.trace)


def replayed(deposit: Deposit, pack: RulePack) -> bytes:
    """The same facts on the same deposit date, judged by a rule pack: canonical bytes.

    Under the pack of the deposit (`rules_version`) they equal `stored`. Raises
    `DataFileError` when the pack does not know the procedure.
    """
    return canonical_json(_judged(deposit, pack.procedures[deposit.draft.procedure], pack))


def moves(deposits: Iterable[Deposit], pack: RulePack) -> Iterator[Move]:
    """The deposits whose outcome, refund or other right is another under a rule pack."""
    for deposit in deposits:
        if deposit.is_erased:
            continue
        before = {key: deposit.verdict[key] for key in _TOLD}
        after = _told(deposit, pack)
        if before != after:
            yield Move(deposit.reference, deposit.deposited_at.date(), before, after)


def impacts(deposits: Iterable[Deposit], pack: RulePack) -> Iterator[Move]:
    """The moves by which a pension would have been open, or may have been, and was not told.

    A request that was withdrawn gave nothing up.
    """
    kept = (deposit for deposit in deposits if deposit.status != "withdrawn")
    for move in moves(kept, pack):
        if _kind(move.after) not in (None, _kind(move.before)):
            yield move


def _kind(told: Mapping[str, Any]) -> str | None:
    right = told.get("other_right")
    return right and str(right["kind"])


def _told(deposit: Deposit, pack: RulePack) -> Mapping[str, Any]:
    procedure = pack.procedures.get(deposit.draft.procedure)
    if procedure is None:
        return {}
    told = _judged(deposit, procedure, pack).to_json()
    return {key: told[key] for key in _TOLD}


def _judged(deposit: Deposit, procedure: Procedure, pack: RulePack) -> Verdict:
    """As it was deposited: whatever door a text would go through today."""
    clean = CleanDraft(procedure, deposit.draft)
    return judged(clean, pack.parameters, deposit.deposited_at.date()).verdict
