"""`cnss-counter rules`: the parameters, the jurist's cases, and deposits judged again."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cnss_counter.cli import output
from cnss_counter.cli.law.replay import replay_rules
from cnss_counter.cli.options.commands import Command, Group, Options
from cnss_counter.cli.options.parameters import (
    CLERK,
    FILE,
    FOLDER,
    HOME,
    JSON,
    PASSWORD,
    Option,
    Subject,
    a_place,
)
from cnss_counter.services.law import case_table, sound_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cnss_counter.rules.contested_points import ContestedPoint
    from cnss_counter.rules.parameters import DatedValue, Parameter
    from cnss_counter.services.law.case_table import Row
    from cnss_counter.wording import Wording


# The parameters


def list_rules(options: Options) -> int:
    law = sound_rules.load().parameters
    parameters = law.by_id.values()
    if options.json:
        output.print_json([_as_json(one, law.contested.values()) for one in parameters])
        return 0
    for words in output.both_languages():
        for parameter in parameters:
            output.print_line(f"{words(f'parameters.{parameter.id}')} ({parameter.id})")
            for dated in parameter.values:
                output.print_line(f"   {_line(parameter, dated, words)}")
        for point in law.contested.values():
            output.print_line(f"{words('cli.contested')} ({point.id})")
            for line in _contested_lines(point, words):
                output.print_line(f"   {line}")
        print()
    return 0


def _contested_lines(point: ContestedPoint, words: Wording) -> Iterator[str]:
    """The question, then each reading; they are quoted in the language of their sources."""
    yield point.question
    for rival in point.rivals:
        source, grade = words.reference(rival.reference), words(f"cli.grades.{rival.grade}")
        yield f"{rival.sentence} · {source} · {grade}"


def _line(parameter: Parameter, dated: DatedValue, words: Wording) -> str:
    since = words.short_date(dated.since) if dated.since > date.min else "…"
    until = words.short_date(dated.until) if dated.until else "…"
    return " · ".join(
        (
            f"{since} – {until}",
            _value(parameter, dated, words),
            words.reference(dated.reference),
            words(f"cli.grades.{dated.grade}"),
        )
    )


def _value(parameter: Parameter, dated: DatedValue, words: Wording) -> str:
    value = dated.value
    match parameter.unit:
        case "years" | "days":
            return words(f"cli.units.{parameter.unit}", count=value)
        case "percent":
            return f"{value} %"
        case "date":
            return words.date(value)
        case "dirhams_a_month":
            tiers = (
                words("cli.units.dirhams_a_month", days=days, amount=amount)
                for days, amount in value
            )
            return ", ".join(tiers)
        case "day_of_a_person":
            return words(f"cli.dated_by.{value}")
        case "share" if value != "none":
            return words(f"refunds.{value}")
    return words("cli.units.yes" if value is True else "cli.units.no")


def _as_json(parameter: Parameter, points: Iterable[ContestedPoint]) -> dict[str, object]:
    """A parameter, with the whole of each contested point that one of its values hangs on."""
    ids = {dated.contested for dated in parameter.values}
    return {
        "id": parameter.id,
        "unit": parameter.unit,
        "dated_by": parameter.dated_by,
        "review_by": _day(parameter.review_by),
        "values": [
            {
                "since": _day(dated.since),
                "until": _day(dated.until),
                "value": _day(dated.value),
                "reference": dated.reference,
                "grade": dated.grade,
                "known_from": _day(dated.known_from),
                "contested": dated.contested,
            }
            for dated in parameter.values
        ],
        "contested_points": [_point_as_json(point) for point in points if point.id in ids],
    }


def _point_as_json(point: ContestedPoint) -> dict[str, object]:
    return {
        "id": point.id,
        "question": point.question,
        "values": [{"parameter": name, "since": _day(since)} for name, since in point.values],
        "rivals": [
            {key: _day(value) for key, value in rival._asdict().items()} for rival in point.rivals
        ],
    }


def _day(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


# The cases


def test_rules(options: Options) -> int:
    """Name, expected, obtained; the answer is no when one case is not met."""
    files = options.files or sorted(case_table.cases_folder().glob("*.toml"))
    words = output.french()
    rows = list(case_table.run(files, sound_rules.load()))
    failed = [row for row in rows if not row.is_met]
    if options.json:
        output.print_json([asdict(row) | {"is_met": row.is_met} for row in rows])
    else:
        for row in failed if options.quiet else rows:
            print("\n".join(_told(row, words)))
        print(words("cli.cases", met=len(rows) - len(failed), cases=len(rows)))
    return int(bool(failed))


def _told(row: Row, words: Wording) -> Iterator[str]:
    """The case, then what it expects; what was obtained stands beside it where it differs."""
    yield f"{'✓' if row.is_met else '✗'} {row.name}  [{row.file}]"
    if row.is_met:
        yield "    " + " · ".join(_pair(key, value) for key, value in row.expected.items())
        return
    for key, expected in row.expected.items():
        yield "    " + words("cli.expected", said=_pair(key, expected))
        yield "    " + words("cli.obtained", said=_pair(key, row.obtained[key]))


def _pair(key: str, value: object) -> str:
    return f"{key} {', '.join(map(str, value)) or '–' if isinstance(value, list) else value}"


FILES = Subject("files", "FICHIER.toml", "own_cases", read=Path, offers=FILE, is_many=True)
QUIET = Option("--quiet", "quiet")
REFERENCES = Subject("references", "RÉFÉRENCE", "references", is_many=True)
WITH = Option("--with", "other_rules", "DOSSIER", read=a_place, offers=FOLDER, key="rules")

COMMAND = Group(
    "rules",
    Command("rules list", list_rules, JSON),
    Command("rules test", test_rules, FILES, QUIET, JSON),
    Command("rules replay", replay_rules, REFERENCES, WITH, HOME, CLERK, PASSWORD, JSON),
)
