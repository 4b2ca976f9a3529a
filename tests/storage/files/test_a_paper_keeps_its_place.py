"""A file that takes nobody else's place."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnss_counter.storage.files.private_files import write_beside, write_whole


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "RCS-041-1-2026-000002-27.pdf"


def test_a_new_paper_stands_where_it_was_asked_for(place: Path) -> None:
    assert write_beside(place, b"a paper") == place
    assert place.read_bytes() == b"a paper"


def test_the_same_paper_drawn_again_stands_where_it_stood(place: Path) -> None:
    write_whole(place, b"a paper")
    assert write_beside(place, b"a paper") == place
    assert [file.name for file in place.parent.iterdir()] == [place.name]


def test_another_paper_keeps_every_byte_and_each_new_one_stands_beside_it(place: Path) -> None:
    write_whole(place, b"somebody's")
    names = [write_beside(place, content).name for content in (b"second", b"third", b"second")]
    assert names == [f"{place.stem}{end}.pdf" for end in ("-bis", "-bis-2", "-bis")]
    assert place.read_bytes() == b"somebody's"


@pytest.mark.parametrize("longer", [b"a paper and more", b"a pape", b""])
def test_a_beginning_or_a_part_of_it_is_another_paper(place: Path, longer: bytes) -> None:
    write_whole(place, longer)
    assert write_beside(place, b"a paper") != place
    assert place.read_bytes() == longer


def test_what_is_no_file_keeps_its_place_too(place: Path) -> None:
    place.symlink_to(place.parent / "nowhere")
    assert write_beside(place, b"a paper") != place
    assert place.is_symlink()


def test_write_whole_is_the_control_it_takes_the_place(place: Path) -> None:
    write_whole(place, b"somebody's")
    write_whole(place, b"a paper")
    assert place.read_bytes() == b"a paper"
