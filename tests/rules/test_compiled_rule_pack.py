"""The law is compiled like a module, and never read from a compiled form that is not its own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from cnss_counter import law
from cnss_counter.law import RulePack, compiled
from cnss_counter.law.stamp import PARTS_OF_THE_LAW, Stamp, first_line, is_of
from cnss_counter.law.stamp import stamp as stamp_of
from cnss_counter.paths import data_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in PARTS_OF_THE_LAW:
        shutil.copytree(data_folder() / name, tmp_path / name)
    return tmp_path


@pytest.fixture(autouse=True)
def python_keeps_its_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)


def kept(folder: Path) -> tuple[str, Stamp]:
    """A pack compiled in a folder: its place and the stamp of its files."""
    place, stamp = str(folder / "law.pack"), stamp_of(folder)
    compiled.write(place, stamp, *law.load(folder))
    return place, stamp


def test_a_compiled_pack_is_the_pack(folder: Path) -> None:
    place, stamp = kept(folder)
    found = compiled.read(place, stamp)
    assert found
    assert RulePack(*found) == law.load(folder)
    assert RulePack(*found).fingerprint == law.load(folder).fingerprint


def test_it_leaves_nothing_but_itself(folder: Path) -> None:
    kept(folder)
    assert sorted(path.name for path in folder.iterdir()) == [
        "contested",
        "law.pack",
        "parameters",
        "procedures",
        "reference",
    ]


@pytest.mark.parametrize(
    "file",
    [
        "contested/start_of_the_reform.toml",
        "parameters/legal_age.toml",
        "reference/closed_days.toml",
        "procedures/immatriculation.toml",
    ],
)
def test_a_file_touched_makes_it_void(folder: Path, file: str) -> None:
    place, _stamp = kept(folder)
    state = (folder / file).stat()
    os.utime(folder / file, ns=(state.st_atime_ns, state.st_mtime_ns + 1))
    assert compiled.read(place, stamp_of(folder)) is None


def test_another_size_makes_it_void(folder: Path) -> None:
    place, _stamp = kept(folder)
    file = folder / "parameters" / "legal_age.toml"
    state = file.stat()
    file.write_bytes(file.read_bytes() + b"\n")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert compiled.read(place, stamp_of(folder)) is None


def test_a_file_more_or_less_makes_it_void(folder: Path) -> None:
    place, _stamp = kept(folder)
    (folder / "procedures" / "new.toml").touch()
    assert compiled.read(place, stamp_of(folder)) is None
    (folder / "procedures" / "new.toml").unlink()
    assert compiled.read(place, stamp_of(folder))
    (folder / "procedures" / "immatriculation.toml").unlink()
    assert compiled.read(place, stamp_of(folder)) is None


@pytest.mark.parametrize("content", ["", "ÿ", "not JSON", "3", "[1, 2]", "[[], 1, [[]], [[]]]"])
def test_a_damaged_one_is_no_pack(folder: Path, content: str) -> None:
    place, stamp = kept(folder)
    Path(place).write_bytes(first_line(stamp).encode() + content.encode("latin-1"))
    assert compiled.read(place, stamp) is None


def test_the_files_it_was_made_from_are_told_without_reading_it(folder: Path) -> None:
    place, stamp = kept(folder)
    assert is_of(place, stamp)
    (folder / "procedures" / "new.toml").touch()
    assert not is_of(place, stamp_of(folder))
    assert not is_of(place, ())
    assert not is_of(str(folder / "nothing.pack"), stamp)


def test_a_truncated_one_is_no_pack(folder: Path) -> None:
    place, stamp = kept(folder)
    whole = Path(place).read_bytes()
    Path(place).write_bytes(whole[: len(whole) // 2])
    assert compiled.read(place, stamp) is None


def test_one_of_another_layout_is_no_pack(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, stamp = kept(folder)
    monkeypatch.setattr(compiled, "_RECORDS", ())
    assert compiled.read(place, stamp) is None


def test_files_that_are_not_there_have_no_stamp_and_no_pack(tmp_path: Path) -> None:
    assert stamp_of(tmp_path) == ()
    assert compiled.read(str(tmp_path / "law.pack"), ()) is None


def test_an_empty_stamp_is_never_kept(folder: Path) -> None:
    pack = law.load(folder)
    compiled.write(str(folder / "law.pack"), (), *pack)
    assert not (folder / "law.pack").exists()


def test_where_python_keeps_no_module_no_pack_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    place, _stamp = kept(folder)
    assert not Path(place).exists()


def test_a_place_that_cannot_be_written_stops_nobody(folder: Path) -> None:
    place = str(folder / "absent" / "law.pack")
    compiled.write(place, stamp_of(folder), *law.load(folder))
    assert not Path(place).exists()


def test_the_programs_own_law_is_the_same_read_or_compiled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(law, "PLACE", str(tmp_path / "law.pack"))
    from_files = law.load()
    assert (tmp_path / "law.pack").exists()
    assert law.load() == from_files == law.load(data_folder())
