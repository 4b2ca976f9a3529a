"""Closing the day: verified, backed up, and a signed page that names nobody."""

from __future__ import annotations

from pathlib import Path

from cnss_counter import wording
from cnss_counter.clock import Clock
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.day import closing, closing_sheet
from cnss_counter.services.printing import verification
from cnss_counter.services.session import Session
from cnss_counter.storage.files import preferences
from cnss_counter.storage.files.preferences import Preferences
from cnss_counter.storage.tables import counter
from cnss_counter.storage.tables.counter import SigningKey
from cnss_counter.storage.vault import public_keys
from testkit.clients import first_client
from testkit.reading import codes, opened, picture, text_by_pdfium
from tests.services.conftest import PASSWORD, consent

FRENCH = wording.load("fr")


def _deposits(session: Session, many: int) -> None:
    for number in range(many):
        draft = first_client(immatriculation_number=f"{number + 1:09}")
        session.deposit(f"draft {number}", session.assess(draft), consent())


def _key(session: Session) -> SigningKey:
    with session.context.reading() as database:
        return counter.signing_key(database)


def test_a_day_is_closed_with_its_figures_a_backup_and_a_verified_journal(session: Session) -> None:
    _deposits(session, 3)
    session.drafts.new(session.cleaned(first_client(immatriculation_number="000000009")))
    closed = closing.close_day(session.context)
    sheet = closing_sheet.draw_sheet(session.context, closed)
    assert (closed.deposits, closed.last_number, closed.drafts) == (3, 3, 1)
    assert closed.unprinted == 3
    rows = {row.label.fr: row.value for row in closing_sheet.sheet_of(closed, _key(session)).rows}
    assert rows[FRENCH("closing.rows.unprinted")] == "3"
    assert closed.verified.broken is None
    assert closed.backup is not None
    assert closed.backup.file.exists()
    assert closed.trouble is None
    text = text_by_pdfium(sheet.read_bytes())
    for said in ("041-1-2025-000003", closed.entry.short, closed.backup.file.name):
        assert said in text.replace("\r\n", "")
    with opened(sheet.read_bytes()) as pages:
        assert len(pages) == 1


def test_the_sheet_names_nobody(session: Session) -> None:
    _deposits(session, 1)
    sheet = closing_sheet.draw_sheet(session.context, closing.close_day(session.context))
    text = text_by_pdfium(sheet.read_bytes())
    client = first_client()
    for field in ("last_name", "first_name", "last_name_ar", "identity_number"):
        assert client.answer(field) not in text
    assert "Karima" not in text
    assert "041" in text  # the control: what is on the page is found


def test_the_code_of_the_sheet_is_verified_like_a_receipts(
    session: Session, home: Home, tmp_path: Path
) -> None:
    _deposits(session, 2)
    closed = closing.close_day(session.context)
    sheet = closing_sheet.draw_sheet(session.context, closed)
    (code,) = {text for _, text in codes(picture(sheet.read_bytes(), 150))}
    (tmp_path / "scan.txt").write_text(code)
    found = verification.verify(tmp_path / "scan.txt", public_keys.read(home.public_keys))
    assert found.outcome == "genuine"
    assert found.sealed.reference == f"CLO-041-1-20250901-2-{closed.entry.n}"
    assert found.sealed.fingerprint == closed.entry.hash[:24].upper()


def test_a_backup_that_cannot_be_made_does_not_keep_the_day_open(
    session: Session, home: Home, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("the USB stick is not there")
    preferences.write(home, Preferences(backup_folder=str(tmp_path / "file" / "backups")))
    closed = closing.close_day(session.context)
    sheet = closing_sheet.draw_sheet(session.context, closed)
    assert closed.backup is None
    assert closed.trouble is not None
    assert "Pas de sauvegarde" in text_by_pdfium(sheet.read_bytes())


def test_a_broken_journal_stands_on_the_sheet(session: Session) -> None:
    _deposits(session, 1)
    with session.context.store.reading() as database:
        database.execute("DROP TRIGGER journal_refuses_update")
        database.execute("UPDATE journal SET actor = 'SOMEBODY' WHERE n = 3")
    closed = closing.close_day(session.context)
    sheet = closing_sheet.draw_sheet(session.context, closed)
    assert closed.verified.broken is not None
    assert "Le journal est rompu" in text_by_pdfium(sheet.read_bytes())


def test_a_day_closed_twice_counts_what_came_between(
    session: Session, home: Home, clock: Clock
) -> None:
    _deposits(session, 1)
    first = closing.close_day(session.context)
    session.log_out()
    again = log_in(home, "a17", PASSWORD, clock=clock, training=True)
    _deposits(again, 2)
    second = closing.close_day(again.context)
    assert (first.deposits, second.deposits) == (1, 2)
    assert second.verified.since >= first.verified.since
    assert again.home_summary().last_backup is not None
    again.log_out()


def test_progress_goes_from_nothing_to_everything(session: Session) -> None:
    _deposits(session, 1)
    seen: list[int] = []
    closing.close_day(session.context, progress=lambda done, _: seen.append(done))
    assert seen == sorted(seen)
    assert seen[-1] == 100
