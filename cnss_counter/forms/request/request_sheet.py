"""The form of a request: which rows it shows for a draft, and the entries to type them in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.forms.choice import Choice
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.form_sheet import FormSheet, Message, Place, SheetRow
from cnss_counter.forms.question import Question
from cnss_counter.forms.request.stops_list import WITHOUT_REASON, asks_why
from cnss_counter.forms.request.survivors_list import SURVIVORS, SurvivorsList
from cnss_counter.rules.answers import DOCUMENT, names_the_person
from cnss_counter.rules.evaluate import Judged
from cnss_counter.rules.field_kinds import FIELD_KINDS, written
from cnss_counter.rules.procedure import Field, Procedure
from cnss_counter.rules.verdict import Finding, Verdict
from cnss_counter.text import digit

if TYPE_CHECKING:
    from cnss_counter.wording import Wording

ORIGINALS = frozenset({"request_form"})
"""Papers handed over themselves; of the others the desk keeps a copy."""


def paper_entry(paper_id: str) -> str:
    """The widget id of a paper's state; a field may have the paper's own id."""
    return f"paper-{paper_id}"


def reason_entry(paper_id: str) -> str:
    return f"reason-{paper_id}"


def paper_states(paper_id: str) -> tuple[str, ...]:
    """The states in cycling order: the usual one first, so that one key ticks it."""
    usual = ("seen", "copy_kept") if paper_id in ORIGINALS else ("copy_kept", "seen")
    return (*usual, "absent", "refused")


def behind_the_last_answer(judged: Judged) -> str:
    """The entry where a draft is gone on with: behind the last answer, or where nothing that has
    to be answered is left there, the first that lacks an answer; "" where it has none, or all.
    """
    draft, verdict = judged.draft, judged.verdict
    procedure = judged.procedure
    answered = {field: bool(draft.answers.get(field)) for field in verdict.fields}
    asked = {field for field in answered if _is_required(procedure.field(field), judged)}
    if procedure.survivor_fields:
        answered[SURVIVORS] = bool(draft.survivors)
        asked.add(SURVIVORS)
    for paper in verdict.attachments:
        answered[paper_entry(paper.id)] = paper.id in draft.attachments
        asked |= {paper_entry(paper.id)} if paper.required else set()
    entries = list(answered)
    behind = max((at for at, entry in enumerate(entries, 1) if answered[entry]), default=0)
    lacking = [entry for entry in entries if entry in asked and not answered[entry]]
    if not behind:
        return ""
    if asked.isdisjoint(entries[behind:]) and lacking:
        return lacking[0]
    return next(iter(entries[behind:]), "")


def entries(procedure: Procedure) -> Iterator[Widget]:
    """One entry for each field and paper of a procedure, and one for its survivors."""
    yield from map(field_entry, procedure.fields)
    yield SurvivorsList(id=SURVIVORS)
    for paper in procedure.papers:
        yield Choice(paper_states(paper.id), id=paper_entry(paper.id))
        yield Entry(id=reason_entry(paper.id))


def field_entry(field: Field) -> Widget:
    """The entry of one field, by its kind."""
    kind = FIELD_KINDS[field.kind]
    if kind.is_chosen:
        return Choice(field.choices, id=field.id, usual=field.default)
    return Entry(id=field.id, resting=kind.starts, keyed=digit if kind.only_digits else str)


def shown_value(field: Field, answer: str, words: Wording) -> str:
    """An answer as it stands in its entry: a choice by its id, the others as they are read."""
    if FIELD_KINDS[field.kind].is_chosen:
        return answer
    said = written(field, answer)
    return words(said.key) if said.key else said.text


def typed_answer(field: Field, typed: str, words: Wording) -> str:
    """What was typed, as an answer: one that has a word may be typed as this word."""
    named = FIELD_KINDS[field.kind].words.items()
    return next((answer for answer, key in named if typed.strip() == words(key)), typed)


class RequestSheet(FormSheet):
    """The form sheet of a request."""

    def __init__(self, procedure: Procedure, *, id: str) -> None:  # noqa: A002 – Textual's name
        super().__init__(entries(procedure), id=id)

    def put(
        self, procedure: Procedure, draft: RequestDraft, words: Wording, *, without: str = ""
    ) -> None:
        """Write the draft into the entries, whatever they held, but for one being typed."""
        for field in procedure.fields:
            if field.id != without:
                self.put_answer(field, draft.answers.get(field.id, field.default), words)
        for paper in procedure.papers:
            kept = draft.attachments.get(paper.id)
            self.put_value(paper_entry(paper.id), kept.state if kept else "")
            if reason_entry(paper.id) != without:
                self.put_value(reason_entry(paper.id), kept.reason if kept else "")

    def put_answer(self, field: Field, answer: str, words: Wording) -> None:
        self.put_value(field.id, shown_value(field, answer, words))

    def go_to(self, finding: Finding) -> None:
        """The cursor goes to where a finding is mended."""
        entry = self._entry_of(finding)
        if isinstance(entry, SurvivorsList):
            entry.come_to(finding.subject)
        self.screen.set_focus(entry)

    def entry_shown(self, entry_id: str) -> Widget:
        """Of one survivor (`survivors.2`) the list, with its cursor on that line."""
        entry = super().entry_shown(entry_id.partition(".")[0])
        if isinstance(entry, SurvivorsList):
            entry.come_to(entry_id)
        return entry

    def _entry_of(self, finding: Finding) -> Widget:
        """Its field, its paper, or the list of survivors."""
        subject = finding.subject
        if finding.code == WITHOUT_REASON:
            return self.entry(reason_entry(subject))
        if finding.severity == "missing":
            return self.entry(paper_entry(subject))
        return self.entry(SURVIVORS if subject.startswith(SURVIVORS) else subject)

    def place_in_use(self) -> Place | None:
        """Of the survivors, who may be more than the window holds, the one under the cursor."""
        place, entry = super().place_in_use(), self.screen.focused
        if place is None or not isinstance(entry, SurvivorsList):
            return place
        if place.height <= self.scrollable_content_region.height:
            return place
        lines = entry.lines_in_use
        return place._replace(y=place.y + lines[0], height=len(lines))

    @on(SurvivorsList.Walked)
    def follow_the_survivor(self, event: SurvivorsList.Walked) -> None:
        """To where it stands, and with the keys that it has."""
        event.stop()
        self.keep_the_cursor_in_sight()
        if isinstance(self.screen, Question):
            self.screen.say_the_keys()

    def put_value(self, entry_id: str, value: str) -> None:
        entry = self.entry(entry_id)
        if isinstance(entry, Choice | Entry) and entry.value != value:
            with entry.prevent(Choice.Changed, Entry.Changed):
                entry.value = value

    def show_text(self, rows: Iterable[SheetRow], procedure: Procedure, words: Wording) -> None:
        """Show the rows, every choice in the words of the language."""
        is_mirrored = words.language == "ar"
        for field in procedure.fields:
            choice = self.entry(field.id)
            if isinstance(choice, Choice):
                said = [words(f"choices.{field.id}.{option}") for option in choice.options]
                choice.show_words(said, is_mirrored=is_mirrored, unset=words("states.to_tick"))
        for paper in procedure.papers:
            states = self.entry(paper_entry(paper.id))
            if isinstance(states, Choice):
                said = [words(f"states.{state}") for state in states.options]
                states.show_words(said, is_mirrored=is_mirrored, unset=words("states.to_tick"))
        self.show(rows, is_mirrored=is_mirrored)


def sheet_rows(
    judged: Judged,
    messages: Mapping[str, tuple[Message, ...]],
    words: Wording,
    survivors_height: int,
    *,
    without: Collection[str] = (),
) -> tuple[SheetRow, ...]:
    """The rows for a draft: the fields asked of each section, its survivors, its papers.

    The fields in `without` are not shown yet.
    """
    procedure, draft, verdict = judged.procedure, judged.draft, judged.verdict
    asked = {*verdict.fields}.difference(without)
    rows: list[SheetRow] = []
    for section in procedure.sections:
        fields = [field for field in section.fields if field.id in asked]
        if fields:
            rows.append(SheetRow(words(f"sections.{section.id}")))
            rows += _field_rows(fields, judged, messages, words)
    if procedure.survivor_fields:
        rows.append(SheetRow(words("sections.survivors")))
        said = messages.get(SURVIVORS, ())
        rows.append(SheetRow("", SURVIVORS, said, height=survivors_height, is_wide=True))
    rows.append(SheetRow(words("sections.attachments")))
    rows += _paper_rows(procedure, draft, verdict, messages, words)
    return tuple(rows)


def _field_rows(
    fields: Sequence[Field],
    judged: Judged,
    messages: Mapping[str, tuple[Message, ...]],
    words: Wording,
) -> Iterator[SheetRow]:
    """Below the first of the names stands that one script is enough, below a reason for what."""
    names = next((field.id for field in fields if field.alternative), "")
    notes = {field.excused_by: words.hint(field.excused_by) for field in fields if field.excused_by}
    notes[names] = words("screens.request.one_script")
    told = {field: (Message("note", note),) for field, note in notes.items()}
    for field in fields:
        said = (*messages.get(field.id, ()), *told.get(field.id, ()))
        label = words.label(field.id)
        yield SheetRow(label, field.id, said, is_required=_is_required(field, judged))


def _paper_rows(
    procedure: Procedure,
    draft: RequestDraft,
    verdict: Verdict,
    messages: Mapping[str, tuple[Message, ...]],
    words: Wording,
) -> Iterator[SheetRow]:
    """A paper that is not in hand asks why."""
    for paper in verdict.attachments:
        kept, entry = draft.attachments.get(paper.id), paper_entry(paper.id)
        said = messages.get(entry, ()) + _form_to_print(procedure, paper.id, kept, words)
        label = words(f"attachments.{paper.id}.short")
        yield SheetRow(label, entry, said, is_required=paper.required)
        if kept and not kept.is_in_hand:
            must = asks_why(paper, kept)
            yield SheetRow(words("states.reason"), reason_entry(paper.id), is_required=must)


def _form_to_print(
    procedure: Procedure, paper_id: str, kept: Attachment | None, words: Wording
) -> tuple[Message, ...]:
    """Below a form that is not in hand: the key that prints it for signature."""
    is_form = any(paper.is_form for paper in procedure.papers if paper.id == paper_id)
    if not is_form or (kept is not None and kept.is_in_hand):
        return ()
    return (Message("note", words("screens.request.print_form")),)


def _is_required(field: Field, judged: Judged) -> bool:
    """Whether it must be filled now: a name written in the other script need not be, nor the
    document of somebody who is named without it.
    """
    if field.id == DOCUMENT and _is_named_without_it(judged):
        return False
    return field.required and not field.may_be_left_out(judged.draft.answers)


def _is_named_without_it(judged: Judged) -> bool:
    wrong = {error.subject for error in judged.verdict.errors}
    given = {one: said for one, said in judged.draft.answers.items() if one not in wrong}
    return names_the_person(judged.procedure, given)


def reasons_ahead(judged: Judged, left: Collection[str]) -> frozenset[str]:
    """The fields that say why others are empty, until the clerk has left those so.

    One that came before, in the way of the cursor, would take what is typed for the field that
    was next.
    """
    given = judged.draft.answers
    return frozenset(
        field.excused_by
        for field in judged.procedure.fields
        if field.excused_by
        and not given.get(field.excused_by)
        and not {field.id, field.alternative}.issubset(left)
    )
