"""A counter that shows no Arabic yet pays for none."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("bidi", "arabic_reshaper", "textual", "rich", "cnss_counter.text.bidi_levels")


def loaded_after(statements: str) -> set[str]:
    program = f"{statements}; import sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split()) & set(HEAVY)


def test_cleaning_an_entry_loads_nothing_heavy() -> None:
    assert (
        loaded_after(
            "from cnss_counter.text import clean, display; "
            "from cnss_counter.text.folding import fold; "
            "clean('\\u0661'), fold('\\u0623'), display('Nom')"
        )
        == set()
    )


def test_the_first_arabic_line_of_a_screen_loads_the_levels_and_not_the_package_of_forms() -> None:
    loaded = loaded_after("from cnss_counter.text.layout import lay_out; lay_out('\\u0645')")
    assert loaded == {"cnss_counter.text.bidi_levels"}


def test_the_first_arabic_line_printed_loads_the_two_libraries() -> None:
    loaded = loaded_after("from cnss_counter.text import display; display('\\u0645')")
    assert loaded == {"arabic_reshaper", "bidi"}
