"""What one verdict costs: the largest case there is, eight survivors and eight readings."""

from __future__ import annotations

import statistics
import time

from cnss_counter import law
from cnss_counter.rules.evaluate import evaluate
from cnss_counter.services.day import training
from cnss_counter.services.requests import case_file

FAMILY = 7
SURVIVORS = 8
ROUNDS = 500
EIGHT_READINGS = {
    "deceased_birth_date": "1961",
    "worker": "miner",
    "underground_years": "unknown",
    "activity_ceased": "no",
    "activity_ceased_on": "",
}
"""Two days of birth, two legal ages, and a reform that begins by age or by retirement."""
GOAL = 1.0


def rows() -> list[tuple[str, float, float]]:
    """(name with its unit, median, goal)."""
    pack = law.load()
    client = training.clients()[FAMILY - 1]
    draft = case_file.read(client.case, pack.procedures).draft
    *others, child = draft.survivors
    family = (*others, *[child] * (SURVIVORS - len(others)))
    draft = draft._replace(survivors=family, answers={**draft.answers, **EIGHT_READINGS})
    procedure = pack.procedures[draft.procedure]
    milliseconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        evaluate(procedure, draft, pack.parameters, client.on)
        milliseconds.append((time.perf_counter() - started) * 1000)
    return [
        ("verdict of eight survivors in eight readings, ms", statistics.median(milliseconds), GOAL)
    ]
