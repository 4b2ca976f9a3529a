"""What one verdict costs: the largest case there is, a family of eight survivors."""

from __future__ import annotations

import statistics
import time

from cnss_counter import rule_pack
from cnss_counter.rules.evaluate import evaluate
from cnss_counter.services import case_file, training

FAMILY = 7
SURVIVORS = 8
ROUNDS = 500
GOAL = 1.0


def rows() -> list[tuple[str, float, float]]:
    """(name with its unit, median, goal)."""
    pack = rule_pack.load()
    client = training.clients()[FAMILY - 1]
    draft = case_file.read(client.case, pack.procedures).draft
    *others, child = draft.survivors
    family = (*others, *[child] * (SURVIVORS - len(others)))
    draft = draft._replace(survivors=family)
    procedure = pack.procedures[draft.procedure]
    milliseconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        evaluate(procedure, draft, pack.parameters, client.on)
        milliseconds.append((time.perf_counter() - started) * 1000)
    return [("verdict of a family of eight, ms", statistics.median(milliseconds), GOAL)]
