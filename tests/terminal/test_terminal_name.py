"""A terminal has one name, whoever says it."""

from __future__ import annotations

import pytest

from cnss_counter.terminal.terminal_name import named_by_answer, named_by_surroundings


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("kitty(0.26.5)", "kitty"),
        ("tmux 3.3a", "tmux"),
        ("Konsole 22.12.3", "konsole"),
        ("XTerm(379)", "xterm"),
        ("VTE(7006)", "vte"),
        ("WezTerm 20230712-072601-f4abf8fd", "wezterm"),
        ("", ""),
        ("[31m", ""),
        ("x" * 300, "x" * 40),
    ],
)
def test_a_name_is_what_stands_before_the_version(answer: str, name: str) -> None:
    assert named_by_answer(answer) == name


@pytest.mark.parametrize(
    ("surroundings", "name"),
    [
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1", "TMUX": "/x,1,0"}, "tmux"),
        ({"TERM": "xterm-kitty"}, "kitty"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7006"}, "vte"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "wezterm"),
        ({"TERM": "xterm-256color"}, "xterm-256color"),
        ({"TERM": "\x1b[31m;rm"}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_before_it_has_answered_its_surroundings_name_it(
    surroundings: dict[str, str], name: str
) -> None:
    assert named_by_surroundings(surroundings) == name
