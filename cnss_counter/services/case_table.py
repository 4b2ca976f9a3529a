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

from cnss_counter.errors import BadInputError
from cnss_counter.paths import data_folder
from cnss_counter.rule_pack import RulePack
from cnss_counter.rules.evaluate import evaluate
from cnss_counter.rules.procedure import Procedure
from cnss_counter.rules.request import Attachment, RequestDraft
from cnss_counter.rules.verdict import Verdict

NONE = "none"
"""How a case writes that there is no refund, no other right, no known date."""

_KEYS = frozenset({"procedure", "on", "answers", "without", "attachments", "survivors"})


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
            verdict = evaluate(
                pack.procedures[case.draft.procedure], case.draft, pack.parameters, case.on
            )
            obtained = {key: OBTAINED[key](verdict) for key in case.expected}
            yield Row(case.file, case.name, case.expected, obtained)


def read(file: Path, procedures: Mapping[str, Procedure]) -> list[Case]:
    """The cases of one file, with its base under each of them."""
    content = _content(file)
    _refuse_strangers(file, "", content, {"base", "cases"})
    base = content.get("base", {})
    _refuse_strangers(file, "base", base, _KEYS)
    cases = [_case(file, base, written, procedures) for written in content.get("cases", [])]
    if not cases:
        raise BadInputError("case_table.no_case", file=file.name)
    return cases


def _content(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError:
        raise BadInputError("case_table.unreadable", file=str(file)) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as mistake:
        raise BadInputError("case_table.not_toml", file=file.name, reason=str(mistake)) from None


def _case(
    file: Path,
    base: Mapping[str, Any],
    written: Mapping[str, Any],
    procedures: Mapping[str, Procedure],
) -> Case:
    name = str(written.get("name", ""))
    _refuse_strangers(file, name, written, _KEYS | {"name", "expected"})
    expected = written.get("expected", {})
    _refuse_strangers(file, name, expected, frozenset(OBTAINED))
    merged = {**base, **written}
    procedure, on = merged.get("procedure"), merged.get("on")
    if procedure not in procedures:
        raise _refused(file, name, "procedure")
    if type(on) is not date:
        raise _refused(file, name, "on")
    if not (name and expected):
        raise _refused(file, name, "expected" if name else "name")
    draft = RequestDraft(
        procedure=str(procedure),
        answers=_texts({**base.get("answers", {}), **written.get("answers", {})}, merged),
        attachments=_attachments({**base.get("attachments", {}), **written.get("attachments", {})}),
        survivors=tuple(_texts(survivor, {}) for survivor in merged.get("survivors", ())),
    )
    return Case(file.name, name, draft, on, {key: _plain(one) for key, one in expected.items()})


def _texts(answers: Mapping[str, Any], case: Mapping[str, Any]) -> dict[str, str]:
    """Answers as typed: a date and a number become their text; `without` takes some away."""
    left_out = case.get("without", ())
    return {key: str(_plain(value)) for key, value in answers.items() if key not in left_out}


def _attachments(states: Mapping[str, Any]) -> dict[str, Attachment]:
    return {paper: Attachment(state) for paper, state in states.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _refuse_strangers(
    file: Path, name: str, table: Mapping[str, Any], known: frozenset[str] | set[str]
) -> None:
    for key in table:
        if key not in known:
            raise _refused(file, name, key)


def _refused(file: Path, name: str, key: str) -> BadInputError:
    return BadInputError("case_table.key", file=file.name, case=name, field=key)


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
