"""One screen in each real terminal, as pictures to look at: `make terminals`.

Under a virtual display (Xvfb) each terminal program plays `tools.arabic_screen` at 80 × 24, and
what it shows is kept in docs/pictures/terminals. tmux is asked for its cells too: they must hold
what `display` gives. Terminals that are not installed are named and left out. The counter itself,
on four of its screens in Arabic: `python -m tools.terminals xterm vte --counter`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from cnss_counter.text import display
from tools.arabic_screen import texts
from tools.counter_scenes import TEXT, Scene, prepared, scenes
from tools.terminal_programs import TERMINALS, Terminal, write

PICTURES = Path("docs/pictures/terminals")
SIZE = "840x560"
PATIENCE = 30.0
"""Seconds that a terminal is given to show the screen and to stop changing."""
NEEDED = ("Xvfb", "import", "convert", "xdotool")
SCREEN = "tools.arabic_screen"


def main() -> int:
    """0: each terminal found was pictured and tmux's cells are right; 1: not so; 2: no display."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these terminals")
    parser.add_argument("--counter", action="store_true", help="a training counter, in Arabic")
    parser.add_argument("--to", type=Path, default=PICTURES, help="the folder of the pictures")
    options = parser.parse_args()
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        print(f"not found: {', '.join(missing)} (xvfb, imagemagick, xdotool)", file=sys.stderr)
        return 2
    options.to.mkdir(parents=True, exist_ok=True)
    status = 0
    for terminal in TERMINALS:
        if options.names and terminal.name not in options.names:
            continue
        absent = [program for program in terminal.programs if shutil.which(program) is None]
        if absent:
            print(f"{terminal.name}: left out, not installed: {', '.join(absent)}")
            continue
        shown = _pictured(terminal, options.to, is_counter=options.counter)
        print(f"{terminal.name}: {', '.join(map(str, shown)) or 'nothing shown'}")
        status |= not shown
    if not options.counter and shutil.which("tmux"):
        status |= not _cells_of_tmux_are_right()
    return status


def _pictured(terminal: Terminal, to: Path, *, is_counter: bool) -> list[Path]:
    """The pictures of one terminal; none where a screen stays blank or does not stand still."""
    with tempfile.TemporaryDirectory() as home:
        if is_counter:
            played, taken = prepared(Path(home) / "counter"), scenes()
        else:
            played, taken = SCREEN, (Scene("", ()),)
        names = [f"{terminal.name}-{scene.name}".removesuffix("-") for scene in taken]
        pictures = [to / f"{name}.png" for name in names]
        with _playing(terminal, played) as environment:
            for scene, picture in zip(taken, pictures, strict=True):
                if not _keep_when_still(picture, environment):
                    return []
                if scene.keys:
                    _press(scene.keys, environment)
                    _keep_when_still(picture, environment)
    return pictures


@contextmanager
def _playing(terminal: Terminal, module: str) -> Iterator[dict[str, str]]:
    """A module in a terminal on a display of its own; what surrounds both."""
    with tempfile.TemporaryDirectory() as name, _virtual_display() as where:
        folder = Path(name)
        for file, content in terminal.settings.items():
            write(folder / file, content)
        script = write(folder / "play", f"#!/bin/sh\nexec {sys.executable} -m {module}\n")
        environment = {**_environment(folder), **where, **terminal.environment}
        process = subprocess.Popen(
            terminal.command(folder, script),
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield environment
        finally:
            process.terminate()
            process.wait()


def _press(keys: Sequence[str], environment: Mapping[str, str]) -> None:
    focus = ["xdotool", "mousemove", "300", "300"]  # no window manager gives it
    subprocess.run(focus, env=environment, check=True)
    for key in keys:
        text = key.removeprefix(TEXT)
        how = ["key", key] if text == key else ["type", "--delay", "40", text]
        subprocess.run(["xdotool", *how], env=environment, check=True)


@contextmanager
def _virtual_display() -> Iterator[dict[str, str]]:
    """A display of its own for each terminal, so that none is drawn over another."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield {"DISPLAY": f":{told.readline().strip()}"}
    finally:
        process.terminate()
        process.wait()


def _keep_when_still(picture: Path, environment: Mapping[str, str]) -> bool:
    """Keep the picture of the display once it is the same three times; false if it stays blank."""
    limit = time.monotonic() + PATIENCE
    seen, times = b"", 0
    while time.monotonic() < limit and times < 3:
        time.sleep(1)
        look = ["import", "-window", "root", "-depth", "8", "rgb:-"]
        now = subprocess.run(look, env=environment, capture_output=True, check=True).stdout
        is_blank = len(set(now[::21])) < 8
        times = times + 1 if now == seen and not is_blank else 0
        seen = now
    keep = [
        "convert",
        "-size",
        SIZE,
        "-depth",
        "8",
        "rgb:-",
        "-trim",
        "-colors",
        "64",
        str(picture),
    ]
    subprocess.run(keep, input=seen, check=True)
    return times >= 3


def _cells_of_tmux_are_right() -> bool:
    """Whether the cells that tmux holds are the display forms of the logical texts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tmux = ["tmux", "-S", str(folder / "socket"), "-f", "/dev/null"]
        start = [
            *tmux,
            "new-session",
            "-d",
            "-x",
            "80",
            "-y",
            "24",
            f"{sys.executable} -m {SCREEN}",
        ]
        subprocess.run(start, env=_environment(folder), check=True)
        try:
            limit = time.monotonic() + PATIENCE
            wrong = texts()
            while wrong and time.monotonic() < limit:
                time.sleep(0.5)
                read = subprocess.run(
                    [*tmux, "capture-pane", "-p"], capture_output=True, check=True
                )
                wrong = tuple(t for t in texts() if display(t) not in read.stdout.decode())
        finally:
            subprocess.run([*tmux, "kill-server"], check=False)
    for text in wrong:
        print(f"tmux: not in its cells: {text}")
    print(f"tmux: {len(texts()) - len(wrong)} of {len(texts())} texts in its cells as displayed")
    return not wrong


def _environment(folder: Path) -> dict[str, str]:
    """A plain desktop without anybody's settings."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "PUTTYDIR": str(folder),
        "KITTY_CONFIG_DIRECTORY": str(folder),
        "LANG": "C.UTF-8",
        "LIBGL_ALWAYS_SOFTWARE": "1",
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
    }


if __name__ == "__main__":
    raise SystemExit(main())
