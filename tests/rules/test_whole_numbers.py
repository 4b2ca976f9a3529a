"""A separator is never taken out of what is a number: it stays that number, or is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnss_counter.rules.field_kinds import FIELD_KINDS, cleaned
from cnss_counter.rules.procedure import Field
from testkit.fields import check_field

ON = date(2025, 9, 1)
NUMBERS = sorted(name for name, kind in FIELD_KINDS.items() if kind.is_whole)


def field(kind: str) -> Field:
    return Field("asked", kind, beside="beside", minimum=1, maximum=20_000)


def codes(kind: str, typed: str) -> list[str]:
    return [remark.code for remark in check_field(field(kind), typed, ON)]


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("immatriculation_number", "25000001.0", "25000001"),
        ("immatriculation_number", "250000001.00", "250000001"),
        ("immatriculation_number", "25000001,0", "25000001"),
        ("immatriculation_number", "25000001٫0", "25000001"),
        ("immatriculation_number", "٢٥٠٠٠٠٠٠١.٠", "250000001"),
        ("immatriculation_number", "250 000 001,00", "250000001"),
        ("immatriculation_number", "25000001 .0", "25000001"),
        ("immatriculation_number", "25000001. 0", "25000001"),
        ("immatriculation_number", "25000001.0-", "25000001"),
        ("immatriculation_number", "250.000.001", "250000001"),
        ("immatriculation_number", "12.34.56.78.9", "123456789"),
        ("immatriculation_number", "025000.001", "025000001"),
        ("immatriculation_number", "250-000-001", "250000001"),
        ("digits", "1234567.0", "1234567"),
        ("identity_number", "AB12345.0", "AB12345"),
        ("identity_number", "ZZ 12345.0", "ZZ12345"),
        ("identity_number", "ZZ 12 345.00", "ZZ12345"),
        ("identity_number", "AB123.456", "AB123456"),
        ("identity_number", "ab 12-34.56", "AB123456"),
        ("identity_number", "ab 12.34.56", "AB123456"),
        ("identity_number", "1234567.0", "1234567"),
        ("count_or_unknown", "2100.0", "2100"),
        ("count_or_unknown", "2 100,00", "2100"),
        ("postal_code", "30000.0", "30000"),
        ("phone", "+33612345678.0", "+33612345678"),
        ("phone", "06.12345678", "0612345678"),
        ("phone", "06.12.34.56.78", "0612345678"),
        ("phone", "05.22.00.00.00", "0522000000"),
        ("phone", "+212.612345678", "0612345678"),
    ],
)
def test_it_stays_that_number(kind: str, typed: str, kept: str) -> None:
    assert cleaned(field(kind), typed) == kept
    assert "integer_expected" not in codes(kind, typed)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("immatriculation_number", "25000001.5"),
        ("immatriculation_number", "250000.01"),
        ("immatriculation_number", "250000.001"),
        ("immatriculation_number", "250000.000"),
        ("immatriculation_number", "25000.0001"),
        ("immatriculation_number", "2.5e7"),
        ("immatriculation_number", "-25000001.5"),
        ("immatriculation_number", "25 00 00 01.0"),
        ("immatriculation_number", "2500 0001.00"),
        ("immatriculation_number", "25-000-001.0"),
        ("immatriculation_number", "25/000001.0"),
        ("immatriculation_number", "25_000_001,0"),
        ("immatriculation_number", "25.000.001.0"),
        ("identity_number", "ZZ/12345.0"),
        ("phone", "+33 6 12 34 56 78.0"),
        ("digits", "123456.7"),
        ("identity_number", "12345.67"),
        ("identity_number", "2.5000E7"),
        ("identity_number", "5e-324"),
        ("identity_number", "AB12345.6"),
        ("count_or_unknown", "2100.5"),
        ("count_or_unknown", "6,5"),
        ("count_or_unknown", "2.1e3"),
        ("count_or_unknown", "2.100"),
        ("postal_code", "30000.5"),
        ("phone", "+3361234567.8"),
        ("phone", "061234567.8"),
        ("phone", "0.612345678"),
        ("birth_date", "1961.5"),
        ("birth_date", "19610310.5"),
        ("date", "2021.25"),
    ],
)
def test_it_is_refused_and_kept_as_typed(kind: str, typed: str) -> None:
    assert codes(kind, typed) == ["integer_expected"]
    assert cleaned(field(kind), typed).casefold() == typed.casefold()


def test_a_minus_is_no_dash() -> None:
    assert codes("immatriculation_number", "-250000001") == ["immatriculation_number_form"]
    assert codes("identity_number", "-12345678") == ["document_number_form"]
    assert cleaned(field("immatriculation_number"), "- 250000001") == "250000001"


def test_a_day_with_points_is_a_day() -> None:
    assert cleaned(field("date"), "31.03.2021") == "2021-03-31"
    assert codes("birth_date", "10.1961") == ["not_a_birth_date"]


@pytest.mark.parametrize("kind", NUMBERS)
@given(number=st.floats(min_value=0, max_value=1e15, allow_nan=False))
def test_no_number_becomes_another(kind: str, number: float) -> None:
    """As a machine writes a number down, it is that number's integer or it is refused."""
    remarks = check_field(field(kind), repr(number), ON)
    if not any(remark.severity == "error" for remark in remarks):
        assert float(cleaned(field(kind), repr(number))) == number


@given(digits=st.from_regex(r"[1-9][0-9]{7,9}", fullmatch=True), at=st.integers(1, 7))
def test_the_control_a_separator_between_groups_is_taken_out(digits: str, at: int) -> None:
    """Where a point alone is a sign of decimals, a hyphen or a blank is none."""
    for separator in "- _":
        typed = digits[:at] + separator + digits[at:]
        assert cleaned(field("immatriculation_number"), typed) == digits
