"""The guard: a pension for life stands beside a refund for ever. Nobody passes unknowingly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, get_args

from textual import on
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from cnss_counter.forms.lines.more_below import TextAbove
from cnss_counter.forms.lines.paragraphs import Paragraphs
from cnss_counter.forms.pick_list import PickList, PickRow
from cnss_counter.forms.question import Question
from cnss_counter.forms.request.applicant_line import ApplicantLine, applicant_line, come_back_lines

if TYPE_CHECKING:
    from cnss_counter.rules.evaluate import Judged
    from cnss_counter.rules.verdict import RightAtStake

OtherRightAnswer = Literal[
    "ask_instead", "keep_as_draft", "change", "ask_supervisor", "deposit_without_days"
]
ANSWERS: tuple[OtherRightAnswer, ...] = get_args(OtherRightAnswer)


class OtherRightScreen(Question[OtherRightAnswer]):
    """Both rights side by side; the safe answer is the one under the cursor."""

    KEY = "guard"
    KEYS = ("go_back", "help", "why", "applicant_face", "change_language", "menu")
    IS_SEEN_FIRST = True
    CSS_PATH = "other_right.tcss"

    def __init__(self, judged: Judged, stake: RightAtStake, *, is_asked_here: bool = False) -> None:
        """With `is_asked_here` the counter takes requests for the other right too.

        Days that nobody knows may open no right at all: whoever still asks for the refund needs
        nobody's agreement, and has to choose it here.
        """
        super().__init__()
        is_known = stake.certainty != "days_unknown"
        instead: tuple[OtherRightAnswer, ...] = ("ask_instead",) if is_asked_here else ()
        self.offered: tuple[OtherRightAnswer, ...] = (
            (*instead, "keep_as_draft", "change", "ask_supervisor")
            if is_known
            else ("change", *instead, "keep_as_draft", "deposit_without_days")
        )
        self._judged = judged
        self._stake = stake
        self._answers = PickList(id="answers")

    def body(self) -> Iterable[Widget]:
        yield TextAbove(
            Paragraphs(id="warning"),
            Horizontal(
                Paragraphs(id="pension"),
                Paragraphs(id="refund"),
                id="rights",
            ),
        )
        yield self._answers

    @property
    def judged(self) -> Judged:
        return self._judged

    @property
    def face(self) -> tuple[ApplicantLine, ...]:
        right = self._stake.right
        pension, refund = f"rights.{right.kind}", "rights.contribution_refund"
        return (
            applicant_line(self._warning),
            applicant_line("rights.pension.ask_quickly"),
            *come_back_lines(self._judged.verdict),
            applicant_line(f"{pension}.title"),
            applicant_line(f"{pension}.nature"),
            _face_of_amount(pension, right.monthly_amount),
            applicant_line(f"{refund}.title"),
            applicant_line(f"{refund}.nature"),
            _face_of_amount(refund, None),
        )

    @property
    def _warning(self) -> str:
        """What a refund would end; a right that is not sure is said to be so."""
        return f"screens.guard.warning.{self._stake.certainty}"

    def refresh_words(self) -> None:
        words = self.words
        is_arabic = words.language == "ar"
        lines = (applicant_line(self._warning), *come_back_lines(self._judged.verdict))
        warning = "\n".join(line.ar if is_arabic else line.fr for line in lines)
        self.query_one("#warning", Paragraphs).show_text(warning)
        right, asked = self._stake.right, self._judged.procedure
        pension, refund = f"rights.{right.kind}", "rights.contribution_refund"
        ask = f"{words(f'{pension}.form')}\n{words('rights.pension.quickly')}"
        self._say_right("pension", pension, right.monthly_amount, ask)
        form = words(f"procedures.{asked.id}.form")
        form = words(f"{refund}.form", number=asked.form_reference, form=form)
        self._say_right("refund", refund, None, form)
        rows = [PickRow((words(self._words_of(answer)),), answer) for answer in self.offered]
        self._answers.show(rows, is_mirrored=is_arabic)

    def _words_of(self, answer: OtherRightAnswer) -> str:
        is_for_days = answer == "keep_as_draft" and self._stake.certainty == "days_unknown"
        return f"screens.guard.{'keep_for_days' if is_for_days else answer}"

    def _say_right(self, place: str, key: str, monthly_amount: int | None, form: str) -> None:
        """One right: its name, its nature, its amount, how it is asked for."""
        words = self.words
        if monthly_amount is None:
            amount = words(f"{key}.amount_unknown")
        else:
            amount = words(f"{key}.amount", amount=monthly_amount)
        said = "\n".join((words(f"{key}.nature"), amount, form))
        self.query_one(f"#{place}", Paragraphs).show_text(
            Content.assemble((words(f"{key}.title"), "bold"), "\n\n", said)
        )

    @on(PickList.Picked)
    def take_the_answer(self, event: PickList.Picked) -> None:
        event.stop()
        self.answer(next(answer for answer in ANSWERS if answer == event.row_id))

    def action_go_back(self) -> None:
        self.answer("change")


def _face_of_amount(right: str, monthly_amount: int | None) -> ApplicantLine:
    if monthly_amount is None:
        return applicant_line(f"{right}.amount_unknown")
    return applicant_line(f"{right}.amount", amount=monthly_amount)
