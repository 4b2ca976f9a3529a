"""The doctor names a terminal that turns Arabic words round, and its advice is what mends it."""

from __future__ import annotations

import io
import os
import subprocess
from pathlib import Path

import pytest

from cnss_counter import wording
from cnss_counter.paths import Home
from cnss_counter.services.custody.garbling_terminals import asked_of_tmux, garbling
from cnss_counter.services.custody.health import COLUMNS, ROWS, examine


class Terminal(io.TextIOWrapper):
    """A terminal of UTF-8, as the doctor finds it."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")

    def isatty(self) -> bool:
        return True


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where kitty keeps what was set; a window large enough around it."""
    for name, value in {"XDG_CONFIG_HOME": tmp_path, "COLUMNS": COLUMNS, "LINES": ROWS}.items():
        monkeypatch.setenv(name, str(value))
    (tmp_path / "kitty").mkdir()
    return tmp_path / "kitty" / "kitty.conf"


def told(home: Home) -> tuple[str, str]:
    (line,) = (one for one in examine(home, terminal=Terminal()) if one.name == "terminal")
    assert wording.load("fr")(line.key, **line.values)
    assert wording.load("ar")(line.key, **line.values)
    return line.state, line.key


def test_kitty_is_named_until_its_file_says_what_is_advised(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / "home")
    assert told(home) == ("ok", "health.terminal_fits"), "the control"
    monkeypatch.setenv("TERM", "xterm-kitty")
    assert told(home) == ("warning", "health.terminal_garbling.kitty")
    config.write_text("# force_ltr yes\nforce_ltr no\n", encoding="utf-8")
    assert told(home) == ("warning", "health.terminal_garbling.kitty")
    config.write_text("font_size 14\nforce_ltr yes\n", encoding="utf-8")
    assert told(home) == ("ok", "health.terminal_fits")
    advice = wording.load("fr")("health.terminal_garbling.kitty")
    assert "force_ltr yes" in advice


@pytest.mark.parametrize(
    ("answer", "named"), [("off", "tmux"), ("on", None), ("all", None), ("", None)]
)
def test_tmux_is_named_where_it_lets_nothing_pass(answer: str, named: str | None) -> None:
    assert garbling({"TMUX": "/tmp/tmux-0/default,1,0"}, lambda: answer) == named


def test_under_an_account_that_sudo_lent_no_server_of_tmux_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sits there named it: a server may have its client open files, and run commands."""
    (tmux := tmp_path / "tmux").write_text("#!/bin/sh\necho off\n", encoding="ascii")
    tmux.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert garbling({"TMUX": "/x,1,0"}) == "tmux", "the control"
    monkeypatch.setenv("SUDO_UID", str(os.geteuid() + 1))
    assert garbling({"TMUX": "/x,1,0"}) is None


def test_kitty_around_tmux_is_tmux_s_affair(config: Path) -> None:
    around = {"TMUX": "x", "KITTY_WINDOW_ID": "1", "XDG_CONFIG_HOME": str(config.parents[1])}
    assert garbling(around, lambda: "off") == "tmux"


def test_a_terminal_of_which_nothing_is_known_is_not_named() -> None:
    for name in ("xterm-256color", "vte-256color", "linux", ""):
        assert garbling({"TERM": name}, lambda: "off") is None


def test_without_tmux_there_is_no_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileNotFoundError):
        subprocess.run(["tmux", "-V"], check=False)
    assert asked_of_tmux() == ""
