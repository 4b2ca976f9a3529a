"""`make shuffle`: the tests five times in random order, on a machine that does much else meanwhile.

Each run says its seed: `python -m tools.shuffle --seed 7 --runs 1 tests/screens` plays that order
again. With two workers a seed fixes the order in which tests are handed out, not who gets which:
where that matters, `--workers 0` has one process do them all.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys

from testkit.busy import busy

RUNS = 5


def main() -> int:
    """0 when every run held; a run that did not is said again at the end, with its seed."""
    options = argparse.ArgumentParser(prog="python -m tools.shuffle", description=__doc__)
    options.add_argument(
        "paths", nargs="*", metavar="PATH", help="what to run; all of it by itself"
    )
    options.add_argument("--runs", type=int, default=RUNS)
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args()
    failed = []
    with busy(os.cpu_count() or 1):
        for seed in range(chosen.seed, chosen.seed + chosen.runs):
            print(f"seed {seed}", flush=True)
            tests = in_random_order(seed, chosen.workers, chosen.paths)
            if subprocess.run(tests, check=False).returncode:
                failed.append(seed)
    print(f"{chosen.runs} runs from seed {chosen.seed}, failed: {failed or 'none'}")
    return 1 if failed else 0


def in_random_order(seed: int, workers: int, paths: list[str]) -> list[str]:
    """pytest on these paths; what shares something made once stays with one worker."""
    order = ("--random-order-bucket=global", f"--random-order-seed={seed}")
    shared = ("-n", str(workers), "--dist", "loadfile")
    return [sys.executable, "-m", "pytest", "-q", *shared, *order, *paths]


if __name__ == "__main__":
    sys.exit(main())
