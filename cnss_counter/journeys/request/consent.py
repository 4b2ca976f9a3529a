"""What the applicant hears before consenting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.forms.request.applicant_line import ApplicantLine, applicant_line, right_line
from cnss_counter.rules.eligibility.rights import IRREVOCABLE

if TYPE_CHECKING:
    from cnss_counter.rules.evaluate import Judged


def read_aloud(judged: Judged) -> tuple[ApplicantLine, ...]:
    """The request, the right that is given up for it, and that a refund is irrevocable.

    The right is named, with its amount where one is published: nobody gives it up unknowingly.
    Whoever asks for a pension, or to be registered, gives nothing up: only the request is read.
    """
    procedure = judged.procedure
    lines = [applicant_line(f"consent.{procedure.id}")]
    if stake := judged.right_at_stake:
        lines.append(right_line("consent.given_up", stake))
    if procedure.right in IRREVOCABLE:
        lines.append(applicant_line("consent.irrevocable"))
    return tuple(lines)
