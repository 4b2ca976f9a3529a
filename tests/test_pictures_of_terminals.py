"""The page on terminals shows Home, the form and Confirm, in Arabic, in those that it advises."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs/pictures/terminals"
PAGE = (ROOT / "docs/how_to/terminals.md").read_text("utf-8")
LINKED = set(re.findall(r"\(\.\./pictures/terminals/([\w-]+)\.png\)", PAGE))
SHOWN = ("home", "form", "confirm")


def test_every_terminal_that_is_shown_at_work_is_shown_with_all_three_screens() -> None:
    at_work = {name.rpartition("-")[0] for name in LINKED if name.endswith(SHOWN)}
    assert len(at_work) >= 8
    assert {f"{name}-{scene}" for name in at_work for scene in SHOWN} <= LINKED


def test_each_picture_is_linked_and_is_of_a_whole_screen() -> None:
    """80 columns of nine dots, 24 rows of eighteen: less was trimmed away, or never drawn."""
    kept = {file.stem for file in PICTURES.glob("*.png")}
    assert kept == LINKED
    for file in PICTURES.glob("*.png"):
        with Image.open(file) as picture:
            assert picture.width >= 720, file.name
            assert picture.height >= 430, file.name
