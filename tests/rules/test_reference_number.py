"""The reference of a request: written, read back, and refused when one digit is wrong."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cnss_counter import law
from cnss_counter.domain.reference_number import (
    ReferenceNumber,
    looks_like_one,
    parse,
    read,
    read_end,
    reckon,
    spelt,
    spelt_or_reckoned,
)

ONE = ReferenceNumber("RCS", "041", "1", 2026, 123)

references = st.builds(
    ReferenceNumber,
    prefix=st.from_regex(r"[A-PR-Z]{2,4}", fullmatch=True),  # Q is the A of another keyboard
    agency=st.from_regex(r"[0-9]{3}", fullmatch=True),
    counter=st.integers(1, 99).map(str),
    year=st.integers(2000, 2099),
    sequence=st.integers(1, 9_999_999),
)


def test_the_check_digits_are_those_of_iso_7064() -> None:
    # 04112026000123 followed by 52 leaves 1 when divided by 97.
    assert str(ONE) == "RCS-041-1-2026-000123-52"
    assert int("0411202600012352") % 97 == 1


@given(references)
def test_the_digits_with_their_check_always_leave_one(reference: ReferenceNumber) -> None:
    digits = "".join(str(reference).split("-")[1:])
    assert int(digits) % 97 == 1


@given(references)
def test_a_reference_is_read_back_as_it_was_written(reference: ReferenceNumber) -> None:
    assert parse(str(reference)) == reference


@pytest.mark.parametrize(
    "typed",
    [
        " rcs-041-1-2026-000123-52 ",
        "RCS‑041‑1‑2026‑000123‑52",
        "\u2066RCS-041-1-2026-000123-52\u2069",
        "RCS-٠٤١-١-٢٠٢٦-٠٠٠١٢٣-٥٢",
        "RCS - 041 - 1 - 2026 - 000123 - 52",
    ],
)
def test_a_reference_is_read_however_it_was_typed(typed: str) -> None:
    assert parse(typed) == ONE
    assert read(typed) == ONE


SCANNED = str.maketrans("1234567890-AaMm", "&é\"'(-è_çà)Qq?,")
"""What a reader set for QWERTY types on an AZERTY keyboard."""


@pytest.mark.parametrize(
    "typed",
    [
        "RCS–041–1–2026–000123–52",
        "RCS 041 1 2026 000123 52",
        "RCS.041.1.2026.000123.52",
        "RCS/041/1/2026/000123/52",
        "RCS_041_1_2026_000123_52",
        *(f"RCS{sign}041{sign}1{sign}2026{sign}000123{sign}52" for sign in "⁄∕·•:;|\\+=~*"),
        "RCS-⓪④①-①-②⓪②⑥-⓪⓪⓪①②③-⑤②",
        "RCS-⁰⁴¹-¹-²⁰²⁶-⁰⁰⁰¹²³-⁵²",
        "RCS-₀₄₁-₁-₂₀₂₆-₀₀₀₁₂₃-₅₂",
        "RCS0411202600012352",
        "rcs0411202600012352",
        "RCS-O41-1-2O26-OOO123-52",
        "RCS-04l-I-2026-000I23-52",
        "RCS-041-1-2026-123-52",
        "RCS-041-1-2026-000123-52\n",
        "Référence de la demande RCS-041-1-2026-000123-52 رقم الطلب",
        "Déposée le 01/09/2025\u00a0: RCS-041-1-2026-000123-52 (M. ALAMI)",
        "RCS-041-1-2026-000123-52".translate(SCANNED),
        "RCS0411202600012352".translate(SCANNED),
    ],
)
def test_a_reference_is_read_in_any_spelling(typed: str) -> None:
    assert read(typed) == ONE
    assert spelt(typed) == str(ONE)


def test_a_reference_is_read_from_the_row_under_a_hand_too() -> None:
    typed = "RCS-à'&-&-éàé(-àààààé-&&"
    assert str(read(typed)) == "RCS-041-1-2025-000002-11"


def test_a_reader_set_for_another_keyboard_is_read_in_every_prefix() -> None:
    for procedure in law.load().procedures.values():
        meant = ONE._replace(prefix=procedure.reference_prefix)
        for written in (str(meant), str(meant).replace("-", "")):
            assert read(written.translate(SCANNED)) == meant
            assert read(written.lower().translate(SCANNED)) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "000123-52",
        " 000123 – 52 ",
        "⓪⓪⓪①②③·⑤②",
        "000123 52",
        "٠٠٠١٢٣-٥٢",
        'ààà&é"-(é',
        "000123-52".translate(SCANNED),
    ],
)
def test_the_end_of_a_reference_is_read_from_any_keyboard(typed: str) -> None:
    assert read_end(typed) == (ONE.sequence, ONE.check_digits)


@pytest.mark.parametrize("typed", ["00012352", "123-52", "000123-5", "000123-520", str(ONE)])
def test_what_is_parted_otherwise_is_no_end_of_a_reference(typed: str) -> None:
    assert read_end(typed) is None


@given(references)
def test_a_reference_without_its_hyphens_is_the_same(reference: ReferenceNumber) -> None:
    if reference.sequence <= 999_999 and reference.prefix[-1] not in "OIL":
        assert read(str(reference).replace("-", "")) == reference


@pytest.mark.parametrize(
    "typed", ["RCS-041-1-2026-000123", "RCS0411" + "2026000123", "le RCS 041 1 2026 OOO123 svp"]
)
def test_check_digits_left_out_are_reckoned_where_it_is_only_looked_for(typed: str) -> None:
    assert reckon(typed) == ONE
    assert spelt_or_reckoned(typed) == str(ONE)
    assert read(typed) is None
    assert spelt(typed) != str(ONE)


SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    str.lower,
    lambda written: written.replace("-", "\u2011"),
    lambda written: written.replace("-", " "),
    lambda written: written.replace("-", "."),
    lambda written: "-".join(part.lstrip("0") if place == 4 else part
                             for place, part in enumerate(written.split("-"))),
    lambda written: written[:4] + written[4:].translate(str.maketrans("01", "OI")),
    lambda written: written.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    lambda written: written.translate(SCANNED),
    lambda written: f"Référence de la demande {written} رقم الطلب",
)  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("is_checked", [True, False])
@given(references)
@example(ONE)
@example(ONE._replace(sequence=1234))
@example(ONE._replace(prefix="RCO", agency="041", counter="20", year=2020))
@example(ONE._replace(agency="010", counter="2", year=2020))
@example(ONE._replace(sequence=1_000_123))
def test_whatever_separators_are_lost_a_reference_is_itself_or_none(
    spelling: Callable[[str], str], is_checked: bool, reference: ReferenceNumber
) -> None:
    """`RCS-041-1-2026-00012352` was read as the request 00012352 of somebody else."""
    prefix, *parts = str(reference).split("-")[: None if is_checked else -1]
    for kept in product(("-", ""), repeat=len(parts)):
        written = prefix + "".join(map("".join, zip(kept, parts, strict=True)))
        assert reckon(spelling(written)) in (reference, None), written


@pytest.mark.parametrize("is_checked", [True, False])
@pytest.mark.parametrize("sequence", [1, 123, 99_999, 100_000, 900_000])
def test_whatever_separators_are_lost_a_reference_is_found(sequence: int, is_checked: bool) -> None:
    """None of these two can be something else: it is not only never another's, it is read."""
    for counter in ("1", "12"):
        reference = ONE._replace(counter=counter, sequence=sequence)
        prefix, *parts = str(reference).split("-")[: None if is_checked else -1]
        for kept in product(("-", ""), repeat=len(parts)):
            written = prefix + "".join(map("".join, zip(kept, parts, strict=True)))
            assert reckon(written) == reference, written


