"""`python -m campaigns`: every campaign at its long count; a name runs one of them.

Each prints its seed, its counts and its verdict as one line of JSON, then its control's. The
status is 0 when nothing broke and every control did.
"""

from __future__ import annotations

import argparse
import random
import sys

from campaigns.frame import NAMES, carry_out, load
from testkit.surroundings import own_state


def main() -> int:
    """0 when every campaign held and every control broke."""
    options = argparse.ArgumentParser(prog="python -m campaigns", description=__doc__)
    options.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    options.add_argument("--short", action="store_true", help="the counts of the tests")
    options.add_argument("--count", type=int)
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    chosen = options.parse_args()
    if unknown := set(chosen.names) - set(NAMES):
        options.error(f"no such campaign: {', '.join(unknown)}; known: {', '.join(NAMES)}")
    is_right = True
    for name in chosen.names or NAMES:
        campaign = load(name)
        usual = campaign.SHORT if chosen.short else campaign.LONG
        with own_state():
            is_right &= carry_out(name, chosen.count or usual, chosen.seed)
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main())
