"""Made-up deposits whose receipts, together, say whatever a receipt of a procedure can say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import Any, get_args

from cnss_counter.domain.agency import Agency
from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.domain.deposit import Agreement, Consent, Deposit
from cnss_counter.domain.request import Attachment, AttachmentState, ReadTo, RequestDraft
from cnss_counter.rules.eligibility.too_early import TOO_EARLY
from cnss_counter.rules.field_kinds import FIELD_KINDS
from cnss_counter.rules.finding_codes import TO_VERIFY
from cnss_counter.rules.procedure import Field, Procedure
from cnss_counter.rules.verdict import DAYS_UNKNOWN, Certainty, DeadlineState, RightKind

_AT = datetime(2025, 9, 1, 10, 0, tzinfo=UTC)
_STATES: tuple[AttachmentState, ...] = get_args(AttachmentState)
_DEADLINES: tuple[DeadlineState, ...] = get_args(DeadlineState)
_KINDS: tuple[RightKind, ...] = get_args(RightKind)
_READ_TO: tuple[ReadTo, ...] = get_args(ReadTo)
_REASONS = ("A", "أ")
"""Why a paper is not in hand, in one language or the other."""
_HEARD_OF = ("", "old_age_pension")
"""Of two deposits in four the pension was named, whose days nobody knew."""
_CERTAINTIES: tuple[Certainty, ...] = ("sure", "in_doubt")
_AT_STAKE: tuple[tuple[RightKind, int | None, Certainty], ...] = (
    *product(_KINDS, (600, None), _CERTAINTIES),
    *((kind, None, "days_unknown") for _ in _HEARD_OF for kind in _KINDS),
)
"""Another right, its amount a month where it is published, and how it is told."""

_ALONE = (
    Agreement("A17", "A", "other_right", is_alone=True),
    Agreement("A17", "A", "clock", is_alone=True),
)
"""The only supervisor agreed with herself, and stated the time."""

_OF_TWO = (Agreement("A18", "A", "clock", against=_AT.isoformat()),)
"""Two people stood for the date."""

_UNTOLD = Agency("041", "A", "أ", "A", "1")
_TOLD = replace(
    _UNTOLD,
    name_fr="Agence A",
    name_ar="وكالة أ",
    is_training=True,
    privacy_authorisation="A-1",
    phone="0",
    hours=Bilingual("A", "أ"),
)
"""An agency of which all is told that may be, and one of which only what must."""

_SHARES = tuple({"survivor": n, "share": share} for n, share in ((1, "0.4"), (2, "0"), (3, "0")))
_IN_DOUBT = {"code": "survivor_unclear", "severity": "unknown", "subject": "survivors.3"}
"""Of three survivors: one who has a share, one who has none, one in doubt."""


def trial_deposits(procedure: Procedure, points: Iterable[str]) -> Iterator[Deposit]:
    """As many as the longest list of alternatives is long; each takes the next of every list.

    `points` are the contested points of the law; they and the other doubts are spread over all.
    """
    choices = [len(field.choices) for field in procedure.fields]
    turns = max(len(_STATES), len(_DEADLINES), len(_AT_STAKE), *choices)
    doubts = (*points, *TO_VERIFY)
    for turn in range(turns):
        yield _trial_deposit(procedure, turn, doubts[turn::turns])


def _trial_deposit(procedure: Procedure, turn: int, doubts: Iterable[str]) -> Deposit:
    draft, is_odd = _draft(procedure, turn), bool(turn % 2)
    return Deposit(
        reference=f"{procedure.reference_prefix}-041-1-2025-000001-00",
        draft_id="",
        draft=draft,
        deposited_at=_AT,
        clerk_code="A17",
        clerk_name="A",
        agency=_TOLD if is_odd else _UNTOLD,
        consent=Consent("ar", _AT, _HEARD_OF[turn % 4 // 2], _READ_TO[turn % 3 % 2]),
        agreements=_ALONE if is_odd else _OF_TWO,
        verdict=_verdict(draft, turn, doubts),
        rules_version="",
        is_provisional=is_odd,
        is_selected_for_control=is_odd,
        status="deposited",
        journal_entry=1,
        journal_hash="0" * 64,
        right=procedure.right,
    )


def _draft(procedure: Procedure, turn: int) -> RequestDraft:
    state, reason = _STATES[turn % len(_STATES)], _REASONS[turn % 3 % 2]
    return RequestDraft(
        procedure.id,
        {field.id: _answer(field, turn) for field in procedure.fields},
        {
            paper.id: Attachment("seen" if place and turn % 8 > 3 else state, reason)
            for place, paper in enumerate(procedure.papers)
        },
        ({"name": "A"}, {"name": "B"}, {"name": "C"}) if procedure.has_survivors else (),
    )


def _answer(field: Field, turn: int) -> str:
    if field.choices:
        return field.choices[turn % len(field.choices)]
    kind = FIELD_KINDS[field.kind]
    samples = (kind.sample, *kind.words)
    return samples[turn % len(samples)]


def _verdict(draft: RequestDraft, turn: int, doubts: Iterable[str]) -> dict[str, Any]:
    """What a receipt reads of `Verdict.to_json()`."""
    kind, amount, certainty = _AT_STAKE[turn % len(_AT_STAKE)]
    is_open = certainty != "days_unknown"
    return {
        "outcome": "other_right" if certainty == "sure" else "undetermined",
        "findings": [
            {"code": TOO_EARLY[turn % len(TOO_EARLY)], "severity": "failed"},
            *({"code": code, "severity": "unknown"} for code in doubts),
            _IN_DOUBT if is_open else {**_IN_DOUBT, "code": DAYS_UNKNOWN},
        ],
        "attachments": [{"id": paper, "required": turn % 3 < 2} for paper in draft.attachments],
        "shares": _SHARES if draft.survivors else (),
        "other_right": {"kind": kind, "monthly_amount": amount} if is_open else None,
        "deadline": "2026-03-10",
        "deadline_state": _DEADLINES[turn % len(_DEADLINES)],
    }
