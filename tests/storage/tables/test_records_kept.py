"""Drafts, persons, deposits and the journal, as a counter lives them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnss_counter.domain.request import RequestDraft
from cnss_counter.errors import AnswerIsNo
from cnss_counter.storage.database import Store
from cnss_counter.storage.driver import DriverError
from cnss_counter.storage.tables import (
    counter,
    deposits,
    drafts,
    journal,
    persons,
    receipt_prints,
    search,
)
from tests.refusals import refused
from tests.storage.conftest import AGENCY, NOON, furnish, ready_to_deposit, request_about

DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


def test_a_draft_comes_back_as_it_was_saved(store: Store) -> None:
    about = request_about()
    survivors = ({"name": "Hiba", "quality": "spouse"},)
    draft = RequestDraft(about.procedure, about.answers, about.attachments, survivors)
    with store.writing() as database:
        stored = drafts.create(database, "A17", draft, NOON)
        later = drafts.save(database, replace(stored, draft=draft.with_answer("city", "Fès")), NOON)
    with store.reading() as database:
        assert drafts.of_clerk(database, "A17") == [later]
    assert later.version == 2


def test_of_drafts_saved_at_one_moment_the_one_begun_last_is_first(store: Store) -> None:
    """A clock that is read by the second gives one moment to several."""
    with store.writing() as database:
        begun = [drafts.create(database, "A17", request_about(), NOON).id for _ in range(9)]
    with store.reading() as database:
        for listed in (drafts.of_clerk(database, "A17"), drafts.all_of_them(database)):
            assert [draft.id for draft in listed] == begun[::-1]


def test_a_draft_saved_in_another_window_is_not_overwritten(store: Store) -> None:
    with store.writing() as database:
        stored = drafts.create(database, "A17", request_about(), NOON)
        drafts.save(database, stored, NOON)
    with refused(AnswerIsNo, "draft.changed_elsewhere"), store.writing() as database:
        drafts.save(database, stored, NOON)


def test_ids_of_drafts_sort_by_age_and_are_uuids_of_version_7() -> None:
    older = drafts.new_id(NOON)
    newer = drafts.new_id(NOON + timedelta(milliseconds=1))
    assert older < newer
    assert older[14] == "7"
    assert older[19] in "89ab"


def test_a_deposit_comes_back_whole_and_its_draft_is_gone(store: Store) -> None:
    with store.writing() as database:
        stored = drafts.create(database, "A17", request_about(), NOON)
        done = deposits.write_down(database, ready_to_deposit(stored.id))
    with store.reading() as database:
        assert deposits.with_reference(database, done.reference) == done
        assert deposits.with_draft(database, stored.id) == done
        assert drafts.of_clerk(database, "A17") == []
    assert done.draft == request_about()
    assert done.agency == AGENCY


def test_numbers_follow_without_a_gap_and_begin_again_each_year(store: Store) -> None:
    dates = [NOON, NOON, NOON.replace(year=2026), NOON.replace(year=2026)]
    assert _references(store, dates) == [
        "RCS-041-1-2025-000001",
        "RCS-041-1-2025-000002",
        "RCS-041-1-2026-000001",
        "RCS-041-1-2026-000002",
    ]


def test_a_clock_set_back_a_year_does_not_reopen_the_numbers_of_that_year(store: Store) -> None:
    assert _references(store, [NOON, NOON.replace(year=2024)]) == [
        "RCS-041-1-2025-000001",
        "RCS-041-1-2025-000002",
    ]


def test_a_training_counter_numbers_the_year_that_is_played(tmp_path: Path, key: bytes) -> None:
    store = furnish(tmp_path / "training.db", key, replace(AGENCY, is_training=True))
    assert _references(store, [NOON, NOON.replace(year=2018)]) == [
        "RCS-041-1-2025-000001",
        "RCS-041-1-2018-000001",
    ]
    store.close()


def test_a_deposit_that_fails_takes_no_number(store: Store) -> None:
    with store.writing() as database:
        deposits.write_down(database, ready_to_deposit("first"))
    with pytest.raises(DriverError), store.writing() as database:
        deposits.write_down(database, ready_to_deposit("first"))
    with store.writing() as database:
        assert deposits.write_down(database, ready_to_deposit("second")).reference.endswith("2")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM deposits",
        "UPDATE deposits SET record = '{}'",
        "UPDATE deposits SET is_provisional = 1",
        "DELETE FROM journal",
        "UPDATE journal SET actor = 'SOMEBODY'",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal",
        "DELETE FROM receipt_prints",
    ],
)
def test_what_was_written_down_cannot_be_rewritten(store: Store, statement: str) -> None:
    with store.writing() as database:
        done = deposits.write_down(database, ready_to_deposit("first"))
        receipt_prints.add(database, done.reference, 0, "A17", "pdf", NOON)
    with pytest.raises(DriverError), store.writing() as database:
        database.execute(statement)


def test_a_deposit_can_be_withdrawn_and_no_longer_stands_in_the_way(store: Store) -> None:
    with store.writing() as database:
        done = deposits.write_down(database, ready_to_deposit("first"))
        assert deposits.open_reference_for(database, request_about()) == done.reference
        database.execute("UPDATE deposits SET status = 'withdrawn'")
        assert deposits.open_reference_for(database, request_about()) is None


def test_about_one_reference_in_ten_is_picked_and_always_the_same_ones(store: Store) -> None:
    references = [f"RCS-041-1-2025-{number:06}" for number in range(2000)]
    with store.reading() as database:
        settings = replace(counter.settings(database), control_key=bytes(32))
    picked = [reference for reference in references if settings.is_sampled(reference)]
    again = [reference for reference in references if settings.is_sampled(reference)]
    assert picked == again
    assert 160 <= len(picked) <= 240


def test_the_journal_holds_no_personal_data(store: Store) -> None:
    with store.writing() as database:
        deposits.write_down(database, ready_to_deposit("first"))
        rows = database.execute("SELECT actor, kind, entity, body FROM journal").fetchall()
    told = DIGEST.sub("", str(rows))  # any two letters may stand in a digest, by chance
    assert "request_deposited" in told
    assert [personal for personal in request_about().answers.values() if personal in told] == []


def test_the_times_of_the_journal_never_go_back(store: Store) -> None:
    with store.writing() as database:
        for hours in (0, -5, -24, 1):
            journal.append(database, NOON + timedelta(hours=hours), "A17", "tested", "", {})
        times = [
            datetime.fromisoformat(row[0])
            for row in database.execute("SELECT at FROM journal ORDER BY n")
        ]
    assert times == sorted(set(times))
    assert times[-1] == NOON + timedelta(hours=1)


def test_a_known_person_is_recalled_whole_without_what_belonged_to_one_errand(
    store: Store,
) -> None:
    draft = request_about(origin="taawidaty", portal_reference="T-1", depositor_name="Hiba")
    with store.writing() as database:
        deposits.write_down(database, ready_to_deposit("first", draft))
        (person,) = persons.with_number(database, "123456789")
        recalled = persons.recall(database, person.id)
        assert persons.recall(database, person.id + 1) is None
    assert recalled is not None
    lasting = {key: said for key, said in request_about().answers.items() if key != "origin"}
    assert dict(recalled.answers) == lasting
    assert recalled.attachments == {}


def test_a_person_is_found_by_the_beginning_of_any_name_in_any_order(store: Store) -> None:
    with store.writing() as database:
        deposits.write_down(database, ready_to_deposit("first"))
        for words in ("alami", "moh ala", "ALA", "al"):
            assert [p.last_name for p in persons.with_names(database, words, None)] == ["ALAMI"]
        assert persons.with_names(database, "lami", None) == []
        assert persons.with_names(database, " - ' \" ", None) == []


def test_a_name_that_was_corrected_is_found_by_the_new_one_only(store: Store) -> None:
    with store.writing() as database:
        persons.remember(database, request_about())
        persons.remember(database, request_about(last_name="Alaoui"))
        assert persons.with_names(database, "alami", None) == []
        assert [p.last_name for p in persons.with_names(database, "alaoui", None)] == ["Alaoui"]


def test_a_common_name_comes_in_pages_newest_first(store: Store) -> None:
    with store.writing() as database:
        for number in range(120):
            persons.remember(database, request_about(f"{number:09}"))
        seen: list[int] = []
        before = None
        while page := persons.with_names(database, "alami", before):
            assert len(page) <= persons.PAGE
            seen.extend(person.id for person in page)
            before = page[-1].id
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 120


def test_no_typed_text_breaks_the_search_by_name(store: Store) -> None:
    @given(st.text())
    def search(text: str) -> None:
        with store.reading() as database:
            persons.with_names(database, text.encode("utf-8", "ignore").decode(), None)

    search()


def test_neither_a_search_nor_a_deposit_reads_a_whole_table(store: Store) -> None:
    asked: list[str] = []
    with store.writing() as database:
        deposits.write_down(database, ready_to_deposit("first"))
        database.conn.set_trace_callback(asked.append)
        for typed in (
            "123456789", "AB123456", "0600000001", "RCS-041-1-2025-000001", "moh ala",
            "TAA-2025-0000001",
        ):  # fmt: skip
            search.find(database, typed)
        deposits.with_draft(database, "second")
        deposits.open_reference_for(database, request_about())
        without_number = request_about("unknown").with_answer("birth_date", "1961-03-10")
        assert persons.document_of(without_number).number
        deposits.open_reference_for(database, without_number)
        deposits.write_down(database, ready_to_deposit("second", without_number))
        deposits.tally(database, "deposited", "2025-09-01")
        database.conn.set_trace_callback(None)
        statements = [text for text in asked if text.startswith("SELECT")]
        steps = [
            step[3]
            for statement in statements
            for step in database.execute(f"EXPLAIN QUERY PLAN {statement}")
        ]
    big = ("persons", "person_keys", "deposits", "journal", "tallies", "drafts")
    assert len(statements) > 10
    assert [
        step for step in steps if step.startswith(tuple(f"SCAN {table}" for table in big))
    ] == []


def test_the_counts_of_the_day_are_kept_at_each_deposit(store: Store) -> None:
    with store.writing() as database:
        deposits.write_down(database, ready_to_deposit("first"))
        deposits.write_down(database, replace(ready_to_deposit("second"), is_for_control=True))
        deposits.write_down(database, ready_to_deposit("third", at=NOON + timedelta(days=1)))
        assert deposits.tally(database, "deposited", "2025-09-01") == 2
        assert deposits.tally(database, "waiting_control") == 1
        assert deposits.tally(database, "not_exported") == 3


def _references(store: Store, dates: list[datetime]) -> list[str]:
    references = []
    for number, at in enumerate(dates):
        with store.writing() as database:
            done = deposits.write_down(database, ready_to_deposit(str(number), at=at))
        references.append(done.reference)
    return references
