"""What a list or a text may have at most is said by the rules, to a screen and to a file alike."""

from __future__ import annotations

import pytest

from cnss_counter import law
from cnss_counter.domain.request import MOST_LETTERS, MOST_SURVIVORS, Attachment
from tests.rules.facts import CHILD, WIDOW, judged, request, request_of_survivors

PACK = law.load()


@pytest.mark.parametrize("state", ["refused", "seen"])
@pytest.mark.parametrize("letters", ["a", "م", "mot\n", "كلمة\u2028"])
def test_the_reason_of_a_paper_has_so_many_letters_at_most(letters: str, state: str) -> None:
    """Longer ones have no room on a receipt, whose deposit would have been made."""
    most = (letters * MOST_LETTERS)[: MOST_LETTERS - 1] + "z"
    for reason, expected in ((most, []), (f"{most}z", ["paper_reason_too_long"])):
        draft = request().with_attachment("request_form", Attachment(state, reason))  # type: ignore[arg-type]
        errors = judged(PACK, draft).errors
        assert [(error.code, error.subject) for error in errors] == [
            (code, "request_form") for code in expected
        ]


@pytest.mark.parametrize(("count", "codes"), [(50, []), (51, ["too_many_survivors"])])
def test_a_request_has_so_many_survivors_at_most(count: int, codes: list[str]) -> None:
    assert count - MOST_SURVIVORS in {0, 1}
    verdict = judged(PACK, request_of_survivors(WIDOW, *[CHILD] * (count - 1)))
    assert [error.code for error in verdict.errors] == codes


def test_of_survivors_without_end_no_more_are_judged() -> None:
    verdict = judged(PACK, request_of_survivors(WIDOW, *[CHILD | {"any": "thing"}] * 6_000))
    assert len(verdict.shares) == MOST_SURVIVORS
    assert len(verdict.errors) == MOST_SURVIVORS
