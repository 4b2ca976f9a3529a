"""What may go wrong and is nobody's bug: a code and its details, never a sentence.

`wording.Wording.error` turns one into a line of French or Arabic (key `errors.<code>`).
Anything that is not a `CounterError` is a bug and stops the program; drafts are safe.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class CounterError(Exception):
    """One thing that stops an errand.

    `code` is a wording key under `errors.`; `detail` holds the values of its sentence
    (the file, the field, the rule), as text. `exit_status` is what a command ends with.
    """

    exit_status = 2

    def __init__(self, code: str, **detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class BadInputError(CounterError):
    """Something given cannot be written down: a file, a field, an option."""


class AccessError(CounterError):
    """Wrong password or unknown clerk: one same code for both, on purpose."""


class AccessLostError(AccessError):
    """A clerk at work who may not sit here any more: the next thing on the screen is the login."""


class AnswerIsNo(CounterError):  # noqa: N818 – a no is an answer, not an error
    """The command was well formed and the answer is no: exit status 1."""

    exit_status = 1


class StoreError(CounterError):
    """The home, the disk or the database cannot serve: unwritable, full, damaged, too old."""


class DraftNotKeptError(StoreError):
    """What the disk refused while a draft was saved: its last answers are on the form alone."""


class DataFileError(CounterError):
    """A file under `data/` breaks a rule; the detail names file, key and rule."""


def system_error(refusal: OSError) -> str:
    """Why the system refused, as the detail `system`: its number, which `Wording.error` says.

    What Python and the system say of it is English, or whatever the locale is.
    """
    return str(refusal.errno or 0)


@contextmanager
def done_already(code: str, **detail: str) -> Iterator[None]:
    """What comes after something that is done for good: a `StoreError` of this code says so.

    The store's own refusal speaks of what it refused, and would be taken for all of it. The
    sentence of `code` names no cause: the disk may be full, the database busy or closed.
    """
    try:
        yield
    except StoreError as refusal:
        raise StoreError(code, **detail) from refusal
