"""A counter that shows no Arabic yet pays for none."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("bidi", "arabic_reshaper", "textual", "rich", "cnss_counter.arabic.levels")


def loaded_after(statements: str) -> set[str]:
    program = f"{statements}; import sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split()) & set(HEAVY)


def test_cleaning_an_entry_loads_nothing_heavy() -> None:
    assert (
        loaded_after(
            "from cnss_counter.arabic import clean, fold, display; "
            "clean('\\u0661'), fold('\\u0623'), display('Nom')"
        )
        == set()
    )


def test_the_first_arabic_line_loads_the_algorithm() -> None:
    assert "cnss_counter.arabic.levels" in loaded_after(
        "from cnss_counter.arabic import display; display('\\u0645')"
    )
