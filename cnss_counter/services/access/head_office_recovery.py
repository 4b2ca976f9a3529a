"""Head office's way in: a second recovery code, which only its age key can read.

Like the sheet's code it opens the counter when every password is lost, and the sheet too. It is
drawn by lot, sealed to the age public key of head office (age-encryption.org), and kept nowhere
else. Head office reads the letter with any age program and says the code on the telephone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.errors import BadInputError
from cnss_counter.storage.files import given_places
from cnss_counter.storage.files.homes import kind
from cnss_counter.storage.files.private_files import write_whole
from cnss_counter.storage.tables import counter, journal
from cnss_counter.storage.vault import printed_code
from cnss_counter.storage.vault.keyring import Keyring, without_head_office

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from cnss_counter.domain.agency import Agency
    from cnss_counter.paths import Home
    from cnss_counter.services.access.clerk_context import ClerkContext


def change(context: ClerkContext, recipient: str) -> None:
    """Seal a new code to this age public key, `age1…`; "" takes head office's way in away.

    Raises `BadInputError` (`head_office.not_a_key`; `recovery.training`: a training counter has
    no recovery).
    """
    context.require("make_sheet")
    if context.is_training:
        raise BadInputError("recovery.training")
    if recipient:
        require_recipient(recipient)
    with context.writing() as database:
        counter.change_head_office(database, recipient)
        agency = counter.settings(database).agency
        if recipient:
            renew(context.keyring, context.store.key(), agency, recipient, context.now())
        else:
            context.keyring.file.change(without_head_office)
        journal.append(
            database, context.now(), context.clerk.code, "settings_changed", "",
            {"head_office": recipient},
        )  # fmt: skip


def recipient_of(context: ClerkContext) -> str:
    """The age public key of head office; "" when none was given."""
    with context.reading() as database:
        return counter.settings(database).head_office


def renew(keyring: Keyring, key: bytes, agency: Agency, recipient: str, at: datetime) -> None:
    """Draw another code for head office; the one before opens nothing any more."""
    code = printed_code.draw(printed_code.RECOVERY_GROUPS)
    keyring.put_head_office(code, _letter(recipient, agency, code, at), key)


def write_letter(home: Home, to: Path) -> Path:
    """Write the letter to a file for head office. Nobody else can read it, so nobody is asked.

    Raises `BadInputError` (`head_office.none`, `place.…`), `StoreError`.
    """
    given_places.require_file(to, home)
    kind(home)
    letter = Keyring(home.keyring, home.machine_secret, is_real=False).file.read().letter
    if not letter:
        raise BadInputError("head_office.none")
    write_whole(to, letter.encode("ascii"))
    return to


def require_recipient(typed: str) -> None:
    """Raise `BadInputError` unless this is an age public key of the usual kind (X25519)."""
    from pyrage import RecipientError, x25519

    try:
        x25519.Recipient.from_str(typed)
    except RecipientError:
        raise BadInputError("head_office.not_a_key", typed=typed) from None


def _letter(recipient: str, agency: Agency, code: str, at: datetime) -> str:
    """What head office reads: which counter, since when, which code."""
    from pyrage import encrypt, x25519

    said = f"{agency.code}-{agency.counter} {at:%Y-%m-%d}\n{code}\n"
    sealed = encrypt(said.encode("ascii"), [x25519.Recipient.from_str(recipient)], armored=True)
    return str(sealed, "ascii")
