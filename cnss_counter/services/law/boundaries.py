"""Drafts of cases on both sides of every number and date of the law, for a jurist to sign.

Each is judged by the law of today and says so in words. What somebody has signed is never
drafted again: it stays as it was written, until that person changes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from cnss_counter.domain.dates import day_of
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.errors import BadInputError
from cnss_counter.law import RulePack
from cnss_counter.rules.evaluate import evaluate
from cnss_counter.rules.parameters import DatedValue, Parameter
from cnss_counter.rules.verdict import Verdict, plain_value
from cnss_counter.services.law import case_table
from cnss_counter.services.law.boundary_facts import (
    AROUND_DAYS,
    AROUND_VALUES,
    Edge,
    Facts,
)
from cnss_counter.services.law.case_words import verdict_in_words
from cnss_counter.services.law.expectations import EXPECTATIONS
from cnss_counter.services.law.value_words import value_in_words
from cnss_counter.storage.files.private_files import write_whole
from cnss_counter.text import logical, toml_text
from cnss_counter.wording import Wording

_TOLD = (
    *("outcome", "refund", "other_right", "monthly_amount"),
    *("legal_age_reached_on", "deadline", "deadline_state"),
)
"""What every draft expects of a verdict, with all its findings (`only`)."""

_BASE: Mapping[str, Any] = {"basic_scheme_pension": "no", "other_scheme": "no"}
_CASE = "[[cases]]"
_CASE_LINE = re.compile(r"^\[\[cases\]\][ \t]*\r?\n", re.MULTILINE)

Tried = tuple[Parameter, DatedValue]


class Draft(NamedTuple):
    """A case that nobody has signed: its name, the sources that it tries, the facts."""

    name: str
    sources: tuple[str, ...]
    facts: Facts
    verdict: Verdict


def drafts(pack: RulePack, words: Wording) -> Iterator[Draft]:
    """Around each day on which a value begins or ends, then around each value."""
    for dated_by, day, values in _days(pack):
        told = words(f"boundaries.by.{dated_by}", day=day)
        for facts in AROUND_DAYS[dated_by](pack.parameters, day):
            yield _draft(pack, words, told, values, facts)
    for parameter in pack.parameters.by_id.values():
        if parameter.id in AROUND_VALUES:
            for value in parameter.values:
                told = _number(parameter, value, words)
                for facts in AROUND_VALUES[parameter.id](Edge(pack.parameters, parameter, value)):
                    yield _draft(pack, words, told, [(parameter, value)], facts)


def save(file: Path, pack: RulePack, words: Wording) -> tuple[int, int]:
    """Write the drafts; what is signed in the file stays. Returns how many of both.

    Raises `BadInputError` when the file is there and is no file of cases, `StoreError`.
    """
    signed = _signed(file, pack, words) if file.exists() else {}
    number = len(signed)
    blocks = [signed.pop(draft.name, "") or _block(draft, words) for draft in drafts(pack, words)]
    kept = number - len(signed)  # the others were of a number that this law has not
    write_whole(file, _written([*blocks, *signed.values()], words).encode())
    return len(blocks) - kept, number


def text(pack: RulePack, words: Wording) -> str:
    """All drafts as a file of cases."""
    return _written((_block(draft, words) for draft in drafts(pack, words)), words)


def _days(pack: RulePack) -> Iterator[tuple[str, date, list[Tried]]]:
    """Each day on which values begin, or have ended, by what decides; contested ones twice."""
    found: dict[tuple[str, date], list[Tried]] = {}
    points = pack.parameters.contested
    for parameter in pack.parameters.by_id.values():
        for value in parameter.values:
            deciding: set[str] = {parameter.dated_by}
            if value.contested:
                rivals = points[value.contested].rivals
                deciding |= {rival.dated_by for rival in rivals if rival.dated_by}
            edges = [day for day in (value.since, value.until) if day and day != date.min]
            for dated_by, day in product(sorted(deciding), edges):
                found.setdefault((dated_by, day), []).append((parameter, value))
    for (dated_by, day), values in sorted(found.items(), key=lambda one: one[0][::-1]):
        if dated_by in AROUND_DAYS:
            yield dated_by, day, values


def _number(parameter: Parameter, value: DatedValue, words: Wording) -> str:
    """`Délai de dépôt, 5 ans depuis le 1er janvier 2023`."""
    name = words(f"parameters.{parameter.id}")
    if parameter.unit == "dirhams_a_month":  # the tiers are a table, not a word
        return words("boundaries.tiers", parameter=name, since=value.since)
    said = value_in_words(parameter.unit, value.value, words)
    if value.since == date.min:
        return words("boundaries.number", parameter=name, value=said)
    return words("boundaries.number_since", parameter=name, value=said, since=value.since)


def _draft(
    pack: RulePack, words: Wording, told: str, values: Iterable[Tried], facts: Facts
) -> Draft:
    sources = dict.fromkeys(_source(parameter, value, words) for parameter, value in values)
    what = words(f"boundaries.{facts.name}", **_in_words(facts.values, words))
    procedure = pack.procedures[facts.procedure]
    asked = RequestDraft(
        facts.procedure,
        _texts({**_BASE, **facts.answers}),
        {paper.id: Attachment("seen") for paper in procedure.papers},
        tuple(_texts(one) for one in facts.survivors),
    )
    verdict = evaluate(procedure, asked, pack.parameters, facts.on)
    name = logical(words("boundaries.name", told=told, what=what))  # as a jurist types it
    return Draft(name, tuple(sources), facts, verdict)


def _source(parameter: Parameter, value: DatedValue, words: Wording) -> str:
    return words(
        "boundaries.source",
        parameter=words(f"parameters.{parameter.id}"),
        reference=words.reference(value.reference),
        grade=words(f"cli.grades.{value.grade}"),
    )


def _in_words(values: Mapping[str, Any], words: Wording) -> dict[str, Any]:
    """An answer by the label of its field and the word of its choice."""
    if "choice" not in values:
        return dict(values)
    field_id, choice = values["field"], values["choice"]
    return {"field": words.label(field_id), "choice": words.choice(field_id, choice)}


def _texts(answers: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(plain_value(value)) for key, value in answers.items()}


# The file


def _signed(file: Path, pack: RulePack, words: Wording) -> dict[str, str]:
    """The signed cases of a file by their names, each as it stands there."""
    cases = {case.name: case for case in case_table.read(file, pack, words)}
    base, *blocks = _CASE_LINE.split(case_table.content_of(file))
    if toml_text.read(base) != {"base": {"answers": _BASE}}:
        raise BadInputError("case_table.not_drafts", file=file.name)
    named = {toml_text.read(block)["name"]: f"{_CASE}\n{block.strip()}" for block in blocks}
    return {name: block for name, block in named.items() if cases[name].is_signed}


def _written(blocks: Iterable[str], words: Wording) -> str:
    head = "\n".join(f"# {words(f'boundaries.head.{line}')}" for line in ("what", "do", "signed"))
    return "\n\n".join([head, f"[base.answers]\n{_lines(_BASE)}", *blocks]) + "\n"


def _block(draft: Draft, words: Wording) -> str:
    facts = draft.facts
    said: dict[str, Any] = {"procedure": facts.procedure, "on": facts.on, "answers": facts.answers}
    if facts.survivors:
        said["survivors"] = list(facts.survivors)
    said["attachments"] = dict.fromkeys((p.id for p in draft.verdict.attachments), "seen")
    said["expected"] = _expected(draft)
    said["signed_by"] = ""
    today = verdict_in_words(draft.verdict, words)
    return "\n".join(
        (
            _CASE,
            f"name = {_toml(draft.name)}",
            *(f"# {source}" for source in draft.sources),
            f"# {words('boundaries.today', said=today)}",
            _lines(said),
        )
    )


def _expected(draft: Draft) -> dict[str, Any]:
    facts, verdict = draft.facts, draft.verdict
    keys = (*_TOLD, "only", *facts.shown)
    told = {key: _toml_value(EXPECTATIONS[key].obtained(verdict)) for key in keys}
    for field_id in facts.watched:
        told["fields" if field_id in verdict.fields else "not_asked"] = [field_id]
    return told


def _toml_value(obtained: Any) -> Any:
    """A day stands without quotation marks, as a jurist writes it."""
    return day_of(obtained) or obtained if isinstance(obtained, str) else obtained


def _lines(table: Mapping[str, Any]) -> str:
    return "\n".join(f"{key} = {_toml(value)}" for key, value in table.items())


def _toml(value: Any) -> str:
    """A value as TOML writes it; its basic strings are those of JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
