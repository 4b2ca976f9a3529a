"""Whoever types a command at a terminal is asked for the password, and nobody reads it there."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

from tests.cli.conftest import REAL_PASSWORD
from tests.terminal.played_in_a_terminal import Played


def test_a_password_is_asked_for_and_not_shown(real_home: Path, tmp_path: Path) -> None:
    listed = tmp_path / "listed"
    words = ("clerk", "list", "--home", str(real_home), "--clerk", "A17", "--password-stdin")
    with Played("cnss_counter", *words, "--json", redirected=f">{quote(str(listed))}") as typed:
        typed.until("Mot de passe")
        typed.types(f"{REAL_PASSWORD}\n")
        assert typed.to_the_end() == 0
    assert "A17" in listed.read_text(encoding="utf-8")
    assert REAL_PASSWORD not in typed.written
