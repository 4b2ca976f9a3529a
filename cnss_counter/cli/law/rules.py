"""`cnss-counter rules`: the numbers of the law, and what is contested; the other tools beside."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cnss_counter.cli import output
from cnss_counter.cli.law import boundaries, cases, replay
from cnss_counter.cli.options.commands import Command, Group, Options
from cnss_counter.cli.options.parameters import JSON, LANG, OTHER_LAW
from cnss_counter.paths import data_folder
from cnss_counter.services.law import sound_rules
from cnss_counter.services.law.value_words import value_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cnss_counter.rules.contested_points import ContestedPoint
    from cnss_counter.rules.parameters import DatedValue, Parameter
    from cnss_counter.wording import Wording


def list_rules(options: Options) -> int:
    law = sound_rules.load(options.rules).parameters
    if options.json:
        points = law.contested.values()
        output.print_json([_as_json(one, points) for one in law.by_id.values()])
        return 0
    words = output.words()
    for parameter in law.by_id.values():
        output.print_line(f"{words(f'parameters.{parameter.id}')} ({parameter.id})")
        for dated in parameter.values:
            output.print_line(f"   {_line(parameter, dated, words)}")
    for point in law.contested.values():
        for line in _contested_lines(point, law.by_id, words):
            output.print_line(line)
    output.print_line(words("cli.law_folder", folder=str(options.rules or data_folder())))
    return 0


def _contested_lines(
    point: ContestedPoint, by_id: Mapping[str, Parameter], words: Wording
) -> Iterator[str]:
    """What is contested, the question, then each reading, quoted in the language of its source."""
    names = dict.fromkeys(words(f"parameters.{parameter}") for parameter, _since in point.values)
    yield f"{words('cli.contested')} ({point.id}) · {', '.join(names)}"
    yield f"   {point.question}"
    unit = by_id[point.values[0][0]].unit
    for rival in point.rivals:
        if rival.dated_by:
            read = words(f"cli.dated_by.{rival.dated_by}")
        elif rival.parameter:
            read = words(f"parameters.{rival.parameter}")
        else:
            read = value_in_words(unit, rival.value, words)
        source, grade = words.reference(rival.reference), words(f"cli.grades.{rival.grade}")
        said = {"read": read, "sentence": rival.sentence, "source": source, "grade": grade}
        yield f"   {words('cli.reading', **said)}"


def _line(parameter: Parameter, dated: DatedValue, words: Wording) -> str:
    since = words.short_date(dated.since) if dated.since > date.min else "…"
    until = words.short_date(dated.until) if dated.until else "…"
    return " · ".join(
        (
            f"{since} – {until}",
            value_in_words(parameter.unit, dated.value, words),
            words.reference(dated.reference),
            words(f"cli.grades.{dated.grade}"),
        )
    )


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


COMMAND = Group(
    "rules",
    Command("rules list", list_rules, OTHER_LAW, LANG, JSON),
    cases.COMMAND,
    boundaries.COMMAND,
    replay.REPLAY,
    replay.IMPACT,
)
