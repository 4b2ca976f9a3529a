"""A second person's agreement: who may give it, and for how long it is good."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cnss_counter.domain.deposit import Agreement, AgreementSubject
from cnss_counter.domain.request import MOST_LETTERS, RequestDraft
from cnss_counter.errors import AccessError, BadInputError
from cnss_counter.services.access import permissions, unlocking
from cnss_counter.services.access.accounts import SHORTEST_PASSWORD, clerk_code
from cnss_counter.services.access.clerk_context import ClerkContext
from cnss_counter.services.access.credentials import Password
from cnss_counter.storage import canonical
from cnss_counter.storage.tables import clerks
from cnss_counter.storage.tables.drafts import as_json
from cnss_counter.storage.tables.persons import document_of, subject_number
from cnss_counter.text import plain

LEAST_LETTERS, LEAST_DIFFERENT = 6, 3
"""Of a reason: one word says something, one letter repeated does not."""

_DOMAIN = "cnss-counter agreement 1"


class _Given(NamedTuple):
    """An agreement, what it was given for, and the day that it was given for it."""

    agreement: Agreement
    draft_id: str
    what: str
    day: date


class Agreements:
    """The agreements given in one session and not used yet; each is good for one deposit.

    It holds for the draft and the answers that the supervisor agreed to; a second request for a
    person is agreed to before the form is filled, so that one holds for draft and number, or for
    the document of whom no number is in hand. The day after it is another question: what a right
    is worth and which delay has passed hang on the day.
    """

    def __init__(self, context: ClerkContext) -> None:
        self._context = context
        self._given: set[_Given] = set()

    def would_be_own(self) -> bool:
        """Whether one would be the clerk's own: a supervisor, and the only one here."""
        context = self._context
        with context.reading() as database:
            has_other = clerks.has_other_supervisor(database, context.clerk.code)
        return context.may("agree") and not has_other

    def give(
        self,
        code: str,
        password: str,
        reason: str,
        subject: AgreementSubject,
        draft_id: str,
        cleaned: RequestDraft,
    ) -> Agreement:
        """Agree to a cleaned draft, by a supervisor's password and with a reason.

        The supervisor is another person. Only where the counter has no other one may the
        same person give the password again; the record then says so
        (docs/decisions/0005).

        Raises `AccessError` (`access.refused`, `access.wait`, `access.may_not.agree`,
        `access.same_person`), `BadInputError` without a reason that can be read, or with one
        in which everybody could read the password (`agreement.reason_holds_password`).
        """
        said = read_reason(reason)
        supervisor, is_alone = second_person(self._context, code, password)
        if holds_password(said, password):
            raise BadInputError("agreement.reason_holds_password", field="reason")
        agreement = Agreement(supervisor, said, subject, is_alone)
        today = self._context.now().date()
        self._given.add(_Given(agreement, draft_id, _what(subject, cleaned), today))
        return agreement

    def good_for(self, draft_id: str, cleaned: RequestDraft) -> tuple[Agreement, ...]:
        """What was agreed to today for this draft and these answers, and has not been used."""
        today = self._context.now().date()
        good = [
            given.agreement
            for given in self._given
            if today in self._days(given.agreement, draft_id, cleaned)
        ]
        return tuple({agreement.subject: agreement for agreement in good}.values())

    def require(
        self, agreements: tuple[Agreement, ...], draft_id: str, cleaned: RequestDraft, on: date
    ) -> None:
        """Raise `AccessError` when one of them is not good for this draft on this day.

        `access.agreement_not_given_here`: invented, or used already;
        `access.agreement_stale`: given for another draft or for other answers;
        `access.agreement_of_another_day`: given before midnight.
        """
        known = {given.agreement for given in self._given}
        for agreement in agreements:
            if agreement not in known:
                raise AccessError("access.agreement_not_given_here")
            if not (days := self._days(agreement, draft_id, cleaned)):
                raise AccessError("access.agreement_stale")
            if on not in days:
                raise AccessError("access.agreement_of_another_day")

    def _days(self, agreement: Agreement, draft_id: str, cleaned: RequestDraft) -> set[date]:
        """On which it was given for this draft and these answers."""
        given_for = (agreement, draft_id, _what(agreement.subject, cleaned))
        return {given.day for given in self._given if given[:3] == given_for}

    def use(self, agreements: tuple[Agreement, ...]) -> None:
        """A deposit was made with them."""
        self._given = {given for given in self._given if given.agreement not in agreements}

    def forget(self) -> None:
        self._given.clear()


def read_reason(typed: str) -> str:
    """The reason for going on, cleaned.

    Raises `BadInputError` (`agreement.reason_missing`, `agreement.reason_too_short`,
    `agreement.reason_too_long`).
    """
    said = plain(typed)
    if not said:
        raise BadInputError("agreement.reason_missing", field="reason")
    if len(said) > MOST_LETTERS:
        raise BadInputError("agreement.reason_too_long", field="reason", most=str(MOST_LETTERS))
    letters = [sign for sign in said.casefold() if sign.isalpha()]
    if len(letters) < LEAST_LETTERS or len(set(letters)) < LEAST_DIFFERENT:
        raise BadInputError("agreement.reason_too_short", field="reason", least=str(LEAST_LETTERS))
    return said


def holds_password(text: str, password: str) -> bool:
    """Whether the password stands in a text, however its letters and blanks were typed.

    What is shorter than any password is looked for as the whole text only.
    """
    said, secret = plain(text).casefold(), plain(password).casefold()
    return said == secret or (len(secret) >= SHORTEST_PASSWORD and secret in said)


def second_person(context: ClerkContext, code: str, password: str) -> tuple[str, bool]:
    """The supervisor whose password this is, and whether the clerk is alone here.

    Raises `AccessError` as `Agreements.give` does.
    """
    supervisor_code = clerk_code(code)
    unlocking.ask_again(context, Password(code, password), "agreement")
    with context.reading() as database:
        supervisor = clerks.by_code(database, supervisor_code)
        has_other = clerks.has_other_supervisor(database, context.clerk.code)
    if supervisor is None:
        raise AccessError("access.may_not.agree")
    permissions.require(supervisor, "agree")
    is_alone = supervisor_code == context.clerk.code
    if is_alone and has_other:
        raise AccessError("access.same_person")
    return supervisor_code, is_alone


def _what(subject: AgreementSubject, cleaned: RequestDraft) -> str:
    """A digest of what is agreed to: all answers, or the person who has a request already."""
    if subject == "existing_request":
        who = [subject_number(cleaned)] if subject_number(cleaned) else document_of(cleaned)
        return canonical.sha256(_DOMAIN, [subject, *who])
    said = as_json(cleaned)
    return canonical.sha256(
        _DOMAIN, [subject, said["procedure"], said["answers"], said["survivors"]]
    )
