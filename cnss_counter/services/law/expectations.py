"""What a case may expect of a verdict: where it stands there, what may be written, what differs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, get_args

from cnss_counter.law import RulePack
from cnss_counter.rules.finding_codes import FINDING_CODES, contested_codes
from cnss_counter.rules.procedure import Procedure
from cnss_counter.rules.verdict import (
    DeadlineState,
    Outcome,
    Refund,
    RightKind,
    Verdict,
    plain_value,
)

NONE = "none"
"""How a case writes that there is no refund, no other right, no known date."""

UNKNOWN_HERE = frozenset({"unknown_field", "unknown_paper"})
"""The errors of an answer or a paper that the procedure does not have, whatever its name."""

Differing = tuple[list[Any], list[Any]]
"""What was expected and is not so; what was obtained instead of it, or besides."""

Refusal = Callable[[Any, RulePack, Procedure], Collection[str] | str | None]
"""None for what may be expected; for anything else the words that may, or the name of its form."""


class Expectation(NamedTuple):
    """One key of `expected`: what the verdict says of it, how the two are compared."""

    obtained: Callable[[Verdict], Any]
    refusal: Refusal
    differing: Callable[[Any, Any], Differing]
    is_list: bool = False


# How the two are compared


def _same(expected: Any, obtained: Any) -> Differing:
    return ([], []) if expected == obtained else ([expected], [obtained])


def _all(expected: Sequence[str], obtained: Sequence[str]) -> Differing:
    """All of them, in any order."""
    missing, besides = Counter(expected), Counter(obtained)
    return [*(missing - besides).elements()], [*(besides - missing).elements()]


def _among(expected: Sequence[str], obtained: Sequence[str]) -> Differing:
    return [one for one in expected if one not in obtained], []


def _none_of(expected: Sequence[str], obtained: Sequence[str]) -> Differing:
    return [], [one for one in expected if one in obtained]


# What may be written


def _one_of(known: Callable[[RulePack, Procedure], Collection[str]]) -> Refusal:
    def refusal(written: Any, pack: RulePack, procedure: Procedure) -> Collection[str] | None:
        words = known(pack, procedure)
        return None if written in words else words

    return refusal


def _choice(*words: str) -> Refusal:
    return _one_of(lambda _pack, _procedure: words)


def _a_day(written: Any, _pack: RulePack, _procedure: Procedure) -> str | None:
    return None if type(written) is date or written == NONE else "day_or_none"


def _an_amount(written: Any, _pack: RulePack, _procedure: Procedure) -> str | None:
    return None if type(written) is int or written == NONE else "amount_or_none"


def _a_share(written: Any, _pack: RulePack, _procedure: Procedure) -> str | None:
    is_right = isinstance(written, str) and re.fullmatch(r"[01]\.[0-9]{4}", written)
    return None if is_right else "share"


def _an_error(written: Any, _pack: RulePack, procedure: Procedure) -> Collection[str] | None:
    """`birth_date: not_a_birth_date`; what the procedure does not have may have any name."""
    subject, _, code = str(written).partition(": ")
    if code in UNKNOWN_HERE or (code in FINDING_CODES and _has(procedure, subject)):
        return None
    if code in FINDING_CODES:
        return [f"{known}: {code}" for known in _subjects(procedure)]
    return [f"{subject}: {known}" for known in FINDING_CODES]


def _has(procedure: Procedure, subject: str) -> bool:
    listed, _, field_id = subject.rpartition(".")
    if re.fullmatch(r"survivors\.[1-9][0-9]*", listed):
        return field_id in {field.id for field in procedure.survivor_fields}
    return subject in _subjects(procedure)


def _subjects(procedure: Procedure) -> Collection[str]:
    return (*_fields(None, procedure), *_papers(None, procedure))


def _findings(pack: RulePack, _procedure: Procedure) -> Collection[str]:
    contested = contested_codes(pack.parameters.contested.values())
    return {*FINDING_CODES, *(code for code, _values in contested)}


def _papers(_pack: RulePack | None, procedure: Procedure) -> Collection[str]:
    return [paper.id for paper in procedure.papers]


def _fields(_pack: RulePack | None, procedure: Procedure) -> Collection[str]:
    return [field.id for field in procedure.fields]


def _codes(verdict: Verdict) -> list[str]:
    return [finding.code for finding in verdict.findings]


EXPECTATIONS: Mapping[str, Expectation] = {
    "outcome": Expectation(lambda verdict: verdict.outcome, _choice(*get_args(Outcome)), _same),
    "refund": Expectation(
        lambda verdict: verdict.refund or NONE, _choice(*get_args(Refund), NONE), _same
    ),
    "other_right": Expectation(
        lambda verdict: verdict.other_right.kind if verdict.other_right else NONE,
        _choice(*get_args(RightKind), NONE),
        _same,
    ),
    "monthly_amount": Expectation(
        lambda verdict: (verdict.other_right and verdict.other_right.monthly_amount) or NONE,
        _an_amount,
        _same,
    ),
    "legal_age_reached_on": Expectation(
        lambda verdict: plain_value(verdict.legal_age_reached_on) or NONE, _a_day, _same
    ),
    "deadline": Expectation(lambda verdict: plain_value(verdict.deadline) or NONE, _a_day, _same),
    "deadline_state": Expectation(
        lambda verdict: verdict.deadline_state, _choice(*get_args(DeadlineState)), _same
    ),
    "findings": Expectation(_codes, _one_of(_findings), _among, is_list=True),
    "silent": Expectation(_codes, _one_of(_findings), _none_of, is_list=True),
    "only": Expectation(_codes, _one_of(_findings), _all, is_list=True),
    "papers": Expectation(
        lambda verdict: [paper.id for paper in verdict.attachments],
        _one_of(_papers),
        _all,
        is_list=True,
    ),
    "required": Expectation(
        lambda verdict: [paper.id for paper in verdict.attachments if paper.required],
        _one_of(_papers),
        _all,
        is_list=True,
    ),
    "shares": Expectation(
        lambda verdict: [share["share"] for share in verdict.to_json()["shares"]],
        _a_share,
        _same,
        is_list=True,
    ),
    "errors": Expectation(
        lambda verdict: [f"{error.subject}: {error.code}" for error in verdict.errors],
        _an_error,
        _all,
        is_list=True,
    ),
    "fields": Expectation(
        lambda verdict: list(verdict.fields), _one_of(_fields), _among, is_list=True
    ),
    "not_asked": Expectation(
        lambda verdict: list(verdict.fields), _one_of(_fields), _none_of, is_list=True
    ),
}
"""`findings` and `fields` are among those obtained, `silent` and `not_asked` are not, `only` are
all of them."""
