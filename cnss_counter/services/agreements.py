"""A second person's agreement: who may give it, and for how long it is good."""

from __future__ import annotations

from cnss_counter import arabic
from cnss_counter.errors import AccessError, BadInputError
from cnss_counter.services import permissions
from cnss_counter.services.accounts import clerk_code
from cnss_counter.storage import clerks
from cnss_counter.storage.database import Store
from cnss_counter.storage.keyring import Keyring
from cnss_counter.storage.records import Agreement, AgreementSubject, Clerk


class Agreements:
    """The agreements given at one desk and not used yet; each is good for one deposit."""

    def __init__(self, store: Store, keyring: Keyring, clerk: Clerk) -> None:
        self._store = store
        self._keyring = keyring
        self._clerk = clerk
        self._given: set[Agreement] = set()

    def give(self, code: str, password: str, reason: str, subject: AgreementSubject) -> Agreement:
        """Agree, by a supervisor's password and with a reason.

        The supervisor is another person. Only where the counter has no other one may the
        same person give the password again; the record then says so
        (docs/decisions/0005).

        Raises `AccessError` (`access.refused`, `access.wait`, `access.may_not.agree`,
        `access.same_person`), `BadInputError` without a reason.
        """
        said = arabic.clean(reason).strip()
        if not said:
            raise BadInputError("agreement.reason_missing", field="reason")
        supervisor = clerk_code(code)
        self._keyring.open(supervisor, password)
        is_alone = self._is_alone(supervisor)
        agreement = Agreement(supervisor, said, subject, is_alone)
        self._given.add(agreement)
        return agreement

    def require(self, agreements: tuple[Agreement, ...]) -> None:
        """Raise `AccessError` when one of them was not given here, or was used already."""
        if not self._given.issuperset(agreements):
            raise AccessError("access.agreement_not_given_here")

    def use(self, agreements: tuple[Agreement, ...]) -> None:
        """A deposit was made with them."""
        self._given.difference_update(agreements)

    def forget(self) -> None:
        self._given.clear()

    def _is_alone(self, code: str) -> bool:
        with self._store.reading() as database:
            supervisor = clerks.by_code(database, code)
            has_other = clerks.has_other_supervisor(database, self._clerk.code)
        if supervisor is None:
            raise AccessError("access.may_not.agree")
        permissions.require(supervisor, "agree")
        if code != self._clerk.code:
            return False
        if has_other:
            raise AccessError("access.same_person")
        return True
