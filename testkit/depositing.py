"""A counter for durability campaigns: deposits straight into a store, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import ALL_ROLES, Clerk
from cnss_counter.domain.deposit import Consent
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.storage.database import Store
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import clerks, counter, deposits, journal
from cnss_counter.storage.tables.deposits import NewDeposit
from cnss_counter.storage.vault import journal_verification

KEY = bytes(range(32))
MOMENT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
AGENCY = Agency("041", "Fès", "فاس", "Fès", "1")
_CLERK = Clerk("A17", "Karima Bennani", ALL_ROLES)


@dataclass(frozen=True, slots=True)
class Broken:
    """What a campaign looks for; every count must be zero."""

    lost: int
    changed: int
    duplicates: int
    gaps: int
    broken_links: int

    @property
    def is_sound(self) -> bool:
        return not any((self.lost, self.changed, self.duplicates, self.gaps, self.broken_links))


def furnish(path: Path) -> None:
    """Make the campaign's counter."""
    store = Store.create(path, KEY)
    furnish_tables(store)
    store.close()


def furnish_tables(store: Store) -> None:
    """The agency and its clerk, in tables that are made, and the entry that vouches for them."""
    with store.writing() as database:
        counter.create(database, AGENCY, MOMENT)
        clerks.put(database, _CLERK)
        journal.append(database, MOMENT, _CLERK.code, "counter_set_up", AGENCY.code, {})


def deposit(store: Store, draft_id: str) -> str:
    """Deposit, or find the deposit made before under the same draft; the reference."""
    with store.writing() as database:
        return deposit_within(database, draft_id)


def deposit_within(database: Database, draft_id: str) -> str:
    """The same inside a transaction that is open; nothing is promised before it ends."""
    done = deposits.with_draft(database, draft_id)
    return (done or deposits.write_down(database, request(draft_id))).reference


def request(draft_id: str) -> NewDeposit:
    """A request with little in it, ready to be written down."""
    answers = {"last_name": "ALAMI", "first_name": "Mohammed", "phone": "0612345678"}
    return NewDeposit(
        draft_id=draft_id,
        draft=RequestDraft("contribution_refund", answers, {"request_form": Attachment("seen")}),
        prefix="RCS",
        name_reference="{}-{}-{}-{}-{:06}".format,
        at=MOMENT,
        clerk=_CLERK,
        consent=Consent("ar", MOMENT),
        agreements=(),
        right="contribution_refund",
        verdict={
            "outcome": "favourable",
            "refund": "employee_share",
            "other_right": None,
            "legal_age_reached_on": "2021-03-10",
            "deadline": "2026-03-10",
            "deadline_state": "open",
            "findings": [],
            "attachments": [],
            "shares": [],
            "errors": [],
            "rules_version": "sha256:00",
        },
        trace=(),
        is_provisional=False,
        is_for_control=False,
        is_sampled=True,
        is_clock_suspect=False,
    )


def inspect(path: Path, acknowledged: Mapping[str, str]) -> Broken:
    """Compare the database with what was acknowledged: draft id → reference."""
    store = Store.open(path, KEY)
    with store.reading() as database:
        rows = database.execute("SELECT draft_id, reference FROM deposits ORDER BY id").fetchall()
        broken_link = journal_verification.walk(database).broken
    store.close()
    stored = dict(rows)
    numbers = sorted(int(reference.split("-")[4]) for _, reference in rows)
    return Broken(
        lost=sum(draft not in stored for draft in acknowledged),
        changed=sum(stored.get(d, reference) != reference for d, reference in acknowledged.items()),
        duplicates=len(rows) - len({reference for _, reference in rows}),
        gaps=sum(number != place for place, number in enumerate(numbers, 1)),
        broken_links=0 if broken_link is None else 1,
    )
