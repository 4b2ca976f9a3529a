"""Digits of any keyboard in whatever a command or a short question asks a number for."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from cnss_counter.cli.access import settings, setup
from cnss_counter.cli.options.parameters import Option, a_day
from cnss_counter.cli.requests import deposit
from cnss_counter.domain.agency import Agency
from cnss_counter.services.access.accounts import clerk_code
from cnss_counter.services.custody.numbering import Last, read_last
from cnss_counter.storage.vault import printed_code
from testkit.clients import case_of
from tests.cli.conftest import WriteCase, command

AGENCY = Agency("041", "Fès", "فاس", "Fès", "1")
ALPHABETS = (
    str.maketrans("", ""),
    str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
    str.maketrans("0123456789", "０１２３４５６７８９"),
    str.maketrans("0123456789", "߀߁߂߃߄߅߆߇߈߉"),
    str.maketrans("1234567890", "&é\"'(-è_çà"),
)
"""ASCII, Arabic, Persian, full-width and NKo digits, and the row of AZERTY without Shift."""

in_every_alphabet = pytest.mark.parametrize("digits", ALPHABETS, ids=range(len(ALPHABETS)))


@in_every_alphabet
def test_an_option_is_read_with_the_digits_of_any_keyboard(digits: dict[int, int]) -> None:
    assert a_day("01/09/2025".translate(digits)) == date(2025, 9, 1)
    moment = deposit.a_moment("22/11/2026 09:30".translate(digits))
    assert moment == datetime(2026, 11, 22, 9, 30).astimezone()
    assert settings.months("24".translate(digits)) == 24
    assert settings.minutes("12".translate(digits)) == 12
    for name, number in (("--agency", "041"), ("--counter", "1")):
        option = next(
            one for one in setup.COMMAND.params if isinstance(one, Option) and one.asked_as == name
        )
        assert option.type.convert(number.translate(digits), option, None) == number


@in_every_alphabet
def test_the_last_number_and_a_clerks_code_are_read_so_too(digits: dict[int, int]) -> None:
    assert read_last("123".translate(digits), AGENCY) == Last(None, 123)
    assert clerk_code("a17".translate(digits)) == "A17"


@pytest.mark.parametrize("typed", ["RCS–041–1–2026–000123–52", "rcs 041 1 2026 OOO123 52"])
def test_the_last_number_may_be_a_reference_in_any_spelling(typed: str) -> None:
    assert read_last(typed, AGENCY) == Last(2026, 123)


@in_every_alphabet
def test_a_printed_code_is_read_with_the_digits_of_any_keyboard(digits: dict[int, int]) -> None:
    code = "A1234-56789-0BCDE"
    groups = [group.translate(digits) for group in code.split("-")]
    assert printed_code.canonical("-".join(groups)) == "A1234567890BCDE"
    assert printed_code.canonical(" ".join(groups)) == "A1234567890BCDE"


@in_every_alphabet
def test_check_takes_its_day_in_the_digits_of_any_keyboard(
    write_case: WriteCase, digits: dict[int, int]
) -> None:
    case = write_case(case_of())
    told = command("check", case, "--on", "01/09/2025".translate(digits), "--json")
    assert (told.status, told.document["deadline_state"]) == (0, "open")
