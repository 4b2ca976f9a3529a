"""The first pass of `make mutation`: the jurist's cases alone, thousands of times in no time.

mutmut starts pytest anew for each change, and most changes of the rules are seen by a case. Here
the law and the cases are read once; each change is tried in a fork of that process, and what a case
has noticed is written down as mutmut does. The rest is left to the tests.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from multiprocessing import Process
from pathlib import Path

from cnss_counter import law, wording
from cnss_counter.services.law import case_table
from cnss_counter.services.law.case_table import Case

SECONDS = 20
"""After so long a change has made an endless loop: noticed."""
NOTICED = 1
PROCESSES = 2
SAVED_EVERY = 25


def main() -> int:
    """Try every change that has no result yet; print how many the cases noticed."""
    os.environ["MUTANT_UNDER_TEST"] = ""
    files = sorted(Path().rglob("*.meta"))
    workers = [Process(target=_try_all, args=(files[n::PROCESSES],)) for n in range(PROCESSES)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(f"{sum(map(_noticed, files))} noticed by the cases")
    return max(worker.exitcode or 0 for worker in workers)


def _noticed(file: Path) -> int:
    results = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
    return list(results.values()).count(NOTICED)


def _try_all(files: list[Path]) -> None:
    pack = law.load(Path("data"))
    words = wording.load("fr")
    cases = [
        case
        for file in sorted(case_table.cases_folder().glob("*.toml"))
        for case in case_table.read(file, pack, words)
    ]
    assert _are_met(cases, pack), "the rules are not met before any change"
    for file in files:
        content = json.loads(file.read_text(encoding="utf-8"))
        results = content["exit_code_by_key"]
        for number, change in enumerate(_untried(results), 1):
            if _is_noticed(change, cases, pack):
                results[change] = NOTICED
            if number % SAVED_EVERY == 0:
                file.write_text(json.dumps(content, indent=4), encoding="utf-8")
        file.write_text(json.dumps(content, indent=4), encoding="utf-8")


def _untried(results: dict[str, int | None]) -> Iterator[str]:
    return (change for change, result in list(results.items()) if result is None)


def _is_noticed(change: str, cases: list[Case], pack: law.RulePack) -> bool:
    """Whether a case is not met, or does not end, with one change made."""
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        os.environ["MUTANT_UNDER_TEST"] = change
        met = False
        try:
            met = _are_met(cases, pack)
        finally:  # whatever a change breaks, it is noticed
            os._exit(0 if met else NOTICED)
    _child, status = os.waitpid(child, 0)
    return status != 0


def _are_met(cases: list[Case], pack: law.RulePack) -> bool:
    return all(case_table.row(case, pack).is_met for case in cases)


if __name__ == "__main__":
    sys.exit(main())
