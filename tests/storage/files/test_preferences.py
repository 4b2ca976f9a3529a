"""What this computer was told once."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.storage.files import preferences
from cnss_counter.storage.files.preferences import Preferences


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_before_anything_was_told_the_usual_holds(home: Home) -> None:
    assert preferences.read(home) == Preferences("visual", "")


def test_what_was_told_is_remembered(home: Home) -> None:
    told = Preferences("terminal", "/mnt/clé").with_terminal("kitty", "off")
    preferences.write(home, told)
    assert preferences.read(home) == told


def test_each_terminal_has_its_own_answer_and_the_others_the_one_of_before() -> None:
    told = Preferences("terminal").with_terminal("kitty", "off").with_terminal("xterm", "visual")
    assert [told.mode_of(name) for name in ("kitty", "xterm", "vte")] == [
        "off",
        "visual",
        "terminal",
    ]


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "{", '{"colour": "red"}', '"visual"', "[" * 100_000,
        '{"backups_kept": "x"}', '{"backups_kept": 1e400}', '{"backups_kept": NaN}',
        '{"backups_kept": true}', '{"backups_kept": null}', '{"bidi": 5}', '{"bidi": []}',
        '{"backup_folder": 5}', '{"backup_folder": null}', '{"backup_folder": "a\\u0000b"}',
        '{"backup_folder": "\\ud800"}', '{"version": 2}', '{"terminals": {}}',
        '{"version": 2, "terminals": {"kitty": 5}}', '{"version": 3, "terminals": {}}',
    ],
    ids=lambda content: content[:40],
)  # fmt: skip
def test_a_damaged_file_is_named(home: Home, content: str) -> None:
    home.preferences.write_text(content, encoding="utf-8")
    with pytest.raises(StoreError) as refused:
        preferences.read(home)
    assert refused.value.code == "store.damaged"
    assert refused.value.detail["file"] == str(home.preferences)
