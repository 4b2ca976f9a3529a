"""Codes typed from paper: what is misread is found before it is tried, and its group is named."""

from __future__ import annotations

import pytest

from cnss_counter.errors import BadInputError
from cnss_counter.storage.vault.printed_code import (
    ALPHABET,
    GROUP,
    ONE_TIME_GROUPS,
    RECOVERY_GROUPS,
    canonical,
    draw,
    require_well_typed,
)
from tests.refusals import refused

SHEETS = 20


def codes(groups: int) -> list[str]:
    return [draw(groups) for _ in range(SHEETS)]


@pytest.mark.parametrize("groups", [ONE_TIME_GROUPS, RECOVERY_GROUPS])
def test_a_code_is_well_typed_however_it_is_typed(groups: int) -> None:
    for code in codes(groups):
        for typed in (code, code.lower(), code.replace("-", " "), canonical(code), f" {code}\n"):
            require_well_typed(typed, groups)
            assert canonical(typed) == canonical(code)


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert canonical("oO iI lL ٣ ３") == "00111133"


def test_one_sign_misread_names_its_group() -> None:
    for code in map(canonical, codes(RECOVERY_GROUPS)):
        for place, sign in enumerate(code):
            for other in set(ALPHABET) - {sign}:
                with refused(BadInputError, "code.group") as detail:
                    typed = f"{code[:place]}{other}{code[place + 1 :]}"
                    require_well_typed(typed, RECOVERY_GROUPS)
                assert detail == {"group": str(place // GROUP + 1)}


def test_two_neighbours_and_two_groups_exchanged_are_found() -> None:
    for code in map(canonical, codes(RECOVERY_GROUPS)):
        for at in range(len(code) - 1):
            swapped = f"{code[:at]}{code[at + 1]}{code[at]}{code[at + 2 :]}"
            if swapped != code:
                with refused(BadInputError, "code.group"):
                    require_well_typed(swapped, RECOVERY_GROUPS)
        exchanged = code[GROUP : 2 * GROUP] + code[:GROUP] + code[2 * GROUP :]
        if exchanged != code:
            with refused(BadInputError, "code.group"):
                require_well_typed(exchanged, RECOVERY_GROUPS)


@pytest.mark.parametrize("typed", ["", "7K3QD", "é" * 15, "U" * 15])
def test_what_cannot_be_a_code_is_refused(typed: str) -> None:
    with pytest.raises(BadInputError):
        require_well_typed(typed, ONE_TIME_GROUPS)


def test_no_two_codes_are_alike() -> None:
    assert len(set(codes(ONE_TIME_GROUPS))) == SHEETS
