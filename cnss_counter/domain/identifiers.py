"""Numbers that name a person: what each looks like, from the CNSS's own forms.

No published source gives a check digit for the immatriculation number or the CNIE, so none
is computed. Each check takes the clean text, and what stands beside it where that counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cnss_counter.text.numbers import digits_meant, has_decimals, is_number, whole
from cnss_counter.text.script import is_arabic

MOROCCO = "Maroc"
"""As it is stored, in whatever language it was typed."""

LONGEST_DOCUMENT = 12
"""Letters and digits of the longest number that an identity document bears."""

_MOROCCO = frozenset({"MA", "MAROC", "MOROCCO", "المغرب"})


class Remark(NamedTuple):
    """What is wrong (an error) or unusual (a warning) with an identifier."""

    code: str
    is_warning: bool = False
    values: Mapping[str, str] = {}


_SHORT = Remark("identity_number_short", is_warning=True)


def immatriculation_number(number: str) -> Remark | None:
    """Nine digits, as form 321-1-06 prints nine boxes; eight lack their zero, ten are kept."""
    if not is_number(number):
        return Remark("immatriculation_number_form")
    match len(number):
        case 9:
            return None
        case 8:
            return Remark(
                "zero_in_front_missing", is_warning=True, values={"offered": "0" + number}
            )
        case 10:
            return Remark("immatriculation_number_of_ten", is_warning=True)
        case _:
            return Remark("immatriculation_number_form")


def identity_number(number: str, document: str) -> Remark | None:
    """A CNIE by its own form; any other document, whose form nobody publishes, loosely."""
    if any(map(is_arabic, number)):
        return Remark("arabic_keyboard")
    if document == "cnie":
        return _national_card(number)
    if number.isascii() and number.isalnum() and 5 <= len(number) <= LONGEST_DOCUMENT:
        return None
    is_old_card = not document and _national_card(number) == _SHORT
    return _SHORT if is_old_card else Remark("document_number_form")


def _national_card(number: str) -> Remark | None:
    """One or two Latin letters, then up to six digits; fewer than five are unusual."""
    letters = number.rstrip("0123456789")
    digits = len(number) - len(letters)
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 2 and 1 <= digits <= 6):
        return Remark("identity_number_form")
    return _SHORT if digits < 5 else None


def is_morocco(country: str) -> bool:
    """Whether a `plain` name is that of Morocco, in French, Arabic, English or by its code."""
    return country.upper() in _MOROCCO


def postal_code(code: str, country: str) -> Remark | None:
    """Five digits in Morocco; elsewhere whatever that country writes."""
    if country and not is_morocco(country):
        return None if len(code) <= 12 else Remark("postal_code_form")
    return None if is_number(code) and len(code) == 5 else Remark("postal_code_form")


def clean_phone(typed: str) -> str:
    """A Moroccan number in its national form, a foreign one with its `+`.

    Its separators are not those of `text.numbers.compact`: brackets part a phone number too,
    and a hyphen in front is no minus.
    """
    text = whole(digits_meant(typed))
    if has_decimals(text):
        return text
    number = digits_meant("".join(letter for letter in text if letter not in " .-/()"))
    for prefix in ("+212", "00212"):
        if number.startswith(prefix):
            return "0" + number.removeprefix(prefix).removeprefix("0")
    return "+" + number[2:] if number.startswith("00") else number


def phone(number: str) -> Remark | None:
    """`05`, `06`, `07` or `08` and eight digits, or a foreign number after `+`.

    Nine digits that lack only the zero, which a spreadsheet takes away, are kept with a remark.
    """
    if is_number(number) and len(number) == 9 and number[0] in "5678":
        return Remark("phone_zero_missing", is_warning=True, values={"offered": "0" + number})
    if number.startswith("+"):
        digits = number[1:]
        good = is_number(digits) and 6 <= len(digits) <= 15
    else:
        good = is_number(number) and len(number) == 10 and number[:2] in ("05", "06", "07", "08")
    return None if good else Remark("phone_form")


def email(address: str) -> Remark | None:
    """Something, one `@`, and a domain with a dot: the rest only a letter sent can tell."""
    name, _at, domain = address.partition("@")
    labels = domain.split(".")
    good = name and len(labels) > 1 and all(labels) and "@" not in domain and len(address) <= 254
    return None if good else Remark("email_form")


def masked(number: str) -> str:
    """A document's number where it only tells namesakes apart: `AB123456` is `AB****56`."""
    letters = len(number) - len(number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    shown, end = min(letters, 2), 2 if len(number) >= 6 else 0
    hidden = "*" * (len(number) - shown - end)
    return f"{number[:shown]}{hidden}{number[len(number) - end :]}"
