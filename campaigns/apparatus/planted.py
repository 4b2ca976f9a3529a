"""A counter whose database holds hostile names, put there behind the door that cleans them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from string import ascii_lowercase

from campaigns.apparatus.hostile_text import storable
from cnss_counter.domain.deposit import Consent
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.paths import Home
from cnss_counter.services.access import login
from cnss_counter.services.day import training
from cnss_counter.services.session import Session
from cnss_counter.storage.driver import Database
from cnss_counter.storage.tables import deposits, drafts, persons
from cnss_counter.storage.tables.deposits import NewDeposit

LOT = "lot"
PERSONS_OF_A_LOT = 5
_NAMES = ("last_name", "first_name_ar")
STRINGS_OF_A_LOT = PERSONS_OF_A_LOT * len(_NAMES)


def word(number: int) -> str:
    """A number as letters, five of them: a search for a word, not for an identity document."""
    letters = ""
    for _ in range(5):
        number, letter = divmod(number, len(ascii_lowercase))
        letters = ascii_lowercase[letter] + letters
    return letters


def furnish(home: Home) -> None:
    """An empty training counter."""
    training.prepare(home)


def plant(home: Home, lots: int, texts: Iterator[str]) -> None:
    """So many lots of persons who are found by `lot` and the lot's word.

    The first person of each lot has deposited a request; every tenth lot has a draft too.
    """
    account = training.clerk_account()
    session = login.log_in(home, account.code, account.password, training=True)
    with session.context.store.writing() as database:
        for lot in range(lots):
            _plant_lot(database, session, lot, texts)
    session.log_out()


def _plant_lot(database: Database, session: Session, lot: int, texts: Iterator[str]) -> None:
    for place in range(PERSONS_OF_A_LOT):
        draft = _draft(lot * PERSONS_OF_A_LOT + place, texts)
        if place == 0:
            deposits.write_down(database, _deposit(session, draft, lot))
        database.execute(
            "INSERT OR REPLACE INTO person_names (rowid, names) VALUES (?, ?)",
            (persons.remember(database, draft), f"{LOT}{word(lot)}"),
        )
    if lot % 10 == 0:
        about = draft.with_answer("first_name", f"{LOT}{word(lot)}")
        drafts.create(database, session.clerk.code, about, session.now())


def _draft(number: int, texts: Iterator[str]) -> RequestDraft:
    names = {name: storable(text)[:60] for name, text in zip(_NAMES, texts, strict=False)}
    answers = {"immatriculation_number": f"{number:09}", "birth_date": "1960-01-01", **names}
    reason = storable(next(texts))[:60]
    return RequestDraft(
        "contribution_refund", answers, {"identity_document": Attachment("refused", reason)}
    )


def _deposit(session: Session, draft: RequestDraft, lot: int) -> NewDeposit:
    """What the services would have refused or cleaned."""
    address, now = " ".join(islice(iter(draft.answers.values()), 2, 4)), session.now()
    draft = draft.with_answer("address", address).with_answer("depositor_name", address)
    return NewDeposit(
        draft_id=f"planted.{lot}",
        draft=draft,
        prefix="RCS",
        name_reference="{}-{}-{}-{}-{:06}-00".format,
        at=now,
        clerk=session.clerk,
        consent=Consent("ar", now),
        agreements=(),
        right="contribution_refund",
        verdict=session.assess(draft).verdict.to_json(),
        trace=(),
        is_provisional=True,
        is_for_control=False,
        is_sampled=False,
        is_clock_suspect=False,
    )
