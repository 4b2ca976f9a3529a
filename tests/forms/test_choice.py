"""One answer among a few: read in order in both languages."""

from __future__ import annotations

from cnss_counter import wording
from cnss_counter.forms.choice import Choice
from cnss_counter.text import display

SOURCES = ("card", "statement", "ma_cnss", "declared")
ARABIC = wording.load("ar")


def test_a_latin_name_in_an_arabic_answer_stays_inside_its_arrows() -> None:
    choice = Choice(SOURCES, id="source")
    words = [ARABIC.choice("insurance_days_source", source) for source in SOURCES]
    choice.show_words(words, is_mirrored=True)
    choice.set_reactive(Choice.value, "ma_cnss")
    seen = display(choice.one_between_arrows(40).plain, base="R")
    count, _, rest = seen.partition("‹")
    assert count.split() == ["3/4"]
    assert rest.rstrip().endswith("›")
    assert "Ma CNSS" in rest


def test_what_is_cleared_shows_what_counts_where_nothing_was_said() -> None:
    """Backspace left a new request without a procedure, and an activity that was read back."""
    choice = Choice(("refund", "pension"), id="procedure", usual="refund")
    choice.set_reactive(Choice.value, "pension")
    choice.action_clear()
    assert choice.value == "refund"
    optional = Choice(SOURCES, id="source")
    optional.set_reactive(Choice.value, "card")
    optional.action_clear()
    assert optional.value == ""
