"""`cnss-counter verify FILE`: is this receipt genuine? No home, no password, no network."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from cnss_counter.cli import output
from cnss_counter.cli.home import the_home
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import FILE, HOME, JSON, Option, Subject, a_place
from cnss_counter.errors import StoreError
from cnss_counter.paper.content.seal import CLOSING, OLDER_RECEIPT
from cnss_counter.services.printing import sealed_facts, verification
from cnss_counter.storage.files import homes

if TYPE_CHECKING:
    from cnss_counter.paths import Home
    from cnss_counter.services.printing.verification import Beside, Verification
    from cnss_counter.wording import Wording


def run(options: Options) -> int:
    home = the_home(options)
    keys = verification.known_keys(options.keys, home)
    verified = verification.verify(options.file, keys)
    other = verification.verify(options.beside, keys) if options.beside else None
    beside = verification.beside(verified, other) if other else None
    if options.json:
        output.print_json(_document(verified) | ({"beside": beside} if other else {}))
    else:
        _tell(verified)
        if other:
            _tell_beside(verified, other, beside)
    shown = (verified, other) if other else (verified,)
    is_proof = all(one.outcome == "genuine" and _counts(one, home) for one in shown)
    return int(not is_proof or beside == "one_number_twice")


def _counts(verified: Verification, home: Home) -> bool:
    """A practice sheet proves something in training alone, whoever gave its keys."""
    if not verified.is_training:
        return True
    with suppress(StoreError):
        return homes.kind(home) == "training"
    return False


def _tell_beside(one: Verification, other: Verification, beside: Beside | None) -> None:
    words = output.french()
    if beside is None:
        print(f"\n{_sentence(other, words)}")
    print()
    output.print_line(
        words(f"verify.beside.{beside or 'not_proved'}", reference=one.sealed.reference,
              other=other.sealed.reference, moment=_moment(one, words),
              other_moment=_moment(other, words))
    )  # fmt: skip


def _document(verified: Verification) -> dict[str, object]:
    why = {"facts_genuine": "other_file", "genuine": "code_only"}.get(verified.outcome)
    return {
        "outcome": verified.outcome,
        "covers": verified.covers,
        "why": None if verified.covers == "page" else why,
        "altered": verified.altered or None,
        "replaced_by": None,
        "facts": sealed_facts.document(verified),
    }


def _tell(verified: Verification) -> None:
    words = output.french()
    if verified.is_training:
        print(words("verify.training"))
    print(_sentence(verified, words))
    if verified.outcome in ("altered", "unknown_key") or verified.covers == "page":
        return
    for line in sealed_facts.lines(verified, words):
        print()
        for said in filter(None, (line.label, *(f"    {value}" for value in line.values))):
            output.print_line(said)
    if verified.sealed.format == OLDER_RECEIPT:
        print(f"\n{words('verify.marks_not_sealed')}")


def _sentence(verified: Verification, words: Wording) -> str:
    sealed = verified.sealed
    key = f"verify.{verified.outcome}"
    if verified.outcome == "genuine":
        is_closing = sealed.format == CLOSING
        key = f"{key}.{'closing' if is_closing else verified.covers}"
    elif verified.outcome == "altered":
        key = f"{key}.{verified.altered}"
    return words(key, reference=sealed.reference, moment=_moment(verified, words),
                 agency=sealed.agency, key=sealed.key_id)  # fmt: skip


def _moment(verified: Verification, words: Wording) -> str:
    at = verified.sealed.moment.astimezone()
    return words("dates.moment", day=words.date(at.date()), time=f"{at:%H:%M:%S}")


RECEIPT = Subject("file", "FICHIER", "receipt_or_code", read=a_place, offers=FILE)
KEYS = Option("--keys", "public_keys", "FICHIER", read=a_place, offers=FILE)

BESIDE = Option("--beside", "other_receipt", "FICHIER", read=a_place, offers=FILE)

COMMAND = Command("verify", run, RECEIPT, BESIDE, KEYS, HOME, JSON)
