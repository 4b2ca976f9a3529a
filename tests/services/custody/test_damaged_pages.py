"""A page that the disk spoilt is told where somebody looks; a deposit that meets it loses nothing.

Every page and every way: the campaign `damaged_pages`.
"""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest

from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.custody import journal_check
from cnss_counter.services.day import closing
from cnss_counter.storage.tables import counter
from testkit.clients import first_client
from tests.cli.conftest import Ended, command
from tests.refusals import refused
from tests.services.conftest import PASSWORD, consent
from tests.services.custody.test_one_number_once import EVENING, Counter, _set_up

PAGE = 4096


@pytest.fixture
def lived_in(tmp_path: Path) -> Counter:
    made = _set_up(tmp_path / "counter", EVENING)
    for _ in range(3):
        made.deposits()
    return made


def _spoil(file: Path, page: int) -> None:
    content = bytearray(file.read_bytes())
    content[(page - 1) * PAGE + 100] ^= 1
    file.write_bytes(content)


def _page_of(made: Counter, table: str) -> int:
    session = made.sits_down()
    with session.context.reading() as database:
        (page,) = database.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
    session.log_out()
    return int(page)


def test_a_page_that_nobody_reads_is_told_by_a_whole_verification_and_at_the_close(
    lived_in: Counter,
) -> None:
    """Where a search leaves its salt: no login, no deposit and no closing looks there."""
    page = _page_of(lived_in, "search_salts")
    lived_in.sweep_receipts()
    _spoil(lived_in.home.database, page)
    session = lived_in.sits_down()
    broken = journal_check.verify(session.context, whole=True).broken
    assert broken is not None
    assert (broken.rule, broken.subject) == ("page", str(page))
    closed = closing.close_day(session.context)
    session.log_out()
    assert closed.verified.broken == broken
    assert closed.backup is None


def test_the_doctor_names_it_to_who_has_a_password_and_is_not_ill_without_one(
    lived_in: Counter,
) -> None:
    """The page of a search's salt again; the control is the same counter before it is spoilt."""
    asked = ("doctor", "--home", lived_in.home.folder, "--clerk", "A17", "--password-stdin")
    page = str(_page_of(lived_in, "search_salts"))
    pages = partial(_line, "pages")
    assert pages(command(*asked, "--json", lines=(PASSWORD,)))["state"] == "ok"
    _spoil(lived_in.home.database, int(page))
    told = command(*asked, "--json", lines=(PASSWORD,))
    assert told.status == 1
    assert pages(told)["state"] == "bad"
    assert f"({page})" in pages(told)["said"]
    wrong = command(*asked, "--json", lines=("another password",))
    assert (wrong.status, pages(wrong)["state"]) == (1, "bad")
    assert page not in pages(wrong)["said"]
    nobody = command(*asked[:3], "--json")
    assert "pages" not in {line["name"] for line in nobody.document}


def _line(name: str, ended: Ended) -> dict[str, str]:
    (line,) = (line for line in ended.document if line["name"] == name)
    return dict(line)


def test_a_close_that_finds_a_damaged_page_keeps_the_papers_that_know_the_people(
    lived_in: Counter,
) -> None:
    """What was deposited since the last backup stands on them alone, maybe."""
    page = _page_of(lived_in, "search_salts")
    papers = _papers(lived_in)
    assert papers
    _spoil(lived_in.home.database, page)
    session = lived_in.sits_down()
    closed = closing.close_day(session.context)
    session.log_out()
    assert _papers(lived_in) == papers
    assert closed.papers == (0, len(papers))


def test_the_control_a_close_that_is_well_sweeps_them(lived_in: Counter) -> None:
    papers = _papers(lived_in)
    session = lived_in.sits_down()
    closed = closing.close_day(session.context)
    session.log_out()
    assert _papers(lived_in) == []
    assert closed.papers == (len(papers), 0)


def _papers(made: Counter) -> list[str]:
    return sorted(paper.name for paper in made.home.receipts.iterdir())


def test_a_deposit_that_meets_a_page_of_before_is_told_so_and_keeps_its_draft(
    lived_in: Counter, tmp_path: Path, state_folder: Path
) -> None:
    """The disk lost the last write of the sequences: the number would be another person's.

    The mark outside the home knows the number; it is gone too.
    """
    page = _page_of(lived_in, "sequences")
    kept = shutil.copy(lived_in.home.database, tmp_path)
    lived_in.deposits()
    file = lived_in.home.database
    content, before = bytearray(file.read_bytes()), Path(kept).read_bytes()
    at = slice((page - 1) * PAGE, page * PAGE)
    assert content[at] != before[at]
    content[at] = before[at]
    file.write_bytes(content)
    lived_in.sweep_receipts()
    shutil.rmtree(state_folder)
    session = lived_in.sits_down()
    draft = first_client(immatriculation_number="777777777")
    stored = session.drafts.new(session.cleaned(draft))
    with refused(StoreError, "store.database_damaged"):
        session.deposit(stored.id, session.assess(draft), consent(EVENING))
    assert [one.id for one in session.drafts.all()] == [stored.id]
    session.log_out()
    assert not lived_in.is_whole()


def test_the_control_a_counter_that_is_well_has_no_damaged_page(lived_in: Counter) -> None:
    session = log_in(Home(lived_in.home.folder), "A17", PASSWORD, clock=lived_in)
    assert closing.close_day(session.context).verified.broken is None
    with session.context.reading() as database:
        assert counter.epoch(database).number == 1
    session.log_out()
