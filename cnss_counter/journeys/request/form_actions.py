"""The form of a request, and what it may do to its draft: save it, print it, list survivors."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cnss_counter.forms.request.draft_in_hand import FormPlace, RequestFormActions
from cnss_counter.journeys.request.request_form import hand_over_form
from cnss_counter.rules.field_kinds import remarks_on
from cnss_counter.screens.dialogs.confirm_action import ConfirmActionScreen
from cnss_counter.screens.request.request import RequestScreen
from cnss_counter.screens.request.survivor import Survivor, SurvivorScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from cnss_counter.journeys.request.draft_keeper import DraftKeeper
    from cnss_counter.journeys.shift import Shift
    from cnss_counter.rules.clean_draft import CleanDraft
    from cnss_counter.rules.procedure import Procedure


def form_of(shift: Shift, procedure: Procedure) -> RequestScreen:
    """The one form of this shift for a procedure, mounted once and kept."""
    key = f"request.{procedure.id}"
    form = shift.kept.get(key)
    if not isinstance(form, RequestScreen):
        form = shift.kept[key] = RequestScreen(procedure)
    return form


def form_actions(shift: Shift, keeper: DraftKeeper, draft_id: str) -> RequestFormActions:
    return RequestFormActions(
        judge=shift.session.judged,
        as_of_today=shift.session.as_of_today,
        keep=keeper.keep,
        keep_soon=keeper.keep_soon,
        edit_survivor=partial(_edit_survivor, shift, keeper),
        remove_survivor=partial(_remove_survivor, shift, keeper),
        print_form=lambda judged: shift.open_dialog(hand_over_form(shift, judged, draft_id)),
        left=shift.left_at.get(draft_id, FormPlace()).left,
    )


def _edit_survivor(
    shift: Shift,
    keeper: DraftKeeper,
    clean: CleanDraft,
    position: int | None,
    write: Callable[[CleanDraft], None],
) -> None:
    """One survivor in a dialog above the form, kept with the draft while it is written."""
    listed = clean.draft.survivors
    at = len(listed) if position is None else position
    before = {} if position is None else listed[position]
    on = shift.session.now().date()

    def with_it(written: Survivor | None) -> CleanDraft:
        return clean if written is None else clean.with_survivor(at, written)

    def keep(written: Survivor | None) -> None:
        changed = with_it(written)
        write(changed)
        keeper.keep(changed)

    async def edit() -> None:
        await shift.ask(
            SurvivorScreen(
                clean.procedure,
                before,
                lambda field, answer: remarks_on(field, answer, on, {}),
                keep=keep,
                keep_soon=lambda written: keeper.keep_soon(with_it(written)),
            )
        )

    shift.open_dialog(edit())


def _remove_survivor(
    shift: Shift,
    keeper: DraftKeeper,
    clean: CleanDraft,
    position: int,
    write: Callable[[CleanDraft], None],
) -> None:
    """One survivor less, once the clerk is sure."""
    name = clean.draft.survivors[position].get("name", "")
    asked = "remove_survivor" if name else "remove_unnamed_survivor"

    async def remove() -> None:
        if await shift.ask(ConfirmActionScreen(asked, name=name, number=str(position + 1))):
            changed = clean.without_survivor(position)
            write(changed)
            keeper.keep(changed)

    shift.open_dialog(remove())
