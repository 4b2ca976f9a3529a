"""What every campaign shares: a count, a seed, what was tried, what broke, and its control.

A campaign is a module of this package with

- `SHORT` and `LONG`: how often it tries in a run of the tests, and before a release;
- `run(count, seed)`: its findings, in which nothing may be broken;
- `control(seed)`: the same look at a counter that is wrong on purpose, whose first line of
  documentation says what is wrong. It must be broken there, or the look is blind;
- `CONTROL_BREAKS`: what that wrong breaks. A control that breaks something else, or something
  else too, is broken for another reason than the one it is there for.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from testkit.mounting import NotPossibleHereError

NAMES = (
    "kills", "power_cuts", "replays", "interrupted", "eight_counters", "same_drafts", "clocks",
    "cancelled", "failing_disks", "hostile_text", "damaged_copies", "damaged_pages",
    "altered_receipts", "forged_receipts", "rollbacks", "hostile_files", "plain_text",
)  # fmt: skip
"""Every campaign, in the order of a long run."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What one campaign counted: `tried` says how much was done, `broken` has to be zero."""

    tried: Mapping[str, float | str]
    broken: Mapping[str, int]

    @property
    def is_sound(self) -> bool:
        """Whether nothing broke; a campaign that tried nothing proves nothing."""
        return all(self.tried.values()) and not any(self.broken.values())

    def breaks_as(self, expected: frozenset[str]) -> bool:
        """Whether something broke, and nothing but what was expected."""
        broken = {what for what, times in self.broken.items() if times}
        return bool(broken) and broken <= expected


class Campaign(Protocol):
    SHORT: int
    LONG: int
    CONTROL_BREAKS: frozenset[str]

    def run(self, count: int, seed: int) -> Findings: ...

    def control(self, seed: int) -> Findings: ...


def load(name: str) -> Campaign:
    """One campaign, by name."""
    return cast(Campaign, import_module(f"campaigns.{name}"))


def carry_out(name: str, count: int, seed: int) -> bool:
    """Run a campaign and its control; print each as one line of JSON. Whether both are right."""
    campaign = load(name)
    said: dict[str, object] = {"campaign": name, "count": count, "seed": seed}
    is_right = said_and_right(said, lambda: campaign.run(count, seed))
    said = {"control": name, "wrong": _first_line(campaign.control), "seed": seed}
    return is_right & said_and_right(said, lambda: campaign.control(seed), campaign.CONTROL_BREAKS)


def said_and_right(
    said: Mapping[str, object],
    look: Callable[[], Findings],
    breaks: frozenset[str] | None = None,
) -> bool:
    """Look, print what was found behind `said`, and answer whether it is as it must be.

    `breaks`: of a control, what may be broken there, of which something has to be.
    """
    start = time.monotonic()
    try:
        findings = look()
    except NotPossibleHereError as lack:
        print(json.dumps({**said, "tried": 0, "not_done": str(lack)}), flush=True)
        return True
    if breaks is None:
        is_right, verdict = findings.is_sound, "holds"
    else:
        is_right, verdict = findings.breaks_as(breaks), "breaks, as it must"
    told = {**said, "tried": findings.tried, "broken": findings.broken}
    seconds = round(time.monotonic() - start, 1)
    verdict = verdict if is_right else "WRONG"
    print(json.dumps({**told, "seconds": seconds, "verdict": verdict}), flush=True)
    return is_right


def _first_line(control: object) -> str:
    return str(control.__doc__).partition("\n")[0]
