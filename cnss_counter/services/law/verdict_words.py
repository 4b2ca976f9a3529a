"""The sentences that a verdict is said with, at the desk, on F5, in a command and on the leaflet.

Each key stands with the values that it is filled with. The names come from the types and the
registers of the rules, so that a new outcome or condition asks for its sentence by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import get_args

from cnss_counter.domain.clerk import Role
from cnss_counter.domain.request import AttachmentState
from cnss_counter.law import RulePack
from cnss_counter.rules.contested_points import NEEDED_POINTS, DatedBy, Grade
from cnss_counter.rules.eligibility import conditions
from cnss_counter.rules.eligibility.open_points import OPEN_POINTS
from cnss_counter.rules.eligibility.rights import survivors_are_counted
from cnss_counter.rules.eligibility.too_early import TOO_EARLY
from cnss_counter.rules.finding_codes import FINDING_CODES, TO_VERIFY, Values, contested_codes
from cnss_counter.rules.verdict import Certainty, DeadlineState, OutcomeWord, Refund, RightKind
from cnss_counter.rules.would_change import PROVEN_BY

Sentence = tuple[str, Values]
"""A key, and what its sentence may be filled with."""

_NOTHING: Values = {}
_CONDITIONS = (*conditions.OF_THE_INSURED, *conditions.OF_THE_DECEASED, survivors_are_counted)


def verdict_words(pack: RulePack) -> Iterator[Sentence]:
    """Every sentence that a verdict by this rule pack may need."""
    yield from _findings(pack)
    yield from _answers()
    yield from _rights()
    yield from _reasoning(pack)
    for point in (*pack.parameters.contested, *TO_VERIFY):
        yield f"receipt.to_verify.{point}", _NOTHING
    for point in NEEDED_POINTS:
        yield f"leaflet.amount.{point}", {"since": "day"}
    for table, names in (
        ("cli.grades", get_args(Grade)),
        ("cli.dated_by", get_args(DatedBy)),
        ("leaflet.deadlines.start", get_args(DatedBy)),
        ("roles", get_args(Role)),
    ):
        yield from ((f"{table}.{name}", _NOTHING) for name in names)


def _findings(pack: RulePack) -> Iterator[Sentence]:
    points = dict(contested_codes(pack.parameters.contested.values()))
    for code, values in {**FINDING_CODES, **points}.items():
        yield f"findings.{code}", {**values, "reference": "word"}


def _answers() -> Iterator[Sentence]:
    """The outcome, the share, the last day, and what happened to a paper."""
    for outcome in (*get_args(OutcomeWord), "indication"):
        yield f"outcomes.{outcome}", _NOTHING
    for refund, place in product(get_args(Refund), ("refunds", "cli.refunds", "leaflet.amount")):
        yield f"{place}.{refund}", _NOTHING
    for state in get_args(DeadlineState):
        yield f"deadlines.{state}", {"day": "day"}
    yield "cli.deadline", {"deadline": "day"}
    yield "cli.finding_of", {"subject": "word", "sentence": "word"}
    for paper in (*get_args(AttachmentState), "unknown"):
        yield f"states.{paper}", _NOTHING


def _rights() -> Iterator[Sentence]:
    """A right that a refund would end: as the guard, the consent and whoever waits are told it."""
    kinds: tuple[RightKind, ...] = get_args(RightKind)
    for right, name in product((*kinds, "contribution_refund"), ("title", "nature")):
        yield f"rights.{right}.{name}", _NOTHING
    yield "rights.contribution_refund.amount_unknown", _NOTHING
    yield "rights.contribution_refund.form", {"number": "word", "form": "word"}
    for right in kinds:
        for name in ("amount_unknown", "named_amount_unknown", "form"):
            yield f"rights.{right}.{name}", _NOTHING
        for name in ("amount", "named"):
            yield f"rights.{right}.{name}", {"amount": "count"}
        yield f"screens.kept_waiting.{right}.form", _NOTHING
    for certainty in get_args(Certainty):
        yield f"screens.guard.warning.{certainty}", _NOTHING
        for place in ("consent.given_up", "screens.kept_waiting.right"):
            yield f"{place}.{certainty}", {"right": "word"}
    for code in TOO_EARLY:
        yield f"come_back.{code}", _NOTHING
    yield "screens.kept_waiting.last_day", {"day": "day"}
    for name in ("quickly", "ask_quickly"):
        yield f"rights.pension.{name}", _NOTHING
    yield "consent.irrevocable", _NOTHING


def _reasoning(pack: RulePack) -> Iterator[Sentence]:
    """The page that says why: its headings, each condition, each open point."""
    for name in ("other_right", "refund", "legal_age", "deadline"):
        yield f"screens.why.{name}", _NOTHING
    for heading in ("findings", "other_facts", "trace"):
        yield f"screens.why.{heading}", _NOTHING
    yield "screens.why.reading", {"number": "count", "outcome": "word"}
    yield "screens.why.paper", {"paper": "word", "finding": "word"}
    yield "screens.why.change.date", {"day": "day"}
    yield "screens.why.change.days", {"count": "count"}
    for paper in PROVEN_BY:
        yield f"screens.why.change.{paper}", _NOTHING
    for condition in _CONDITIONS:
        yield f"screens.why.conditions.{condition.__name__}", {"value": "word", "threshold": "word"}
    for point in (*OPEN_POINTS, *pack.parameters.contested):
        yield f"screens.why.points.{point}", {"value": "word"}
