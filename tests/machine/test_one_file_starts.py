"""What stands between the one file and the counter: the Python that is there, and a place to be.

The program inside is a made-up one here, so that what is tried is the start and nothing else.
"""

from __future__ import annotations

import grp
import os
import stat
from pathlib import Path

import pytest

from tests.machine.bundles import HERE, STARTED, Computer, made_up

PLACE = "CNSS_COUNTER_PROGRAMS"


@pytest.fixture
def first(one_file: Path, tmp_path: Path) -> Path:
    return made_up(one_file, tmp_path / "first.pyz", "first")


def is_one_line(refused: str) -> bool:
    return refused.startswith("cnss-counter : ") and refused.count("\n") == 1


@pytest.mark.parametrize(
    ("about", "named"),
    [
        ({"pythons": {"3.99": []}}, f"Python {HERE}"),
        ({"machine": "s390x"}, "s390x"),
        ({"glibc": [2, 999]}, "glibc 2.999"),
    ],
)
def test_a_pc_that_cannot_run_it_is_told_in_one_line_what_is_missing(
    one_file: Path, tmp_path: Path, computer: Computer, about: dict[str, object], named: str
) -> None:
    other = made_up(one_file, tmp_path / "other.pyz", "other", **about)
    ended = computer.run(other)
    assert (ended.status, ended.said) == (2, "")
    assert is_one_line(ended.refused)
    assert named in ended.refused
    assert not computer.programs.exists()


def test_it_starts_and_a_second_time_from_what_it_unpacked(first: Path, computer: Computer) -> None:
    assert computer.run(first) == (0, STARTED.format(wheel="first"), "")
    (unpacked,) = computer.programs.iterdir()
    program = unpacked / "cnss_counter" / "__main__.py"
    program.write_text(program.read_text("utf-8").replace("from ", "again "), encoding="utf-8")
    assert computer.run(first).said == "again first\n"
    assert [place.name for place in unpacked.glob("*.data")] == []


def test_what_is_unpacked_is_for_one_account_whatever_the_umask(
    first: Path, computer: Computer
) -> None:
    around = ("sh", "-c", 'umask 0; exec "$0" "$@"')
    assert computer.run(first, before=around).status == 0
    for folder in (computer.programs, *computer.programs.parents):
        if folder == computer.account:
            break
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder


def test_a_place_where_others_may_write_is_not_trusted(first: Path, computer: Computer) -> None:
    """Whoever writes there first would be the one whose program runs."""
    computer.programs.mkdir(parents=True)
    computer.programs.chmod(0o777)
    ended = computer.run(first)
    assert (ended.status, ended.said) == (2, "")
    assert is_one_line(ended.refused)
    assert str(computer.programs) in ended.refused
    assert f"{PLACE}=" in ended.refused


