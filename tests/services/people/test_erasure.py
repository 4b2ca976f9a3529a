"""A person is erased by two people; number, date and outcome stay, and the journal holds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnss_counter.clock import played_clock
from cnss_counter.domain.deposit import Deposit
from cnss_counter.errors import AccessError, AnswerIsNo, BadInputError
from cnss_counter.paths import Home
from cnss_counter.services.access import counter_settings
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.access.login import log_in
from cnss_counter.services.custody import journal_check
from cnss_counter.services.people import erasure, person_record
from cnss_counter.services.people.erasure import Second
from cnss_counter.services.requests.request_form import print_form
from cnss_counter.services.session import Session
from cnss_counter.storage.driver import DriverError
from cnss_counter.storage.tables import salts
from cnss_counter.storage.vault import journal_verification
from testkit.clients import first_client
from testkit.deposits import remember
from tests.refusals import refused
from tests.services.conftest import DAY, PASSWORD, SUPERVISOR, SUPERVISOR_PASSWORD, consent

NUMBER = "123456789"
SECOND = Second(SUPERVISOR.code, SUPERVISOR_PASSWORD)
PERSONAL = (
    NUMBER, "AB123456", "alami", "Mohammed", "العلمي", "محمد", "1961-03-10", "Orangers",
    "0600000001", "2021-03-31", "son père",
)  # fmt: skip


def keep_for(context: ClerkContext, months: int | None) -> None:
    counter_settings.change(context, {"retention_months": months})


def everything_written(session: Session) -> str:
    """Every cell of every table, the search index's own pages included."""
    with session.context.store.reading() as database:
        tables = [
            name
            for (name,) in database.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
            ).fetchall()
        ]
        rows = [row for name in tables for row in database.execute(f"SELECT * FROM {name}")]
    cells = [cell for row in rows for cell in row if cell is not None]
    texts = [c.decode("utf-8", "replace") if isinstance(c, bytes) else str(c) for c in cells]
    return "\n".join(texts).casefold()


def left_of(session: Session) -> list[str]:
    written = everything_written(session)
    return [word for word in PERSONAL if word.casefold() in written]


@pytest.fixture
def deposit(session_with_supervisor: Session, home: Home) -> Deposit:
    """The first client's request, agreed to with a word; papers; a draft waits too."""
    session = session_with_supervisor
    draft = first_client(depositor_name="Hiba, pour son père")
    done = session.deposit("draft-1", session.assess(draft), consent())
    session.receipts.save(done.reference)
    waiting = session.drafts.new(session.cleaned(first_client()))
    for draft_id in (done.draft_id, waiting.id):
        print_form(session.context, session.assess(draft), draft_id)
    shutil.copy(
        home.receipts / f"{done.reference}.pdf", home.receipts / f".{done.reference}.pdf.0a1b2c3d"
    )  # as a power cut leaves it, before it has its name
    return done


@pytest.fixture
def later(home: Home, deposit: Deposit) -> Iterator[Session]:
    """The administrator, ten years later, at a counter that keeps requests for five."""
    del deposit
    session = log_in(
        home, "A17", PASSWORD, clock=played_clock(DAY.replace(year=2035)), training=True
    )
    keep_for(session.context, 60)
    yield session
    session.log_out()


def test_nothing_of_the_person_is_left_in_any_table_or_receipt(
    home: Home, later: Session, deposit: Deposit
) -> None:
    assert set(left_of(later)) == set(PERSONAL)  # the control: they were all there
    assert len(list(home.receipts.iterdir())) == 4  # receipt, its remains, two forms
    erased = erasure.erase(later.context, NUMBER, "asked", SECOND)
    assert (erased.references, erased.drafts) == ((deposit.reference,), 1)
    assert left_of(later) == []
    assert list(home.receipts.iterdir()) == []
    assert later.find(NUMBER).persons == ()
    assert later.find("alami").persons == ()


@pytest.mark.parametrize("number", ["12345678", "1234567890"])
def test_a_person_with_an_unusual_number_can_be_erased(
    session_with_supervisor: Session, number: str
) -> None:
    session = session_with_supervisor
    remember(session, first_client(immatriculation_number=number))
    assert session.find(number).persons  # the control
    erasure.erase(session.context, number, "asked", SECOND)
    assert session.find(number).persons == ()


def test_the_request_keeps_its_number_date_and_outcome_and_the_journal_holds(
    later: Session, deposit: Deposit
) -> None:
    erasure.erase(later.context, NUMBER, "asked", SECOND)
    kept = later.deposit_of(deposit.reference)
    assert kept is not None
    assert kept.is_erased
    assert (kept.deposited_at, kept.journal_hash) == (deposit.deposited_at, deposit.journal_hash)
    assert kept.verdict["outcome"] == deposit.verdict["outcome"]
    with later.context.store.reading() as database:
        assert journal_verification.walk(database).broken is None
    verified = journal_check.verify(later.context, whole=True)
    assert (verified.broken, verified.erased) == (None, 1)
    with refused(BadInputError, "deposit.erased"):
        later.receipts.save(deposit.reference)


def test_no_search_can_be_compared_with_the_name_any_more(later: Session) -> None:
    for query in ("alami moh", "bennani"):
        later.find(query)
        later.name_searches.settle()
    with later.context.store.writing() as database:
        somebody_else = salts.keep(database, bytes(16), [999])
    with later.context.store.reading() as database:
        (body,) = database.execute(
            "SELECT body FROM journal WHERE kind = 'persons_searched'"
        ).fetchone()
        number = json.loads(body)["salt"]
        assert salts.salt(database, number)
    erasure.erase(later.context, NUMBER, "asked", SECOND)
    with later.context.store.reading() as database:
        assert salts.salt(database, number) is None
        assert salts.salt(database, somebody_else)
    assert journal_check.verify(later.context, whole=True).broken is None


