"""Draws the receipts of the twelve training clients into `receipts/specimens/`.

Run as `make specimens`. Each client is deposited in a training home of its own day, through the
same services as the screens; the page is kept as PDF, as a picture and as plain text, and beside
them the public keys that prove them.
"""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from pypdfium2 import PdfDocument

from cnss_counter.clock import Clock
from cnss_counter.domain.deposit import Consent
from cnss_counter.paths import Home
from cnss_counter.services.access.login import log_in
from cnss_counter.services.custody import counter_key
from cnss_counter.services.day import training
from cnss_counter.services.requests import case_file
from cnss_counter.services.session import Session
from testkit.deposits import receipt_text

SPECIMENS = Path(__file__).parent.parent / "receipts" / "specimens"
HALF_PAST_TEN = time(10, 30)
DOTS_PER_INCH = 110
POINTS_PER_INCH = 72


def clock_of(client: training.PlayedClient) -> Clock:
    """Half past ten on the day of the client's visit, for ever."""
    moment = datetime.combine(client.on, HALF_PAST_TEN).astimezone()
    return lambda: moment


def deposited(session: Session, client: training.PlayedClient) -> str:
    """Deposit a client's case, with the agreements it needs; returns the reference."""
    supervisor = training.supervisor_account()
    draft = case_file.read(client.case, session.procedures).draft
    draft_id = str(uuid4())
    agreements = tuple(
        session.agree(
            supervisor.code,
            supervisor.password,
            "Vu avec le demandeur",
            subject,
            draft_id,
            session.cleaned(draft),
        )
        for subject in session.agreements_needed(session.assess(draft))
    )
    is_french = draft.answer("applicant_language") == "fr"
    consent = Consent("fr" if is_french else "ar", session.now())
    return session.deposit(draft_id, session.assess(draft), consent, agreements).reference


def keep(pdf: Path, number: int) -> None:
    """The first page as a picture, beside its file."""
    page = PdfDocument(pdf)[0]
    picture = page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH).to_pil()
    picture.quantize(64).save(SPECIMENS / f"client-{number:02}.png", optimize=True)


def main() -> None:
    SPECIMENS.mkdir(parents=True, exist_ok=True)
    clerk = training.clerk_account()
    with TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        training.prepare(home)
        for client in training.clients():
            clock = clock_of(client)
            session = log_in(home, clerk.code, clerk.password, clock=clock, training=True)
            reference = deposited(session, client)
            pdf = SPECIMENS / f"client-{client.number:02}.pdf"
            session.receipts.save(reference, to=pdf)
            text = receipt_text(session, reference)
            (SPECIMENS / f"client-{client.number:02}.txt").write_text(text, encoding="utf-8")
            keep(pdf, client.number)
            session.log_out()
            print(f"{client.number:>2}  {reference}")
        counter_key.export(home, SPECIMENS / "public_keys.json")


if __name__ == "__main__":
    main()
