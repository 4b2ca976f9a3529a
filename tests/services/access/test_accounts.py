"""Which passwords a counter takes: long ones that nobody tries first, whatever their signs."""

from __future__ import annotations

import pytest

from cnss_counter.errors import BadInputError
from cnss_counter.services.access.accounts import (
    LONGEST_PASSWORD,
    blocklist,
    clerk_code,
    require_clerk_code,
    require_good_password,
)
from tests.refusals import refused
from tests.services.conftest import AGENCY, FIRST


@pytest.mark.parametrize(
    "password",
    [
        "treize chaises vertes",
        "tout en minuscules sans chiffre",
        "ثلاثة عشر كرسيا أخضر",
        "Le train de 7 h 42 est en retard",
        "pêche à la ligne",
        "🪑🪑 treize chaises 🪑",
        "x7" + "kqzvwjh" * 2,
    ],
)
def test_a_long_phrase_is_taken_as_it_is(password: str) -> None:
    require_good_password(password, FIRST, AGENCY)


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ("", "too_short"),
        ("treize chaises", "too_short"),
        ("é" * 14, "too_short"),
        ("vert " * 26, "too_long"),
        ("treize chaises\tvertes", "not_printable"),
        ("treize\x00chaises vertes", "not_printable"),
        ("motdepasse123456", "too_common"),
        ("Mot de passe 2025 !", "too_common"),
        ("azertyuiopqsdfghjklm", "too_common"),
        ("AZERTYUIOP1234567890", "too_common"),
        ("Bienvenue Maroc 2026", "too_common"),
        ("correct horse battery staple", "too_common"),
        ("السلام عليكم محمد", "too_common"),
        ("aaaaaaaaaaaaaaaaaaaa", "pattern"),
        ("abababababababababab", "pattern"),
        ("kqjkqjkqjkqjkqjkqj", "pattern"),
        ("abcdefghijklmnopqr", "pattern"),
        ("98765432109876543210", "pattern"),
        ("A17 A17 A17 A17 A17 A17", "pattern"),
        ("Karima Bennani A17", "own_name"),
        ("agence fes medina 041", "own_name"),
    ],
)
def test_an_easy_password_is_refused_with_its_one_rule(password: str, rule: str) -> None:
    with refused(BadInputError, f"password.{rule}"):
        require_good_password(password, FIRST, AGENCY)


def test_the_length_counts_characters_after_they_are_made_one() -> None:
    require_good_password("jardin voile\u0301 dz", FIRST, AGENCY)
    with refused(BadInputError, "password.too_short"):
        require_good_password("jardin voile\u0301 d", FIRST, AGENCY)


def test_the_longest_password_is_taken() -> None:
    phrase = " ".join(f"{word}{number}" for number, word in enumerate(["chaise", "porte"] * 12))
    require_good_password(phrase[:LONGEST_PASSWORD], FIRST, AGENCY)


def test_the_blocklist_is_readable_and_folded() -> None:
    words = blocklist()
    assert len(words) > 100
    assert all(word == word.casefold() and word.isalnum() for word in words)


def test_a_code_is_kept_in_capitals_without_spaces() -> None:
    assert clerk_code(" a 17 ") == "A17"
    assert require_clerk_code("fes-03") == "FES-03"


@pytest.mark.parametrize("typed", ["", "A", "-A1", "عون", "A" * 21, "A_1", "A\n1;"])
def test_a_code_that_cannot_be_typed_everywhere_is_refused(typed: str) -> None:
    with refused(BadInputError, "account.code"):
        require_clerk_code(typed)
