"""`make bench`: every figure beside its goal, from one run. `python -m benchmarks paper` runs one.

A module has `rows()`: a name, what was measured, and the goal that it must not exceed. Where
another program is the yardstick, the two run in turn and the figure is the median of the ratios.
"""

from __future__ import annotations

import sys
from importlib import import_module

from testkit.surroundings import own_state

MODULES = ("terminal", "deposit_seen", "rules", "arabic", "paper", "storage", "turns")


def main(asked: list[str]) -> None:
    """Print one line for each figure as soon as it is known."""
    for name in asked or MODULES:
        print(f"{name:<62}{'measured':>10}{'goal':>8}")
        with own_state():
            for figure, measured, goal in import_module(f"benchmarks.{name}").rows():
                state = "holds" if measured <= goal else "FALLS SHORT"
                print(f"  {figure:<60}{measured:>10.2f}{'≤':>3}{goal:>5g}  {state}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
