"""What a story looks at beside the counter: a receipt's words, and somebody known before."""

from __future__ import annotations

from cnss_counter import wording
from cnss_counter.domain.request import RequestDraft
from cnss_counter.paper.sheets.text import draw
from cnss_counter.services.printing.receipt_content import content_of
from cnss_counter.services.session import Session
from cnss_counter.storage.tables import persons


def receipt_text(session: Session, reference: str) -> str:
    """The receipt of a deposit in 80 columns: nothing is printed, and no copy is counted."""
    deposit = session.deposit_of(reference)
    assert deposit is not None, reference
    return draw(content_of(deposit, wording.load("fr"), wording.load("ar")))


def remember(session: Session, draft: RequestDraft) -> None:
    """Somebody the counter knows from a request that was made long ago."""
    clean = session.cleaned(draft)
    with session.context.store.writing() as database:
        persons.remember(database, clean.draft)
