"""A case told to a jurist: what differs and nothing else, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from cnss_counter.rules.verdict import Finding, Verdict
from cnss_counter.services.law.case_table import Row
from cnss_counter.services.law.expectations import NONE, UNKNOWN_HERE
from cnss_counter.wording import Wording


def told(row: Row, words: Wording) -> Iterator[str]:
    """The name of a case with its file, then a line for each thing that differs."""
    mark = "✓" if row.is_met else "✗"
    signature = "" if row.case.is_signed else f" · {words('cli.case.unsigned')}"
    yield f"{mark} {row.case.name}  [{row.case.file}]{signature}"
    for key, (expected, obtained) in row.differences.items():
        label = words(f"cli.case.{key}")
        for side, values in (("expected", expected), ("obtained", obtained)):
            for value in values:
                said = _SAID[key](value, row.verdict, words)
                yield f"    {label} · {words(f'cli.{side}', said=said)}"


Said = Callable[[Any, Verdict, Wording], str]


def _by(table: str) -> Said:
    """A value that has its word in a table, or is none."""

    def said(value: Any, _verdict: Verdict, words: Wording) -> str:
        return words("states.none" if value == NONE else table.format(value))

    return said


def _day(value: str, _verdict: Verdict, words: Wording) -> str:
    return words("states.none") if value == NONE else words.date(date.fromisoformat(value))


def _amount(value: Any, _verdict: Verdict, words: Wording) -> str:
    return (
        words("states.none")
        if value == NONE
        else words("rights.old_age_pension.amount", amount=value)
    )


def _finding(code: str, verdict: Verdict, words: Wording) -> str:
    return _sentence(code, verdict.findings, words)


def _error(written: str, verdict: Verdict, words: Wording) -> str:
    subject, _, code = written.partition(": ")
    of_it = [error for error in verdict.errors if error.subject == subject]
    sentence = _sentence(code, of_it, words)
    return sentence if code in UNKNOWN_HERE else f"{words.label(subject)} · {sentence}"


def _sentence(code: str, made: Iterable[Finding], words: Wording) -> str:
    """The finding as it was made, else its sentence with its values left open; its code."""
    finding = next((one for one in made if one.code == code), None)
    sentence = words.finding(finding) if finding else words.outline(f"findings.{code}")
    return f"{sentence} ({code})"


def _label(subject: str, _verdict: Verdict, words: Wording) -> str:
    return words.label(subject)


def _shares(shares: Iterable[str], _verdict: Verdict, _words: Wording) -> str:
    return ", ".join(shares)


_SAID: Mapping[str, Said] = {
    "outcome": _by("outcomes.{}"),
    "refund": _by("refunds.{}"),
    "other_right": _by("rights.{}.title"),
    "monthly_amount": _amount,
    "legal_age_reached_on": _day,
    "deadline": _day,
    "deadline_state": _by("cli.deadline_states.{}"),
    "findings": _finding,
    "silent": _finding,
    "only": _finding,
    "papers": _label,
    "required": _label,
    "shares": _shares,
    "errors": _error,
    "fields": _label,
    "not_asked": _label,
}
"""How each thing that a case may expect is said."""


def verdict_in_words(verdict: Verdict, words: Wording) -> str:
    """The whole of an opinion on one line: outcome, share, other right, last day, findings."""
    said = [words(f"outcomes.{verdict.outcome}")]
    if verdict.refund:
        said.append(words(f"cli.refunds.{verdict.refund}"))
    if verdict.other_right:
        said.append(words.other_right(verdict.other_right))
    if verdict.deadline:
        said.append(words("cli.deadline", deadline=verdict.deadline))
    said += map(words.finding, verdict.findings)
    return " · ".join(said)
