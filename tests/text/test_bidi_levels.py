"""Unicode's own cases, and python-bidi as a second opinion."""

from __future__ import annotations

from pathlib import Path

from bidi import get_display

from cnss_counter.text.bidi_levels import resolve, visual_order
from cnss_counter.text.character import closing_bracket
from testkit.unicode_cases import Case, character_cases, class_cases, is_right
from tests.text.strings import LETTERS, MARKS, random_texts


def sample(name: str) -> list[str]:
    return (Path(__file__).parent / f"unicode/{name}.sample.txt").read_text().splitlines()


def test_the_levels_are_unicodes_for_every_character_case_of_the_sample() -> None:
    cases = list(character_cases(sample("BidiCharacterTest")))
    assert len(cases) > 250
    assert [case for case in cases if not is_right(case)] == []


def test_the_levels_are_unicodes_for_every_class_case_of_the_sample() -> None:
    cases = list(class_cases(sample("BidiTest")))
    assert len(cases) > 2000
    assert [case for case in cases if not is_right(case)] == []


def test_a_case_with_a_wrong_level_would_be_seen() -> None:
    right = next(character_cases(sample("BidiCharacterTest")))
    assert not is_right(Case(right.text, right.base, [9] * len(right.levels), right.order))
    assert not is_right(Case(right.text, right.base, right.levels, right.order[::-1]))


def test_the_order_is_that_of_python_bidi_on_5000_random_strings() -> None:
    alphabet = f"{LETTERS}{MARKS}0123456789٠١٢٣ abcXYZéç()[]«»-/.:,+%$*؟،؛"
    for text in random_texts(seed=9, alphabet=alphabet, how_many=5000):
        for name, base in ((None, None), ("L", 0), ("R", 1)):
            levels = resolve(text, base).each
            ours = "".join(text[index] for index in visual_order(levels))
            assert ours == get_display(text, base_dir=name), (text, name)


def test_brackets_pair_across_canonical_equivalents() -> None:
    assert closing_bracket("(") == ")"
    assert closing_bracket("«") is None  # a quotation mark is mirrored but never paired
    assert closing_bracket("\u2329") == closing_bracket("\u3008")


def test_deep_nesting_overflows_without_harm() -> None:
    text = "\u2067" * 200 + "ا" + "\u2069" * 200
    levels = resolve(text, 0).each
    assert max(level for level in levels if level is not None) <= 126
