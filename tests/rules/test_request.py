"""A draft is frozen: each keystroke makes a new one, and the old one is still there."""

from __future__ import annotations

from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.law import RulePack


def test_an_answer_makes_a_new_draft() -> None:
    empty = RequestDraft("contribution_refund")
    written = empty.with_answer("city", "Rabat")
    assert (empty.answer("city"), written.answer("city")) == ("", "Rabat")
    assert written.with_answer("city", "Fès").with_answer("phone", "").answers == {
        "city": "Fès",
        "phone": "",
    }


def test_a_paper_is_added_changed_and_taken_back() -> None:
    empty = RequestDraft("contribution_refund")
    seen = empty.with_attachment("request_form", Attachment("seen"))
    refused = seen.with_attachment("photos", Attachment("refused", "illisible"))
    assert empty.attachments == {}
    assert seen.attachments["request_form"].is_in_hand
    assert not refused.attachments["photos"].is_in_hand
    assert refused.without_attachment("photos") == seen
    assert seen.without_attachment("photos") == seen


def test_a_copy_kept_is_in_hand_and_an_absent_paper_is_not() -> None:
    assert Attachment("copy_kept").is_in_hand
    assert not Attachment("absent").is_in_hand


def test_a_procedure_finds_its_fields_by_id(pack: RulePack) -> None:
    survivors = pack.procedures["contribution_refund_survivors"]
    assert survivors.field("death_date").kind == "date_not_in_future"
    assert survivors.insured("birth_date") == "deceased_birth_date"
    assert pack.procedures["contribution_refund"].insured("birth_date") == "birth_date"
