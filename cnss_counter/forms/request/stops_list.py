"""What Continue stops at, above the form: a line each, which leads to where it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.domain.bilingual import COLON
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.request.field_words import finding_said, subject_named
from cnss_counter.rules.verdict import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnss_counter.domain.request import Attachment
    from cnss_counter.rules.evaluate import Judged
    from cnss_counter.rules.verdict import AskedPaper
    from cnss_counter.wording import Wording


WITHOUT_REASON = "paper_reason_missing"
"""The law needs no reason for a paper that is not in hand; the person who comes back does."""

NOT_ASKED_FOR = "paper_not_asked_for"
"""A mandatory paper of which nothing is said: forgotten at the counter, not by the person."""


def stops_of(judged: Judged) -> tuple[Finding, ...]:
    """What cannot be written down, a form nobody signed, and papers that nobody asked for or that
    are sent back without a reason.
    """
    verdict, papers = judged.verdict, judged.draft.attachments
    unsigned = [finding for finding in verdict.findings if finding.code == "form_missing"]
    unexplained = [
        Finding(WITHOUT_REASON, paper.id, "missing")
        for paper in verdict.attachments
        if (kept := papers.get(paper.id)) and asks_why(paper, kept) and not kept.reason
    ]
    forms = {finding.subject for finding in unsigned}
    forgotten = [
        Finding(NOT_ASKED_FOR, paper.id, "missing")
        for paper in verdict.attachments
        if paper.required and paper.id not in {*papers, *forms}
    ]
    return (*verdict.errors, *unsigned, *forgotten, *unexplained)


def asks_why(paper: AskedPaper, kept: Attachment) -> bool:
    """Whether a reason must be given: for a paper sent back, or missing where it is mandatory."""
    return kept.state == "refused" or (kept.state == "absent" and paper.required)


class StopsList(PickList):
    """The stops under their heading; nothing when there is none. `stops` are those shown."""

    stops: tuple[Finding, ...] = ()

    def on_mount(self) -> None:
        self.display = bool(self.stops)

    def show_stops(self, stops: Sequence[Finding], judged: Judged, words: Wording) -> None:
        """`Picked` names a stop by its place among these."""
        self.stops, self.display = tuple(stops), bool(stops)
        heading = PickRow((words("screens.request.to_mend", count=len(stops)),))
        rows = [PickRow((_said(stop, judged, words),), str(at)) for at, stop in enumerate(stops)]
        self.show([heading, *rows] if stops else [], is_mirrored=words.language == "ar")

    def forget(self) -> None:
        """Leave nothing of what stopped one person's request."""
        self.stops, self.display = (), False
        if self.is_attached:
            self.show([], is_mirrored=False)

    def took_cursor(self) -> bool:
        """Where something stops, the cursor goes to the first of it; else it stays: false."""
        if self.stops:
            self.action_first()
            self.screen.set_focus(self)
        return bool(self.stops)


def _said(stop: Finding, judged: Judged, words: Wording) -> str:
    named = subject_named(stop.subject, judged, words)
    return f"{named}{COLON.of(words.language)}{finding_said(stop, judged, words)}"
