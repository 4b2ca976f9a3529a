"""UAX #9, X10 to I2: isolating run sequences, and the rules that look at neighbours in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from cnss_counter.text.bidi_explicit import ISOLATE_INITIATORS
from cnss_counter.text.character import as_bracket, closing_bracket

_MOST_OPEN_BRACKETS = 63  # BD16
_ISOLATING = ISOLATE_INITIATORS | {"PDI"}
_NEUTRAL = _ISOLATING | {"B", "S", "WS", "ON"}
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}  # what N0 to N2 take a class for


class Run(NamedTuple):
    """An isolating run sequence (BD13): characters that see each other as neighbours.

    `places` are indexes into the paragraph; `kinds` are their classes, changed rule by rule;
    `start` and `end` are the directions beyond both ends (sos and eos).
    """

    places: list[int]
    kinds: list[str]
    level: int
    start: str
    end: str

    @property
    def direction(self) -> str:
        return "R" if self.level % 2 else "L"


def isolating_runs(
    classes: Sequence[str],
    levels: Sequence[int | None],
    partners: dict[int, int],
    base: int,
) -> Iterator[Run]:
    """The isolating run sequences of a paragraph (X10), in no special order."""
    kept = [index for index, level in enumerate(levels) if level is not None]
    level_runs = [list(run) for _, run in groupby(kept, key=levels.__getitem__)]
    run_at = {run[0]: run for run in level_runs}
    before = dict(zip(kept[1:], kept, strict=False))
    after = dict(pairwise(kept))

    for run in level_runs:
        if classes[run[0]] == "PDI" and run[0] in partners:
            continue  # it goes on the sequence of its initiator
        places = list(run)
        while classes[places[-1]] in ISOLATE_INITIATORS and places[-1] in partners:
            places += run_at[partners[places[-1]]]
        level = levels[places[0]] or 0
        previous = levels[before[places[0]]] if places[0] in before else base
        is_open = classes[places[-1]] in ISOLATE_INITIATORS  # it never meets its PDI
        following = base if is_open or places[-1] not in after else levels[after[places[-1]]]
        yield Run(
            places,
            [classes[place] for place in places],
            level,
            _direction(max(level, previous or 0)),
            _direction(max(level, following or 0)),
        )


def resolve_run(run: Run, text: str, original: Sequence[str], levels: list[int | None]) -> None:
    """W1 to I2 on one sequence: `levels` takes its final values."""
    _resolve_weak(run)
    _resolve_brackets(run, text, original)
    _resolve_neutral(run)
    for place, kind in zip(run.places, run.kinds, strict=True):  # I1, I2
        if run.level % 2:
            levels[place] = run.level + (kind != "R")
        else:
            levels[place] = run.level + {"L": 0, "R": 1}.get(kind, 2)


def _direction(level: int) -> str:
    return "R" if level % 2 else "L"


def _resolve_weak(run: Run) -> None:
    kinds = run.kinds
    _marks_follow_their_letter(run)
    strong = run.start
    for index, kind in enumerate(kinds):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[index] = "AN"  # W2
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]  # W3
    for index in range(1, len(kinds) - 1):  # W4
        left, kind, right = kinds[index - 1 : index + 2]
        if left == right and (
            (kind in ("ES", "CS") and left == "EN") or (kind == "CS" and left == "AN")
        ):
            kinds[index] = left
    _terminators_follow_numbers(kinds)
    strong = run.start
    for index, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[index] = "ON"  # W6
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"  # W7


def _marks_follow_their_letter(run: Run) -> None:
    """W1."""
    previous = run.start
    for index, kind in enumerate(run.kinds):
        if kind == "NSM":
            run.kinds[index] = "ON" if previous in _ISOLATING else previous
        previous = run.kinds[index]


def _terminators_follow_numbers(kinds: list[str]) -> None:
    """W5: a row of European terminators beside a European number joins it."""
    start = 0
    for kind, row in groupby(tuple(kinds)):
        end = start + len(list(row))
        if kind == "ET" and "EN" in (*kinds[max(start - 1, 0) : start], *kinds[end : end + 1]):
            kinds[start:end] = ["EN"] * (end - start)
        start = end


def _resolve_brackets(run: Run, text: str, original: Sequence[str]) -> None:
    """N0: both brackets of a pair take one direction, and the marks on them."""
    for opening, closing in sorted(_bracket_pairs(run, text)):
        inside = {_STRONG.get(kind) for kind in run.kinds[opening + 1 : closing]}
        if run.direction in inside:
            direction = run.direction
        elif inside - {None}:
            before = (_STRONG.get(kind) for kind in reversed(run.kinds[:opening]))
            direction = next(filter(None, before), run.start)
        else:
            continue
        for bracket in (opening, closing):
            run.kinds[bracket] = direction
            for index in range(bracket + 1, len(run.kinds)):
                if original[run.places[index]] != "NSM":
                    break
                run.kinds[index] = direction


def _bracket_pairs(run: Run, text: str) -> list[tuple[int, int]]:
    """BD16: pairs of opening and closing brackets, as indexes into the run."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for index, place in enumerate(run.places):
        if run.kinds[index] != "ON":
            continue
        closing = closing_bracket(text[place])
        if closing is not None:
            if len(opened) == _MOST_OPEN_BRACKETS:
                return []
            opened.append((closing, index))
            continue
        bracket = as_bracket(text[place])
        for depth in range(len(opened) - 1, -1, -1):
            if opened[depth][0] == bracket:
                pairs.append((opened[depth][1], index))
                del opened[depth:]
                break
    return pairs


def _resolve_neutral(run: Run) -> None:
    """N1, N2: a row of neutrals takes the direction of both sides, or the embedding one."""
    sides = [run.start, *(_STRONG.get(kind, "") for kind in run.kinds), run.end]
    start = 0
    for is_neutral, row in groupby(tuple(run.kinds), key=_NEUTRAL.__contains__):
        end = start + len(list(row))
        if is_neutral:
            left, right = sides[start], sides[end + 1]
            run.kinds[start:end] = [left if left == right else run.direction] * (end - start)
        start = end
