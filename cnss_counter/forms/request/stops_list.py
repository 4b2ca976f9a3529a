"""What Continue stops at, above the form: a line each, which leads to where it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.forms.pick_list import PickList, PickRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cnss_counter.rules.verdict import Finding, Verdict
    from cnss_counter.wording import Wording


def stops_of(verdict: Verdict) -> tuple[Finding, ...]:
    """What cannot be written down, and a form nobody signed."""
    unsigned = [finding for finding in verdict.findings if finding.code == "form_missing"]
    return (*verdict.errors, *unsigned)


class StopsList(PickList):
    """The stops under their heading; nothing when there is none. `stops` are those shown."""

    stops: tuple[Finding, ...] = ()

    def show_stops(self, stops: Sequence[Finding], words: Wording) -> None:
        """`Picked` names a stop by its place among these."""
        self.stops = tuple(stops)
        heading = PickRow((words("screens.request.to_mend", count=len(stops)),))
        rows = [
            PickRow((f"{words.label(stop.subject)} : {words.finding(stop)}",), str(at))
            for at, stop in enumerate(stops)
        ]
        self.show([heading, *rows] if stops else [], is_mirrored=words.language == "ar")

    def took_cursor(self) -> bool:
        """Where something stops, the cursor goes to the first of it; else it stays: false."""
        if self.stops:
            self.action_first()
            self.screen.set_focus(self)
        return bool(self.stops)
