"""The jurist's cases: prose, facts and what is expected, run through the rules one by one.

A file has a `[base]` that its cases share (procedure, deposit date, answers, papers,
survivors) and `[[cases]]` that say what differs. Only what a case expects is compared.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.errors import BadInputError
from cnss_counter.law import RulePack
from cnss_counter.paths import data_folder
from cnss_counter.rules.evaluate import evaluate
from cnss_counter.rules.procedure import Procedure
from cnss_counter.rules.verdict import Verdict
from cnss_counter.storage.files.private_files import read_given

LARGEST = 10_000_000
"""Bytes; two hundred cases take a hundred thousand."""

NONE = "none"
"""How a case writes that there is no refund, no other right, no known date."""

_FACTS: dict[str, type] = {
    "procedure": str,
    "on": date,
    "answers": dict,
    "without": list,
    "attachments": dict,
    "survivors": list,
}
"""What a base and a case may say of the facts."""

_LISTS = frozenset(
    {"findings", "silent", "only", "papers", "required", "shares", "errors", "fields"}
)
"""What a verdict has several of."""


@dataclass(frozen=True, slots=True)
class Row:
    """One case run: what was expected, and what the rules said of the same things."""

    file: str
    name: str
    expected: Mapping[str, Any]
    obtained: Mapping[str, Any]

    @property
    def is_met(self) -> bool:
        return all(
            expected == self.obtained[key]
            if key not in _AMONG
            else _AMONG[key](set(expected), set(self.obtained[key]))
            for key, expected in self.expected.items()
        )


@dataclass(frozen=True, slots=True)
class Case:
    """One case as it is written: the facts, the deposit date, what is expected."""

    file: str
    name: str
    draft: RequestDraft
    on: date
    expected: Mapping[str, Any]


def cases_folder() -> Path:
    """The cases that come with the program: in the wheel, or the tests' own in a checkout."""
    installed = data_folder() / "cases"
    return installed if installed.is_dir() else data_folder().parent / "tests" / "rules" / "cases"


def run(files: Iterable[Path], pack: RulePack) -> Iterator[Row]:
    """Every case of the files, in order. Raises `BadInputError` naming file, case and rule."""
    for file in files:
        for case in read(file, pack.procedures):
            yield row(case, pack)


def row(case: Case, pack: RulePack) -> Row:
    """One case beside what the rules say of it."""
    procedure = pack.procedures[case.draft.procedure]
    verdict = evaluate(procedure, case.draft, pack.parameters, case.on)
    obtained = {key: OBTAINED[key](verdict) for key in case.expected}
    return Row(case.file, case.name, case.expected, obtained)


def read(file: Path, procedures: Mapping[str, Procedure]) -> list[Case]:
    """The cases of one file, with its base under each of them."""
    return _Reader(file, procedures).cases()


class _Reader:
    """Knows the file's name and the procedures, which every refusal and every case need."""

    def __init__(self, file: Path, procedures: Mapping[str, Procedure]) -> None:
        self._file = file
        self._procedures = procedures

    def cases(self) -> list[Case]:
        content = self._content()
        self._require("", content, {"base": dict, "cases": list})
        base = content.get("base", {})
        self._require("base", base, _FACTS)
        cases = [self._case(base, written) for written in content.get("cases", [])]
        if not cases:
            raise BadInputError("case_table.no_case", file=self._file.name)
        return cases

    def _content(self) -> dict[str, Any]:
        try:
            return tomllib.loads(read_given(self._file, LARGEST).decode("utf-8"))
        except OSError:
            raise BadInputError("case_table.unreadable", file=str(self._file)) from None
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as mistake:
            name, reason = self._file.name, str(mistake)
            raise BadInputError("case_table.not_toml", file=name, reason=reason) from None

    def _case(self, base: Mapping[str, Any], written: Any) -> Case:
        if not isinstance(written, dict):
            raise self._refused("", "cases")
        name = str(written.get("name", ""))
        self._require(name, written, _FACTS | {"name": str, "expected": dict})
        merged = {"procedure": "", **base, **written}
        self._require(name, merged.get("expected", {}), dict.fromkeys(OBTAINED, object))
        for key, is_right in {
            "name": bool(name),
            "expected": bool(written.get("expected")),
            "procedure": merged["procedure"] in self._procedures,
            "on": "on" in merged,
            "survivors": all(isinstance(one, dict) for one in merged.get("survivors", ())),
        }.items():
            if not is_right:
                raise self._refused(name, key)
        return Case(
            self._file.name,
            name,
            _draft(base, written, merged),
            merged["on"],
            {key: _plain(value) for key, value in written["expected"].items()},
        )

    def _require(self, name: str, table: Any, known: Mapping[str, type]) -> None:
        """Only known keys, each of its type; a list where a verdict has a list."""
        for key, value in table.items():
            kind = list if key in _LISTS else known.get(key)
            if kind is None or not (kind is object or type(value) is kind):
                raise self._refused(name, key)

    def _refused(self, case: str, key: str) -> BadInputError:
        return BadInputError("case_table.key", file=self._file.name, case=case, field=key)


def _draft(
    base: Mapping[str, Any], written: Mapping[str, Any], merged: Mapping[str, Any]
) -> RequestDraft:
    """The facts of a case over those of its base; `without` takes some answers away."""
    answers = {**base.get("answers", {}), **written.get("answers", {})}
    papers = {**base.get("attachments", {}), **written.get("attachments", {})}
    for field_id in merged.get("without", ()):
        answers.pop(field_id, None)
    return RequestDraft(
        procedure=merged["procedure"],
        answers=_texts(answers),
        attachments={paper: Attachment(state) for paper, state in papers.items()},
        survivors=tuple(_texts(survivor) for survivor in merged.get("survivors", ())),
    )


def _texts(answers: Mapping[str, Any]) -> dict[str, str]:
    """Answers as typed: a date and a number become their text."""
    return {key: str(_plain(value)) for key, value in answers.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _codes(verdict: Verdict) -> list[str]:
    return [finding.code for finding in verdict.findings]


OBTAINED: Mapping[str, Callable[[Verdict], Any]] = {
    "outcome": lambda verdict: verdict.outcome,
    "refund": lambda verdict: verdict.refund or NONE,
    "other_right": lambda verdict: verdict.other_right.kind if verdict.other_right else NONE,
    "monthly_amount": lambda verdict: (
        (verdict.other_right and verdict.other_right.monthly_amount) or NONE
    ),
    "legal_age_reached_on": lambda verdict: _plain(verdict.legal_age_reached_on) or NONE,
    "deadline": lambda verdict: _plain(verdict.deadline) or NONE,
    "deadline_state": lambda verdict: verdict.deadline_state,
    "findings": _codes,
    "silent": _codes,
    "only": _codes,
    "papers": lambda verdict: [paper.id for paper in verdict.attachments],
    "required": lambda verdict: [paper.id for paper in verdict.attachments if paper.required],
    "shares": lambda verdict: [share["share"] for share in verdict.to_json()["shares"]],
    "errors": lambda verdict: [f"{error.subject}: {error.code}" for error in verdict.errors],
    "fields": lambda verdict: list(verdict.fields),
}
"""What a case may expect. `findings` are among those obtained, `silent` are not, `only` are all."""

_AMONG: Mapping[str, Callable[[set[str], set[str]], bool]] = {
    "findings": set.issubset,
    "silent": set.isdisjoint,
    "fields": set.issubset,
}