def test_what_is_a_whole_number_or_a_short_one_and_its_check_is_none() -> None:
    short = ONE._replace(sequence=1234)
    assert reckon(f"RCS-041-1-2026-1234-{short.check_digits}") == short
    assert reckon(f"RCS-041-1-2026-1234{short.check_digits}") is None


@pytest.mark.parametrize(
    "typed",
    [
        "RCS-041-1-2026-00012353",
        "RCS-041-1-2026-0001234",
        "RCS-041-1-2026-000123-5",
        "RCS-041-1-2026-000123-521",
        "RCS-041-1-2026-0001 23",
    ],
)
def test_a_digit_too_many_or_too_few_makes_no_other_number(typed: str) -> None:
    assert reckon(typed) is None
    assert looks_like_one(typed)


def test_parted_in_fours_a_reference_is_read_by_its_check_digits() -> None:
    assert reckon("RCS 0411 2026 0001 2352") == ONE
    assert reckon("RCS 0411 2026 0001 2353") is None


@pytest.mark.parametrize("place", [4, 5, 6, 8, 10, 11, 12, 13, 15, 16, 17, 18, 19, 20, 22, 23])
def test_a_reference_with_a_wrong_digit_is_none_and_still_looks_like_one(place: int) -> None:
    written = str(ONE)
    wrong = written[:place] + str((int(written[place]) + 1) % 10) + written[place + 1 :]
    for typed in (wrong, wrong.replace("-", ""), wrong.lower().replace("-", " ")):
        assert read(typed) is None, typed
        assert looks_like_one(typed), typed


@pytest.mark.parametrize("typed", ["RCS-041-1", "RCS-041-1-2026", "RCS-041-1-2026-0001"])
def test_a_reference_half_typed_is_nobody_and_not_yet_one(typed: str) -> None:
    assert read(typed) is None
    assert looks_like_one(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ALAMI",
        "AB123456",
        "BE99887X",
        "250000001",
        "06 12 34 56 78",
        "Ben Ali 1961",
        "BEN LIL AHMED",
        "BEN LIL 1961",
        "ALI LIL O",
        "OLI LIL LILI LOLO LIL OIL",
        "AB1234567890",
        "ABC123456789",
        "N'DIAYE",
    ],
)
def test_what_names_somebody_looks_like_no_reference(typed: str) -> None:
    assert not looks_like_one(typed)


@pytest.mark.parametrize("place", [4, 5, 6, 8, 10, 11, 12, 13, 15, 16, 17, 18, 19, 20, 22, 23])
def test_one_wrong_digit_is_seen(place: int) -> None:
    written = str(ONE)
    wrong = str((int(written[place]) + 1) % 10)
    assert parse(written[:place] + wrong + written[place + 1 :]) is None


def test_two_digits_in_the_wrong_order_are_seen() -> None:
    assert parse("RCS-041-1-2026-000132-52") is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "RCS",
        "041-1-2026-000123-52",
        "RCS-041-1-2026-000123",
        "RCS-041-1-2026-000123-52-1",
        "123-041-1-2026-000123-52",
        "ÉCS-041-1-2026-000123-52",
        "RCS-04A-1-2026-000123-52",
        "RCS-041-1-2026-123-52",
        "RCS-041-1-2026-" + "1" * 13 + "-52",
        "RCS--1-2026-000123-52",
    ],
)
def test_what_is_not_a_reference_is_not_read(typed: str) -> None:
    assert parse(typed) is None


def test_a_number_of_twelve_digits_is_still_read() -> None:
    long = ReferenceNumber("RCS", "041", "1", 2026, 123456789012)
    assert parse(str(long)) == long
    assert parse(str(long._replace(sequence=1234567890123))) is None
