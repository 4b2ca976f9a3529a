"""A draft that came through the door is changed answer by answer, and each stays clean."""

from __future__ import annotations

from cnss_counter.domain.request import Attachment
from cnss_counter.law import RulePack
from cnss_counter.rules.clean_draft import CleanDraft, cleaned
from tests.rules.facts import CHILD, WIDOW, request, request_of_survivors


def clean(pack: RulePack, *survivors: dict[str, str]) -> CleanDraft:
    draft = request_of_survivors(*survivors) if survivors else request()
    return cleaned(pack.procedures[draft.procedure], draft)


def test_an_answer_that_says_the_same_leaves_the_same_draft(pack: RulePack) -> None:
    draft = clean(pack)
    assert draft.answered("birth_date", "10/03/1961") is draft
    other = draft.answered("birth_date", "٠١/٠٢/١٩٦٤")
    assert other.draft.answer("birth_date") == "1964-02-01"
    assert draft.draft.answer("birth_date") == "1961-03-10"


def test_a_paper_is_written_down_with_a_plain_reason_and_taken_back(pack: RulePack) -> None:
    draft = clean(pack).with_attachment("identity_document", Attachment("absent", " perdue\u200f "))
    assert draft.draft.attachments["identity_document"] == Attachment("absent", "perdue")
    assert (
        "identity_document" not in draft.without_attachment("identity_document").draft.attachments
    )


def test_survivors_are_added_changed_and_taken_out_in_their_order(pack: RulePack) -> None:
    draft = clean(pack, WIDOW)
    two = draft.with_survivor(1, CHILD)
    assert two.draft.survivors == (*draft.draft.survivors, CHILD)
    changed = two.with_survivor(0, CHILD)
    assert changed.draft.survivors == (CHILD, CHILD)
    assert two.without_survivor(0).draft.survivors == (CHILD,)


def test_a_procedure_tells_whether_it_asks_something(pack: RulePack) -> None:
    procedure = pack.procedures["contribution_refund"]
    assert procedure.asks("birth_date") == procedure.field("birth_date")
    assert procedure.asks("death_date") is None
