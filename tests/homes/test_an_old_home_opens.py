"""Whoever upgrades a counter finds everything again that was in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cnss_counter.domain.deposit import Consent
from cnss_counter.domain.request import Attachment
from cnss_counter.errors import StoreError
from cnss_counter.paths import Home
from cnss_counter.services.custody import journal_check
from cnss_counter.services.custody.restoring import ByMachine, BySheet, restore
from cnss_counter.services.printing.verification import known_keys, verify
from testkit.deposits import receipt_text
from tests.homes.old_home import NEXT_DAY, OldHome, unpacked


@pytest.fixture
def old(tmp_path: Path) -> OldHome:
    return unpacked(tmp_path)


def test_each_request_is_found_with_its_person_and_can_be_printed(old: OldHome) -> None:
    session = old.open()
    found = {deposit.reference: deposit for deposit in session.all_deposits()}
    assert set(found) == set(old.references.values())
    for name, family_name in (
        ("ordinary", "ALAMI"),
        ("provisional", "BOUHADDOU"),
        ("at_work_until_2024", "TAZI"),
    ):
        reference = old.references[name]
        assert found[reference].draft.answer("last_name") == family_name
        assert family_name in receipt_text(session, reference)
    assert found[old.references["provisional"]].is_provisional
    assert found[old.references["erased"]].is_erased
    assert len(found[old.references["survivors"]].draft.survivors) == 4
    assert found[old.references["given_up"]].verdict["other_right"]["monthly_amount"] == 600
    session.log_out()


def test_each_person_is_found_by_a_name_as_the_search_reads_it_now(old: OldHome) -> None:
    session = old.open()
    for typed in ("ala mi", "bouhad-dou", "ta’zi"):
        assert session.find(typed).persons, typed
    session.log_out()


def test_the_journal_holds_from_its_first_entry(old: OldHome) -> None:
    session = old.open("A17")
    walked = journal_check.verify(session.context, whole=True)
    assert (walked.since, walked.broken, walked.erased) == (0, None, 1)
    assert walked.entries > 40
    session.log_out()


def test_what_the_receipts_handed_out_say_is_still_proved(old: OldHome) -> None:
    """That program signed no files: the page is to be compared with the sealed words."""
    keys = known_keys(None, old.home)
    receipts = [*old.home.receipts.glob("*.pdf"), old.duplicate]
    assert len(receipts) == 7
    found = [verify(receipt, keys) for receipt in receipts]
    assert [one.outcome for one in found] == ["facts_genuine"] * 7
    assert all(one.record["rows"] for one in found)


def test_the_half_written_request_is_where_it_was_left(old: OldHome) -> None:
    session = old.open()
    (kept,) = session.drafts.all()
    assert kept.draft.answer("last_name") == "AMRANI"
    session.log_out()


def test_the_next_deposit_takes_the_next_number(old: OldHome) -> None:
    session = old.open()
    client = session.deposit_of(old.references["ordinary"])
    assert client is not None
    asked = dict(client.draft.answers) | {"immatriculation_number": "112233445"}
    draft = client.draft._replace(answers=asked | {"identity_number": "EF112233"})
    draft = draft._replace(attachments=dict.fromkeys(draft.attachments, Attachment("seen")))
    made = session.deposit("a new draft", session.assess(draft), Consent("ar", NEXT_DAY), ())
    assert made.reference.startswith("RCS-041-1-2026-000008-")
    session.log_out()


def test_the_backup_is_put_back_by_the_sheet_after_the_number_on_paper(old: OldHome) -> None:
    home = Home(old.home.folder.parent / "elsewhere")
    by_sheet = BySheet(old.recovery_code, "cinq barques sur une mer calme")
    restored = restore(old.backup, home, "A17", by_sheet, "7", clock=lambda: NEXT_DAY)
    assert restored.manifest.count.deposits == 6
    assert restored.continued.last == 7


def test_on_the_same_machine_the_old_anchor_counts_what_may_have_been_numbers(
    old: OldHome,
) -> None:
    """It knows entries only: eight are not in the backup, and each may have been a deposit."""
    home = Home(old.home.folder.parent / "here")
    by_machine = ByMachine(old.passwords["A17"], old.home.machine_secret)
    restored = restore(old.backup, home, "A17", by_machine, "7", clock=lambda: NEXT_DAY)
    assert restored.continued.known == 6
    assert restored.continued.last == 6 + 8


def test_a_home_whose_database_is_another_does_not_open(old: OldHome) -> None:
    """The control: what is read above is in the database, and in no other file."""
    old.home.database.write_bytes(bytes(200_000))
    with pytest.raises(StoreError):
        old.open()
