"""The words are compiled like a module, and never read from a compiled form that is not theirs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cnss_counter.errors import DataFileError
from cnss_counter.paths import data_folder
from cnss_counter.wording import compiled
from cnss_counter.wording.tables import Tables

WORDS = "[good]\nx = 'y'\n[good.deeper]\nz = ['ز', 'T']\n[other]\nx = 'w'\n"


@pytest.fixture(autouse=True)
def python_keeps_its_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "fr.toml"
    file.write_text(WORDS, encoding="utf-8")
    return file


@pytest.fixture
def place(tmp_path: Path, file: Path) -> str:
    """Where the words were compiled once."""
    place = str(tmp_path / "words")
    assert Tables(file, place).sentence("good.x") == "y"
    return place


@pytest.mark.parametrize("name", ["fr", "ar", "help.fr", "help.ar"])
def test_compiled_words_are_the_words(name: str, tmp_path: Path) -> None:
    own, place = data_folder() / "wording" / f"{name}.toml", str(tmp_path / "words")
    compiling, parsed = Tables(own, place), Tables(own)
    assert compiling._packed
    again = Tables(own, place)
    for table in parsed._pieces:
        assert again.table(table) == parsed.table(table) == compiling.table(table)
    assert "_pieces" not in vars(again)


def test_it_leaves_nothing_but_itself(place: str, file: Path) -> None:
    assert sorted(file.parent.iterdir()) == [file, Path(place)]


def test_a_key_that_is_nowhere_is_named_as_before(place: str, file: Path) -> None:
    for key in ("good.absent", "absent.x", "good", "good.x.more"):
        with pytest.raises(KeyError, match=f"fr.toml: {key}"):
            Tables(file, place).sentence(key)


def test_a_file_touched_makes_them_void(place: str, file: Path) -> None:
    state = file.stat()
    file.write_text(WORDS.replace("'y'", "'n'"), encoding="utf-8")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns + 1))
    assert Tables(file, place).sentence("good.x") == "n"


def test_another_size_makes_them_void(place: str, file: Path) -> None:
    state = file.stat()
    file.write_text(WORDS.replace("'y'", "'yes'"), encoding="utf-8")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert Tables(file, place).sentence("good.x") == "yes"


def test_another_release_makes_them_void(
    place: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "__version__", "0")
    assert compiled.read(place, compiled.stamp(file)) is None


@pytest.mark.parametrize("left", [0, 1, 20, -1])
def test_truncated_ones_are_made_again(place: str, file: Path, left: int) -> None:
    whole = Path(place).read_bytes()
    Path(place).write_bytes(whole[:left])
    assert compiled.read(place, compiled.stamp(file)) is None
    assert Tables(file, place).sentence("good.deeper.z") == "ز"
    assert Path(place).read_bytes() == whole


def test_a_damaged_table_is_told_each_time_and_the_others_are_said(
    tmp_path: Path, file: Path
) -> None:
    file.write_text(f"{WORDS}[bad]\nx = oops\n", encoding="utf-8")
    for _ in range(2):
        words = Tables(file, str(tmp_path / "words"))
        assert words.sentence("good.x") == "y"
        with pytest.raises(DataFileError) as refused:
            words.sentence("bad.x")
        assert refused.value.detail["key"] == "bad"
    assert not (tmp_path / "words").exists()


def test_where_python_keeps_no_module_no_words_are_kept(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert Tables(file, str(tmp_path / "words")).sentence("good.x") == "y"
    assert not (tmp_path / "words").exists()


def test_a_place_that_is_not_there_stops_nobody(tmp_path: Path, file: Path) -> None:
    assert Tables(file, str(tmp_path / "absent" / "words")).sentence("good.x") == "y"
