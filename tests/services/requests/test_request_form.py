"""The form printed for signature: named by its draft, told in the journal, nobody named there."""

from __future__ import annotations

import json

from cnss_counter.services.requests.request_form import print_form
from cnss_counter.services.session import Session
from testkit.clients import first_client
from testkit.reading import text_by_pdfium


def test_the_form_is_printed_and_journalled_without_a_person(session: Session) -> None:
    draft = first_client()
    stored = session.new_draft(session.cleaned(draft))
    file = print_form(session.context, session.assess(draft), stored.id)
    assert "ALAMI" in text_by_pdfium(file.read_bytes())
    assert file.name == f"310-1-32-{stored.id[-12:]}.pdf"
    with session.context.store.reading() as database:
        kind, entity, body = database.execute(
            "SELECT kind, entity, body FROM journal ORDER BY n DESC LIMIT 1"
        ).fetchone()
    assert (kind, entity) == ("form_printed", stored.id)
    assert json.loads(body) == {"form": "310-1-32"}


def test_a_character_that_no_paper_may_hold_is_left_out(session: Session) -> None:
    draft = first_client(last_name="ALA\x1b[31mMI")
    file = print_form(session.context, session.assess(draft), "a-draft")
    assert "\x1b" not in text_by_pdfium(file.read_bytes())
