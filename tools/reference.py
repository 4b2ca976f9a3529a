"""Writes `docs/reference/commands.md` from the commands themselves: `make reference`."""

from __future__ import annotations

from testkit.command_reference import PAGE, reference

if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(reference(), encoding="utf-8")
