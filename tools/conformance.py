"""Runs Unicode's two conformance files for UAX #9 through our levels: `make conformance`.

Every case counts, levels and order. The files come with Debian's package `unicode-data`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from testkit.unicode_cases import character_cases, class_cases, is_right

UNICODE_DATA = Path("/usr/share/unicode")


def main() -> int:
    """Both files, whole: 0 all right, 1 a case is wrong, 2 the files are not here."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=UNICODE_DATA)
    folder: Path = parser.parse_args().folder
    status = 0
    for name, cases_of in (
        ("BidiCharacterTest.txt", character_cases),
        ("BidiTest.txt", class_cases),
    ):
        try:
            lines = (folder / name).read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            print(f"{folder / name}: not found; install Debian's unicode-data", file=sys.stderr)
            return 2
        results = [is_right(case) for case in cases_of(lines)]
        print(f"{name}: {sum(results):,} of {len(results):,} cases right ({lines[0].strip('# ')})")
        status |= not all(results)
    return status


if __name__ == "__main__":
    raise SystemExit(main())
