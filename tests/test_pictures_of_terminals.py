"""The page on terminals shows Home, the form and Confirm, in Arabic, in those that it advises."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from tools.counter_scenes import scenes
from tools.terminal_programs import TERMINALS

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs/pictures/terminals"
PAGE = (ROOT / "docs/how_to/terminals.md").read_text("utf-8")
LINKED = set(re.findall(r"\(\.\./pictures/terminals/([\w-]+)\.png\)", PAGE))
SHOWN = ("home", "form", "confirm")
AS_SHIPPED = {"kitty", "pterm", "pterm-terminal-mode"}
"""Known to turn words around, and named so: the same two stand among the others as they are set."""


def test_every_terminal_that_reads_right_is_shown_with_all_three_screens() -> None:
    advised = [one.name for one in TERMINALS if one.name not in AS_SHIPPED]
    assert len(advised) >= 8
    assert {scene.name for scene in scenes()} >= set(SHOWN)
    wanted = {f"{name}-{scene}" for name in advised for scene in SHOWN}
    assert wanted - LINKED == set()


def test_each_picture_is_linked_and_is_of_a_whole_screen() -> None:
    """80 columns of nine dots, 24 rows of eighteen: less was trimmed away, or never drawn."""
    kept = {file.stem for file in PICTURES.glob("*.png")}
    assert kept == LINKED
    for file in PICTURES.glob("*.png"):
        with Image.open(file) as picture:
            assert picture.width >= 720, file.name
            assert picture.height >= 430, file.name
