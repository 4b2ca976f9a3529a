"""What a receipt says beside its facts: in frames what must not be overlooked, then the notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from cnss_counter.domain.bilingual import NOTHING, Bilingual
from cnss_counter.domain.deposit import Deposit
from cnss_counter.paper.content.receipt import Notice
from cnss_counter.rules.eligibility.rights import IRREVOCABLE
from cnss_counter.rules.verdict import OtherRight, RightAtStake, right_at_stake
from cnss_counter.services.printing.receipt_rows import moment_of
from cnss_counter.wording.both import Both

LATE = ("passed", "force_majeure_claimed")
"""The states of the delay in which a request was deposited after its last day."""


def notices(words: Both, deposit: Deposit) -> tuple[Notice, ...]:
    """In the order of the paper; what may be the reason of a refusal comes first."""
    return (
        *_late(words, deposit),
        *_control(words, deposit),
        *_stated_time(words, deposit),
        *_given_up(words, deposit),
        *_of_this_right(words, deposit),
    )


def asked_besides(words: Both, deposit: Deposit) -> Bilingual:
    """That a frame tells to ask for something more: the first lines alone would hide it."""
    if _has_survivors(deposit):
        return words("receipt.ask.after_death")
    if _stake(deposit) is not None and not _was_told(deposit):
        return words("receipt.ask.not_heard_of")
    return NOTHING


def _late(words: Both, deposit: Deposit) -> Iterator[Notice]:
    """The last day as this program knows it, which is no decision."""
    state, last_day = deposit.verdict["deadline_state"], deposit.verdict["deadline"]
    if last_day and state in LATE:
        text = words(f"receipt.late.{state}", day=date.fromisoformat(last_day))
        yield Notice(words("receipt.late.title"), text, is_boxed=True)


def _control(words: Both, deposit: Deposit) -> Iterator[Notice]:
    if deposit.is_selected_for_control:
        title = words("receipt.control.title")
        yield Notice(title, words("receipt.control.text"), is_boxed=True)
    else:
        yield Notice(NOTHING, words("receipt.control.possible"))
    if any(agreement.is_alone for agreement in deposit.agreements):
        text = words("receipt.alone.text", clerk=deposit.clerk_name)
        yield Notice(words("receipt.alone.title"), text, is_boxed=True)


def _of_this_right(words: Both, deposit: Deposit) -> Iterator[Notice]:
    """What the right that is asked for takes away, and what may be asked for beside it."""
    if deposit.verdict["shares"]:
        yield Notice(NOTHING, words("findings.shares_are_indicative"))
    if deposit.right in IRREVOCABLE:
        yield Notice(NOTHING, words("receipt.irrevocable"), is_boxed=True)
    if _has_survivors(deposit):
        title = words("receipt.requalification.title")
        yield Notice(title, words("receipt.requalification.text"))
        title = words("receipt.after_death.title")
        yield Notice(title, words("receipt.after_death.text"), is_boxed=True)


def _stated_time(words: Both, deposit: Deposit) -> Iterator[Notice]:
    """The date of the deposit stands on the word of one person, or on that of two people alone,
    against the journal.
    """
    for agreement in deposit.agreements:
        if agreement.subject != "clock":
            continue
        said = {"clerk": deposit.clerk_name, "supervisor": agreement.supervisor}
        if not agreement.against:
            text = words("receipt.time_of_one_person.text", **said)
            yield Notice(words("receipt.time_of_one_person.title"), text)
            continue
        against = words.each(partial(moment_of, at=datetime.fromisoformat(agreement.against)))
        text = words("receipt.time_of_two_people.text", **said, against=against)
        yield Notice(words("receipt.time_of_two_people.title"), text, is_boxed=True)


def _given_up(words: Both, deposit: Deposit) -> Iterator[Notice]:
    """The other right that looked open, or might have been, and who was told of it."""
    stake = _stake(deposit)
    if stake is None:
        return
    key = "receipt.given_up" if _was_told(deposit) else "receipt.not_heard_of"
    said = words.each(lambda language: language.of_right(key, stake))
    if _was_told(deposit):
        by = words(f"receipt.informed.{deposit.consent.read_to}")
        said = Bilingual(f"{said.fr} {by.fr}", f"{said.ar} {by.ar}")
    yield Notice(words(f"rights.{stake.right.kind}.title"), said, is_boxed=True)


def _stake(deposit: Deposit) -> RightAtStake | None:
    """The other right of this person that the refund would end, as far as the verdict knew."""
    verdict = deposit.verdict
    told = verdict["other_right"]
    return right_at_stake(
        verdict["outcome"],
        OtherRight(told["kind"], told["monthly_amount"]) if told else None,
        [finding["code"] for finding in verdict["findings"]],
        has_survivors=_has_survivors(deposit),
    )


def _was_told(deposit: Deposit) -> bool:
    """Whether somebody heard of the other right before the deposit."""
    return bool(deposit.verdict["other_right"] or deposit.consent.heard_of)


def _has_survivors(deposit: Deposit) -> bool:
    return bool(deposit.draft.answer("applicant_quality"))