def test_nor_one_below_a_folder_where_others_could_put_another(
    first: Path, computer: Computer, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    chosen = {PLACE: str(shared / "mine")}
    shared.chmod(0o777)
    ended = computer.run(first, around=chosen)
    assert (ended.status, is_one_line(ended.refused)) == (2, True)
    shared.chmod(0o1777)  # as /tmp: each removes what is his own
    assert computer.run(first, around=chosen).status == 0


def test_nor_one_below_a_folder_of_a_group_with_others_in_it(
    first: Path, computer: Computer, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    group = own_group = os.getgid()
    if os.geteuid() == 0:
        group = next(one.gr_gid for one in grp.getgrall() if one.gr_gid != own_group)
        os.chown(shared, -1, group)
    shared.chmod(0o775)
    ended = computer.run(first, around={PLACE: str(shared / "mine")})
    if group != own_group:
        assert (ended.status, is_one_line(ended.refused)) == (2, True)
        os.chown(shared, -1, own_group)
        ended = computer.run(first, around={PLACE: str(shared / "mine")})
    assert ended.status == 0, "a group of this account alone is the account"


def test_nor_one_that_belongs_to_another_account(first: Path, computer: Computer) -> None:
    """As an account finds it after somebody started it once as root."""
    theirs = "/"
    if os.geteuid() == 0:
        computer.programs.mkdir(parents=True)
        os.chown(computer.programs, 12345, 12345)
        theirs = str(computer.programs)
    ended = computer.run(first, around={PLACE: theirs})
    assert (ended.status, is_one_line(ended.refused)) == (2, True)
    assert f"{theirs} : " in ended.refused


def test_root_makes_nothing_in_the_folder_of_an_account(first: Path, computer: Computer) -> None:
    """`sudo` may keep the account's HOME: what root made there would keep the account out."""
    other = "/"
    if os.geteuid() == 0:
        os.chown(computer.account, 12345, 12345)
        other = str(computer.account)
    ended = computer.run(first, around={"HOME": other})
    assert (ended.status, is_one_line(ended.refused)) == (2, True)
    assert list(computer.account.iterdir()) == []


def test_without_a_home_it_says_which_folder_to_name(
    first: Path, computer: Computer, tmp_path: Path
) -> None:
    ended = computer.run(first, around={"HOME": ""})
    assert (ended.status, is_one_line(ended.refused)) == (2, True)
    named = computer.run(first, around={"HOME": "", PLACE: str(tmp_path / "named")})
    assert named.said == STARTED.format(wheel="first")


def test_where_no_program_may_be_run_it_says_so(
    first: Path, computer: Computer, tmp_path: Path
) -> None:
    (disk := tmp_path / "disk").mkdir()
    mounted = f'mount -t tmpfs -o noexec,mode=700 tmpfs {disk}; exec "$0" "$@"'
    around = ("unshare", "--mount", "sh", "-c", mounted)
    ended = computer.run(first, before=around, around={PLACE: str(disk)})
    assert (ended.status, is_one_line(ended.refused)) == (2, True)
    assert "noexec" in ended.refused


def test_a_disk_that_takes_no_more_leaves_nothing_half_unpacked(
    one_file: Path, tmp_path: Path, computer: Computer
) -> None:
    heavy = made_up(one_file, tmp_path / "heavy.pyz", "heavy", weight=1 << 20)
    ended = computer.run(heavy, before=("sh", "-c", 'ulimit -f 512; exec "$0" "$@"'))
    assert (ended.status, is_one_line(ended.refused)) == (2, True)
    assert computer.unpacked() == set()
    assert computer.run(heavy).said == STARTED.format(wheel="heavy")


def test_what_a_power_cut_left_half_unpacked_is_never_run_and_goes(
    first: Path, computer: Computer
) -> None:
    half = computer.programs / ".new-half" / "cnss_counter"
    half.mkdir(parents=True)
    computer.programs.chmod(0o700)
    assert computer.run(first).status == 0
    assert not half.parent.exists()
    assert len(computer.unpacked()) == 1


def test_two_first_starts_at_once_unpack_once(first: Path, computer: Computer) -> None:
    windows = [computer.start(first) for _ in range(3)]
    said = {window.communicate(timeout=120)[0] for window in windows}
    assert said == {STARTED.format(wheel="first")}
    assert len(computer.unpacked()) == 1


def test_the_version_before_stays_and_older_ones_go_when_no_window_runs_from_them(
    one_file: Path, tmp_path: Path, computer: Computer
) -> None:
    versions = [made_up(one_file, tmp_path / f"{n}.pyz", f"version{n}") for n in range(4)]
    window = computer.start(versions[0])
    assert window.stdout
    assert window.stdout.readline() == STARTED.format(wheel="version0")
    (running,) = computer.unpacked()
    os.utime(computer.programs / running, (0, 0))  # long ago
    for count, version in enumerate(versions[1:3], start=2):
        assert computer.run(version).status == 0
        assert len(computer.unpacked()) == count
    assert running in computer.unpacked()
    window.communicate(timeout=120)
    assert computer.run(versions[3]).status == 0
    assert running not in computer.unpacked()
    assert len(computer.unpacked()) == 2


def test_a_copy_that_was_spoilt_on_the_way_is_told_and_not_run(
    one_file: Path, tmp_path: Path, computer: Computer
) -> None:
    wheel = {"wheels": {"first": "0" * 64}}
    spoilt = made_up(one_file, tmp_path / "spoilt.pyz", "first", **wheel)
    ended = computer.run(spoilt)
    assert (ended.status, ended.said, is_one_line(ended.refused)) == (2, "", True)
    assert "SHA256SUMS" in ended.refused
    assert computer.unpacked() == set()


def test_outputs_that_are_closed_stay_closed(first: Path, computer: Computer) -> None:
    """The mark on the program that runs would take their number, and be written into."""
    around = ("sh", "-c", 'exec "$0" "$@" >&- 2>&-')
    for _ in range(2):
        assert computer.run(first, before=around) == (0, "", "")
