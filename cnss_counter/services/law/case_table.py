"""The jurist's cases: prose, facts and what is expected, run through the rules one by one.

A file has a `[base]` that its cases share (procedure, deposit date, answers, papers,
survivors) and `[[cases]]` that say what differs. Only what a case expects is compared. A draft
has `signed_by = ""` until a jurist has read it and writes name and date.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from cnss_counter import limits
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.errors import BadInputError
from cnss_counter.law import RulePack
from cnss_counter.law.data_file import EXPECTED
from cnss_counter.paths import data_folder
from cnss_counter.rules.answers import mistakes
from cnss_counter.rules.evaluate import cleaned, evaluate
from cnss_counter.rules.verdict import Verdict
from cnss_counter.services.law.expectations import EXPECTATIONS
from cnss_counter.text import toml_text
from cnss_counter.text.toml_mistake import toml_mistake
from cnss_counter.wording import Wording

_FACTS: dict[str, type] = {
    "procedure": str,
    "on": date,
    "answers": dict,
    "without": list,
    "attachments": dict,
    "survivors": list,
}
"""What a base and a case may say of the facts."""

_WORDS: dict[str, type] = {"name": str, "expected": dict, "signed_by": str, "signed_on": date}
"""What a case says besides."""

_LEFT_OUT = frozenset({"required", "required_in_one_script"})
"""Answers that a case may leave out: they are not what it is about."""

_MOST_KNOWN = 12
"""Words in a row that still help whoever mistyped one."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case as it is written: the facts, the deposit date, what is expected, who signed it.

    `signed_by` is None for a case that was written by hand, and empty for a draft.
    """

    file: str
    name: str
    draft: RequestDraft
    on: date
    expected: Mapping[str, Any]
    signed_by: str | None = None
    signed_on: date | None = None

    @property
    def is_signed(self) -> bool:
        """Whether somebody answers for what it expects."""
        return self.signed_by != ""


@dataclass(frozen=True, slots=True)
class Row:
    """One case run: what was expected, and what the rules say of the same things."""

    case: Case
    verdict: Verdict

    @property
    def obtained(self) -> dict[str, Any]:
        return {key: EXPECTATIONS[key].obtained(self.verdict) for key in self.case.expected}

    @property
    def differences(self) -> dict[str, tuple[list[Any], list[Any]]]:
        """What is expected and not so, and what is so instead or besides, where they differ."""
        obtained = self.obtained
        found = {
            key: EXPECTATIONS[key].differing(expected, obtained[key])
            for key, expected in self.case.expected.items()
        }
        return {key: differing for key, differing in found.items() if any(differing)}

    @property
    def is_met(self) -> bool:
        return not self.differences


def cases_folder(folder: Path | None = None) -> Path:
    """The cases that come with the program: in the wheel, or the tests' own in a checkout.

    A data folder that has cases of its own (`folder`) is tried by them.
    """
    for place in (folder, data_folder()):
        if place and (place / "cases").is_dir():
            return place / "cases"
    return data_folder().parent / "tests" / "rules" / "cases"


def run(files: Iterable[Path], pack: RulePack, words: Wording) -> Iterator[Row]:
    """Every case of the files, in order. Raises `BadInputError` naming file, case and rule."""
    for file in files:
        for case in read(file, pack, words):
            yield row(case, pack)


def row(case: Case, pack: RulePack) -> Row:
    """One case beside what the rules say of it."""
    procedure = pack.procedures[case.draft.procedure]
    return Row(case, evaluate(procedure, case.draft, pack.parameters, case.on))


def read(file: Path, pack: RulePack, words: Wording) -> list[Case]:
    """The cases of one file, with its base under each of them.

    Raises `BadInputError` (`case_table.…`): what cannot be written down is said in `words`.
    """
    return _Reader(file, pack, words).cases(content_of(file))


def content_of(file: Path) -> str:
    try:
        return limits.read(file, limits.CASE_TABLE).decode("utf-8")
    except OSError:
        raise BadInputError("case_table.unreadable", file=str(file)) from None
    except limits.TooLargeError as large:
        raise BadInputError("data_file_too_large", file=file.name, most=str(large.most)) from None
    except UnicodeDecodeError as mistake:
        line = toml_mistake(mistake, mistake.object).line
        raise BadInputError("data_file_not_utf8", file=file.name, line=line) from None


class _Reader:
    """Knows the file's name, the law and the words, which every refusal and every case need."""

    def __init__(self, file: Path, pack: RulePack, words: Wording) -> None:
        self._file, self._pack, self._words = file.name, pack, words

    def cases(self, text: str) -> list[Case]:
        content = self._parsed(text)
        base, tables = content.pop("base", {}), content.pop("cases", [])
        self._require_tables(content, base, tables)
        self._require("base", base, _FACTS)
        for number, written in enumerate(tables, 1):
            if not written.get("name"):
                raise BadInputError("case_table.no_name", file=self._file, number=str(number))
        cases = [self._case(base, written) for written in tables]
        if not cases:
            raise BadInputError("case_table.no_case", file=self._file)
        return cases

    def _parsed(self, text: str) -> dict[str, Any]:
        try:
            return toml_text.read(text)
        except ValueError as mistake:
            rule, line = toml_mistake(mistake, text.encode())
            raise BadInputError(f"data_file_{rule}", file=self._file, line=line) from None

    def _require_tables(self, others: Iterable[str], base: Any, cases: Any) -> None:
        """A file is a `[base]` and `[[cases]]`, and nothing beside them."""
        are_cases = isinstance(cases, list) and all(isinstance(one, dict) for one in cases)
        misplaced = [
            *others,
            *["base"] * (not isinstance(base, dict)),
            *["cases"] * (not are_cases),
        ]
        for field in misplaced:
            raise BadInputError("case_table.place", file=self._file, field=field)

    def _case(self, base: Mapping[str, Any], written: Mapping[str, Any]) -> Case:
        name = str(written["name"])
        self._require(name, written, _FACTS | _WORDS)
        merged = {**base, **written}
        self._require_whole(name, written, merged)
        case = Case(
            self._file,
            name,
            _draft(base, written, merged),
            merged["on"],
            {key: _plain(value) for key, value in written["expected"].items()},
            written.get("signed_by"),
            written.get("signed_on"),
        )
        for field_id in merged.get("without", ()):
            if field_id not in (known := _fields_of(self._pack, case)):
                raise self._unknown(name, "without", str(field_id), known)
        self._require_known(case, written["expected"])
        if "errors" not in case.expected:
            self._require_writable(case)
        return case

    def _require(self, name: str, table: Any, known: Mapping[str, type]) -> None:
        """Only known keys, each of its type."""
        for key, value in table.items():
            if key not in known:
                raise self._unknown(name, key, key, known)
            if type(value) is not known[key]:
                raise self._wrong(name, key, EXPECTED[known[key]])

    def _require_whole(
        self, name: str, written: Mapping[str, Any], merged: Mapping[str, Any]
    ) -> None:
        """All that a case must have, of its own or of its base."""
        if not written.get("expected"):
            raise self._refused(name, "expected", "nothing_expected")
        for key in ("procedure", "on"):
            if key not in merged:
                raise self._refused(name, key, "missing")
        if merged["procedure"] not in (known := self._pack.procedures):
            raise self._unknown(name, "procedure", merged["procedure"], known)
        if not all(isinstance(one, dict) for one in merged.get("survivors", ())):
            raise self._wrong(name, "survivors", "table")
        if ("signed_on" in written) != bool(written.get("signed_by")):
            raise self._refused(name, "signed_on", "signed_together")

    def _require_known(self, case: Case, expected: Mapping[str, Any]) -> None:
        """Only what a verdict has, and only the words that it can say of it."""
        procedure = self._pack.procedures[case.draft.procedure]
        for key, value in expected.items():
            if key not in EXPECTATIONS:
                raise self._unknown(case.name, "expected", key, EXPECTATIONS)
            expectation = EXPECTATIONS[key]
            if isinstance(value, list) is not expectation.is_list:
                raise self._wrong(case.name, key, "list" if expectation.is_list else "single")
            for one in value if expectation.is_list else (value,):
                may_be = expectation.refusal(one, self._pack, procedure)
                if isinstance(may_be, str):
                    raise self._wrong(case.name, key, may_be)
                if may_be is not None:
                    raise self._unknown(case.name, key, str(one), may_be)

    def _require_writable(self, case: Case) -> None:
        """Every answer and paper is one of the procedure's, and can be written down."""
        procedure = self._pack.procedures[case.draft.procedure]
        for mistake in mistakes(cleaned(procedure, case.draft), case.on):
            if mistake.code not in _LEFT_OUT:
                rule = self._words.finding(mistake)
                raise self._refused(case.name, mistake.subject, "answer", rule=rule)

    def _unknown(
        self, case: str, field: str, written: str, known: Collection[str]
    ) -> BadInputError:
        """A word that is not known here, with those that are; of many, those that look like it."""
        near = get_close_matches(written, known) if len(known) > _MOST_KNOWN else []
        listed = ", ".join((near or sorted(known))[:_MOST_KNOWN])
        return self._refused(case, field, "unknown", written=written, known=listed)

    def _wrong(self, case: str, field: str, expected: str) -> BadInputError:
        """Something else is expected here: a key of the words."""
        return self._refused(case, field, "wrong_type", expected=expected)

    def _refused(self, case: str, field: str, rule_id: str, **said: str) -> BadInputError:
        code = f"case_table.{rule_id}"
        return BadInputError(code, file=self._file, case=case, field=field, **said)


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
        attachments={paper: Attachment(str(state)) for paper, state in papers.items()},  # type: ignore[arg-type]  # the rules know the states
        survivors=tuple(_texts(survivor) for survivor in merged.get("survivors", ())),
    )


def _fields_of(pack: RulePack, case: Case) -> list[str]:
    return [field.id for field in pack.procedures[case.draft.procedure].fields]


def _texts(answers: Mapping[str, Any]) -> dict[str, str]:
    """Answers as typed: a date and a number become their text."""
    return {key: str(_plain(value)) for key, value in answers.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
