"""A file is written where somebody says, and never over what a counter lives from."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cnss_counter.errors import BadInputError
from cnss_counter.paths import Home
from cnss_counter.storage.files import given_places, homes
from cnss_counter.storage.files.private_files import make_private_folder, write_whole
from tests.refusals import refused

Named = Callable[[Home, Path], Path]
"""The counter's database, by another way: from the home and an empty folder beside it."""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "counter")
    home.receipts.mkdir(parents=True)
    homes.describe(home, is_training=False)
    home.database.write_bytes(b"deposits")
    return home


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    (folder := tmp_path / "desktop").mkdir()
    return folder


def as_it_is(home: Home, beside: Path) -> Path:  # noqa: ARG001
    return home.database


def a_new_name(home: Home, beside: Path) -> Path:  # noqa: ARG001
    return home.folder / "person.json"


def with_dots(home: Home, beside: Path) -> Path:
    return beside / ".." / home.folder.name / "receipts" / ".." / "counter.db"


def from_here(home: Home, beside: Path) -> Path:
    os.chdir(beside)
    return Path("..", home.folder.name, "counter.db")


def from_within(home: Home, beside: Path) -> Path:  # noqa: ARG001
    os.chdir(home.receipts)
    return Path("notice.pdf")


def by_a_linked_folder(home: Home, beside: Path) -> Path:
    (beside / "link").symlink_to(home.folder)
    return beside / "link" / "counter.db"


def by_dots_after_a_link(home: Home, beside: Path) -> Path:
    """Read as text this is the desktop; the system goes where the link leads."""
    (beside / "link").symlink_to(home.receipts)
    return beside / "link" / ".." / "counter.db"


def by_a_link_of_links(home: Home, beside: Path) -> Path:
    (beside / "first").symlink_to(home.receipts)
    (beside / "second").symlink_to("first")
    return beside / "second" / "new.pdf"


def by_what_the_system_keeps_open(home: Home, beside: Path) -> Path:  # noqa: ARG001
    os.chdir(home.folder)
    return Path("/proc/self/cwd/counter.db")


def in_a_folder_that_is_not_there(home: Home, beside: Path) -> Path:  # noqa: ARG001
    return home.folder / "new" / "person.json"


WAYS = [
    as_it_is, a_new_name, with_dots, from_here, from_within, by_a_linked_folder,
    by_dots_after_a_link, by_a_link_of_links, by_what_the_system_keeps_open,
    in_a_folder_that_is_not_there,
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_by_no_path_does_a_file_come_into_a_counter(
    home: Home, beside: Path, monkeypatch: pytest.MonkeyPatch, way: Named
) -> None:
    monkeypatch.chdir(beside)
    place = way(home, beside)
    with refused(BadInputError, "place.in_a_counter") as detail:
        given_places.require_file(place)
    assert detail["folder"] == str(home.folder)
    with refused(BadInputError, "place.in_a_counter"):
        given_places.require_folder(place)


def test_the_home_at_work_is_refused_even_when_it_does_not_say_what_it_is(
    home: Home, beside: Path
) -> None:
    home.description.unlink()
    (beside / "link").symlink_to(home.folder)
    for place in (home.database, beside / "link" / "counter.db"):
        with refused(BadInputError, "place.in_a_counter"):
            given_places.require_file(place, home)
        given_places.require_file(home.database)  # the control: nothing tells it any more


def test_beside_a_counter_a_file_may_be_written_and_written_again(home: Home, beside: Path) -> None:
    given_places.require_file(beside / "person.json", home)
    (beside / "person.json").write_text("before")
    given_places.require_file(beside / "person.json", home)
    given_places.require_folder(beside / "new", home)
    given_places.require_folder(home.folder.parent, home)


def test_a_second_name_of_the_database_is_only_a_name(home: Home, beside: Path) -> None:
    """What is written is a new file put in the place of the name."""
    from cnss_counter.storage.files.private_files import write_whole

    (second := beside / "second.db").hardlink_to(home.database)
    given_places.require_file(second, home)
    write_whole(second, b"a receipt")
    assert home.database.read_bytes() == b"deposits"


@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "link to nothing", "device"])
def test_what_is_no_file_is_not_replaced(beside: Path, kind: str) -> None:
    place = beside / "there"
    (beside / "file").write_text("kept")
    make: dict[str, Callable[[], object]] = {
        "folder": place.mkdir,
        "pipe": lambda: os.mkfifo(place),
        "link": lambda: place.symlink_to(beside / "file"),
        "link to nothing": lambda: place.symlink_to(beside / "nothing"),
        "device": lambda: None,
    }
    make[kind]()
    if kind == "device":
        place = Path(os.devnull)
    with refused(BadInputError, "place.not_a_file"):
        given_places.require_file(place)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "place.empty"),
        ("  ", "place.empty"),
        (os.fsdecode(b"a\xffb"), "place.not_text"),
        ("~nobody-of-this-name/x", "place.no_such_user"),
    ],
)
def test_a_name_that_is_none(typed: str, code: str) -> None:
    with refused(BadInputError, code):
        given_places.expanded(typed)


def test_a_loop_of_links_is_no_counter(beside: Path) -> None:
    (beside / "a").symlink_to(beside / "b")
    (beside / "b").symlink_to(beside / "a")
    given_places.require_file(beside / "a" / "x.pdf")


def test_a_folder_set_for_a_group_lets_it_read_what_is_put_there(home: Home, beside: Path) -> None:
    """So a paper leaves an account that nobody sits at; without the bit it stays private."""
    for mode, readable in ((0o2770, 0o640), (0o770, 0o600), (0o2700, 0o600), (0o2755, 0o640)):
        beside.chmod(mode)
        write_whole(beside / "paper.pdf", b"%PDF")
        assert (beside / "paper.pdf").stat().st_mode & 0o777 == readable, oct(mode)
    home.folder.chmod(0o2770)
    make_private_folder(home.folder)
    write_whole(home.keyring, b"{}")
    assert home.keyring.stat().st_mode & 0o777 == 0o600


def test_what_tells_the_copies_of_a_counter_is_not_written_over(state_folder: Path) -> None:
    """Its name stands in what a copy is refused by, and a leaflet asks for no password."""
    kept = state_folder / "cnss-counter"
    kept.mkdir(parents=True)
    with refused(BadInputError, "place.in_a_counter"):
        given_places.require_file(kept / "0112f14476f78b2b.mark")
    given_places.require_file(state_folder / "leaflet.pdf")  # the control
