"""The terminal programs that `make terminals` opens, and how each is told what to play."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

FONT = "DejaVu Sans Mono"


@dataclass(frozen=True)
class Terminal:
    """A way to show the screen: its command, and what surrounds it."""

    name: str
    command: Callable[[Path, str], list[str]]
    """From a folder for settings and the script to play."""
    programs: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)


def write(file: Path, content: str) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content)
    file.chmod(0o755)
    return str(file)


def _sakura(script: str) -> list[str]:
    return [
        "dbus-launch",
        "--exit-with-session",
        "sakura",
        "-f",
        f"{FONT} 11",
        "-c",
        "80",
        "-r",
        "24",
        "-e",
        script,
    ]


def _tmux_script(folder: Path, script: str) -> str:
    return f"#!/bin/sh\nexec tmux -S {folder}/socket -f {folder}/tmux.conf new-session {script}\n"


def _kitty(folder: Path, script: str) -> list[str]:
    size = ["-o", "initial_window_width=80c", "-o", "initial_window_height=24c"]
    look = ["-o", f"font_family={FONT}", "-o", "remember_window_size=no", "-o", "font_size=11"]
    return ["kitty", "-c", str(folder / "kitty.conf"), *look, *size, script]


def _pterm(script: str, *options: str) -> list[str]:
    return ["pterm", *options, "-fn", f"client:{FONT} 11", "-geometry", "80x24", "-e", script]


TERMINALS = (
    Terminal(
        "xterm",
        lambda _, script: ["xterm", "-fa", FONT, "-fs", "11", "-geometry", "80x24", "-e", script],
        ("xterm",),
    ),
    Terminal("vte", lambda _, script: _sakura(script), ("sakura",)),
    Terminal(
        "vte-tmux",
        lambda folder, script: _sakura(write(folder / "in_tmux", _tmux_script(folder, script))),
        ("sakura", "tmux"),
        settings={
            "tmux.conf": "set -g allow-passthrough on\n"
            "set -g default-terminal screen-256color\nset -g status-right ''\n"
        },
    ),
    Terminal(
        "konsole",
        lambda _, script: [
            "konsole",
            "--hide-menubar",
            "--hide-tabbar",
            "-p",
            f"Font={FONT},11",
            "-p",
            "TerminalColumns=80",
            "-p",
            "TerminalRows=24",
            "-e",
            script,
        ],
        ("konsole",),
    ),
    Terminal(
        "mlterm",
        lambda _, script: ["mlterm", "-g", "80x24", "-w", "16", "--fontsize=16", "-e", script],
        ("mlterm",),
        settings={".mlterm/aafont": f"DEFAULT={FONT}\nUNICODE_ARABIC={FONT}\n"},
    ),
    Terminal("kitty", _kitty, ("kitty",)),
    Terminal(
        "kitty-force-ltr",
        _kitty,
        ("kitty",),
        settings={"kitty.conf": "force_ltr yes\n"},
    ),
    Terminal(
        "urxvt",
        lambda _, script: [
            "urxvt",
            "-letsp",
            "-1",
            "-fn",
            f"xft:{FONT}:size=11",
            "-g",
            "80x24",
            "-e",
            script,
        ],
        ("urxvt",),
    ),
    Terminal(
        "st",
        lambda _, script: ["st", "-f", f"{FONT}:size=11", "-g", "80x24", "-e", script],
        ("st",),
    ),
    Terminal(
        "alacritty",
        lambda _, script: [
            "alacritty",
            "-o",
            f'font.normal.family="{FONT}"',
            "-o",
            "window.dimensions.columns=80",
            "-o",
            "window.dimensions.lines=24",
            "-e",
            script,
        ],
        ("alacritty",),
    ),
    Terminal("pterm", lambda _, script: _pterm(script), ("pterm",)),
    Terminal(
        "pterm-no-bidi",
        lambda _, script: _pterm(script, "-load", "counter"),
        ("pterm",),
        settings={"sessions/counter": "DisableBidi=1\nDisableArabicShaping=1\n"},
    ),
    Terminal(
        "pterm-terminal-mode",
        lambda _, script: _pterm(script),
        ("pterm",),
        environment={"CNSS_COUNTER_BIDI": "terminal"},
    ),
)