def test_somebody_else_is_left_whole(later: Session) -> None:
    draft = first_client(immatriculation_number="223456789", identity_number="BK765432")
    other = later.deposit("draft-2", later.assess(draft), consent())
    erasure.erase(later.context, NUMBER, "asked", SECOND)
    assert later.deposit_of(other.reference) == other
    assert len(later.find("223456789").persons) == 1


def test_who_has_the_same_digits_on_another_document_is_left_whole(later: Session) -> None:
    """Two without a number: neither's name brings the other's request along."""
    no_number = {"immatriculation_number": "unknown", "number_unknown_reason": "carte perdue"}
    card = first_client(**no_number, identity_number="CD12345")
    passport = card._replace(
        answers={**card.answers, "identity_document": "passport", "birth_date": "1959-02-02"}
    )
    for draft_id, draft in (("draft-2", card), ("draft-3", passport)):
        later.deposit(draft_id, later.assess(draft), consent())
    with refused(BadInputError, "person.several"):
        erasure.erase(later.context, "CD12345", "asked", SECOND)
    assert len(later.find("CD12345").requests) == 2


def test_a_person_who_was_erased_may_come_again(later: Session) -> None:
    erasure.erase(later.context, NUMBER, "asked", SECOND)
    again = later.deposit("draft-3", later.assess(first_client()), consent())
    assert later.find(NUMBER).requests[0].reference == again.reference


def test_it_takes_an_administrator_and_another_person_who_is_a_supervisor(later: Session) -> None:
    with refused(AccessError, "access.same_person"):
        erasure.erase(later.context, NUMBER, "asked", Second("a17", PASSWORD))
    with refused(AccessError, "access.refused"):
        erasure.erase(later.context, NUMBER, "asked", SECOND._replace(password="un autre mot"))
    assert set(left_of(later)) == set(PERSONAL)


def test_a_request_that_must_still_be_kept_is_held(
    session_with_supervisor: Session, deposit: Deposit
) -> None:
    context = session_with_supervisor.context
    with refused(AnswerIsNo, "erasure.held"):  # nobody has said how long
        erasure.erase(context, NUMBER, "asked", SECOND)
    keep_for(context, 60)
    with refused(AnswerIsNo, "erasure.held"):
        erasure.erase(context, NUMBER, "asked", SECOND)
    erased = erasure.erase(context, NUMBER, "ordered", SECOND, is_forced=True)
    assert erased.references == (deposit.reference,)


def test_the_journal_says_who_why_and_which_requests_but_not_whose(
    later: Session, deposit: Deposit
) -> None:
    erasure.erase(later.context, NUMBER, "asked", SECOND)
    with later.context.store.reading() as database:
        (body,) = database.execute(
            "SELECT body FROM journal WHERE kind = 'person_erased'"
        ).fetchone()
    said = json.loads(body)
    assert said["requests"] == [deposit.reference]
    assert (said["reason"], said["supervisor"]) == ("asked", SUPERVISOR.code)


@pytest.mark.parametrize(
    "change",
    [
        "record = '{}'",
        "salt = zeroblob(16)",
        "record = json_set(record, '$.erased_at', 'now')",
        "record = json_set(record, '$.erased_at', 'now'), salt = zeroblob(16)",
        "status = 'withdrawn', reference = 'RCS-X'",
    ],
)
def test_a_deposit_can_still_not_be_rewritten_into_anything_else(
    later: Session, change: str
) -> None:
    with pytest.raises(DriverError), later.context.store.writing() as database:
        database.execute(f"UPDATE deposits SET {change}")


def test_what_is_overdue_is_listed_and_nothing_is_done_to_it(
    later: Session, deposit: Deposit
) -> None:
    (one,) = erasure.overdue(later.context)
    assert (one.references, one.newest) == ((deposit.reference,), DAY.isoformat())
    assert set(left_of(later)) == set(PERSONAL)
    keep_for(later.context, 1200)
    assert erasure.overdue(later.context) == []
    keep_for(later.context, None)
    with refused(BadInputError, "erasure.no_retention"):
        erasure.overdue(later.context)


def test_a_purge_is_asked_for_and_leaves_a_signed_report(
    later: Session, deposit: Deposit, tmp_path: Path
) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from cnss_counter.storage.tables import counter

    file = tmp_path / "report.json"
    assert len(erasure.purge(later.context, SECOND, file)) == 1
    assert left_of(later) == []
    report = json.loads(file.read_text(encoding="utf-8"))
    assert report["report"]["requests"] == [deposit.reference]
    assert json.loads(report["signed"]) == report["report"]
    with later.context.store.reading() as database:
        public = counter.signing_key(database, report["key"]).public_key
        assert journal_verification.walk(database).broken is None
    key = Ed25519PublicKey.from_public_bytes(public)
    key.verify(bytes.fromhex(report["signature"]), report["signed"].encode("utf-8"))
    assert erasure.overdue(later.context) == []


def test_a_purge_writes_its_report_over_nothing_of_the_counter(later: Session, home: Home) -> None:
    with refused(BadInputError, "place.in_a_counter"):
        erasure.purge(later.context, SECOND, home.database)
    assert later.find(NUMBER).persons


def test_the_record_of_who_was_erased_is_nobodys(later: Session, tmp_path: Path) -> None:
    erasure.erase(later.context, NUMBER, "asked", SECOND)
    with refused(BadInputError, "person.unknown"):
        person_record.export(later.context, NUMBER, tmp_path / "held.json")
