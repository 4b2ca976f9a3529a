"""`cnss-counter verify FILE`: is this receipt genuine? No home, no password, no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.cli import output
from cnss_counter.cli.home import the_home
from cnss_counter.cli.options.commands import Command, Options
from cnss_counter.cli.options.parameters import FILE, HOME, JSON, Option, Subject, a_place
from cnss_counter.services.printing import verification

if TYPE_CHECKING:
    from cnss_counter.services.printing.verification import Verification


def run(options: Options) -> int:

    keys = verification.known_keys(options.keys, the_home(options))
    verified = verification.verify(options.file, keys)
    if options.json:
        output.print_json(_document(verified))
    else:
        print(_sentence(verified))
    return int(verified.outcome != "genuine")


def _document(verified: Verification) -> dict[str, object]:
    sealed = verified.sealed
    return {
        "outcome": verified.outcome,
        "altered": verified.altered or None,
        "page": verified.page,
        "reference": sealed.reference,
        "deposited_at": sealed.moment.isoformat(),
        "agency": sealed.agency,
        "key": sealed.key_id,
        "is_training": verified.is_training,
    }


def _sentence(verified: Verification) -> str:
    words, sealed = output.french(), verified.sealed
    key = f"verify.{verified.outcome}"
    if verified.outcome == "genuine":
        of_code = "closing" if sealed.format == "CD1" else "code"
        key = f"{key}.{of_code if verified.page == 'nothing' else 'page'}"
    elif verified.outcome == "altered":
        key = f"{key}.{verified.altered}"
    moment = words("dates.moment", day=words.date(sealed.moment.astimezone().date()),
                   time=f"{sealed.moment.astimezone():%H:%M}")  # fmt: skip
    said = words(key, reference=sealed.reference, moment=moment, agency=sealed.agency,
                 key=sealed.key_id)  # fmt: skip
    return f"{words('verify.training')} {said}" if verified.is_training else said


RECEIPT = Subject("file", "FICHIER", "receipt_or_code", read=a_place, offers=FILE)
KEYS = Option("--keys", "public_keys", "FICHIER", read=a_place, offers=FILE)

COMMAND = Command("verify", run, RECEIPT, KEYS, HOME, JSON)
