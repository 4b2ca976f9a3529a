"""`make mutation`: the rules changed a little, thousands of times, to see that a test notices.

mutmut works in a copy of the tree, for it writes its mutants beside the sources; its settings
are `[tool.mutmut]` in pyproject.toml. The jurist's cases go first (`mutation_cases.py`), the tests
try what they did not notice. What survives is listed, to be killed by a test or to be
explained in docs/explanation/mutation.md.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
COPIED = ("cnss_counter", "data", "tests", "testkit", "pyproject.toml", "README.md")
GOAL = 0.9
FIRST = "cnss_counter.rules.eligibility.too_early.*"
"""A module of one function: enough to have mutmut make its copy and time the tests."""


def main() -> int:
    """0 when at least nine mutants of ten are killed."""
    with tempfile.TemporaryDirectory() as folder:
        for name in COPIED:
            copy(ROOT / name, Path(folder) / name)
        subprocess.run(mutmut("run", FIRST), cwd=folder, check=True)  # writes every mutant
        try_by_cases(Path(folder) / "mutants")
        subprocess.run(mutmut("run"), cwd=folder, check=True)
        results = subprocess.run(
            mutmut("results", "--all", "true"),
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    return report(results)


def try_by_cases(mutants: Path) -> None:
    """What the jurist's cases notice, most of it, in a hundredth of the time."""
    script = Path(__file__).with_name("mutation_cases.py")
    surroundings = {**os.environ, "PYTHONPATH": str(mutants)}
    command = (sys.executable, str(script))
    subprocess.run(command, cwd=mutants, check=True, env=surroundings)


def copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def mutmut(*arguments: str) -> list[str]:
    """A command of mutmut; it leaves the machine usable while it works."""
    return [str(Path(sys.executable).with_name("mutmut")), *arguments]


def report(results: str) -> int:
    """Print the survivors and the share killed."""
    states = dict(line.strip().split(": ") for line in results.splitlines() if ": " in line)
    count = Counter(states.values())
    for mutant, state in sorted(states.items()):
        if state != "killed":
            print(f"{state}: {mutant}")
    killed = count["killed"] + count["timeout"]
    print(f"{killed} killed of {len(states)}: {killed / len(states):.1%}")
    return 0 if killed >= GOAL * len(states) else 1


if __name__ == "__main__":
    os.nice(19)
    sys.exit(main())
