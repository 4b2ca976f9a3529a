"""What the applicant hears before consenting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.widgets.face_line import FaceLine, face_line

if TYPE_CHECKING:
    from cnss_counter.rules.procedure import Procedure
    from cnss_counter.rules.verdict import OtherRight, Verdict


def read_aloud(procedure: Procedure, verdict: Verdict) -> tuple[FaceLine, ...]:
    """The request, the right that is given up for it, and that a refund is irrevocable.

    Only a procedure with a right ends in something irrevocable.
    """
    lines = [face_line(f"consent.{procedure.id}")]
    if verdict.other_right is not None:
        lines.append(_given_up(verdict.other_right))
    if procedure.right != "none":
        lines.append(face_line("consent.irrevocable"))
    return tuple(lines)


def _given_up(right: OtherRight) -> FaceLine:
    """Named, with its amount where one is published: nobody gives up a pension unknowingly."""
    key = f"consent.given_up.{right.kind}"
    if right.monthly_amount is None:
        return face_line(f"{key}.amount_unknown")
    return face_line(f"{key}.amount", amount=right.monthly_amount)
