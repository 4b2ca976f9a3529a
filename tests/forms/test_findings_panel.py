"""The findings on a small screen: a line that does not fit ends between two words."""

from __future__ import annotations

import pytest
from textual.content import Content

from cnss_counter.forms.request.findings_panel import shortened

SAID = "Au moins 1320 jours (dahir 1-72-184, art. 53)"
WORDS = SAID.split()


@pytest.mark.parametrize("width", range(12, len(SAID)))
def test_a_reference_is_whole_or_left_out(width: int) -> None:
    kept = shortened(Content(SAID), width)
    assert kept.cell_length <= width
    *words, ellipsis = kept.plain.split()
    assert ellipsis == "…"
    assert words == WORDS[: len(words)]


def test_what_fits_is_left_alone() -> None:
    assert shortened(Content(SAID), len(SAID)).plain == SAID


def test_as_many_words_as_fit_are_kept() -> None:
    assert shortened(Content(SAID), len("Au moins 1320 …")).plain == "Au moins 1320 …"
