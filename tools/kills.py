"""`make kills`: ten thousand killed counters, three hundred power cuts, and their control.

The control runs with `synchronous=NORMAL`, as most guides advise, and must lose deposits;
otherwise the cuts prove nothing. Without root the power cuts are counted as not done.
"""

from __future__ import annotations

import argparse
import json
import random
import sys

from tools import kill_campaign, power_cut


def main() -> int:
    """0 when nothing was lost and the control lost something."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=10_000)
    options.add_argument("--cuts", type=int, default=300)
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    chosen = options.parse_args()
    is_sound = kill_campaign.campaign(chosen.kills, 4, chosen.seed)
    if not power_cut.is_possible():
        print(json.dumps({"power_cuts": 0, "not_done": "needs root and loop devices"}))
        return 0 if is_sound else 1
    is_sound &= power_cut.campaign(chosen.cuts, "FULL", chosen.seed) == 0
    is_sound &= power_cut.campaign(25, "NORMAL", chosen.seed) > 0
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
