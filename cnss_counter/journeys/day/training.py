"""The training counter: choose a client, read the card, and the day becomes the client's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.forms.request.answer_lines import answer_lines
from cnss_counter.journeys.errand_register import NEXT_CLIENT, Errand
from cnss_counter.rules.evaluate import cleaned, judged
from cnss_counter.screens.day.client_card import ClientCard, ClientCardScreen
from cnss_counter.screens.day.played_clients import ClientLine, PlayedClientsScreen
from cnss_counter.services.day import training
from cnss_counter.services.requests import case_file

if TYPE_CHECKING:
    from cnss_counter.domain.stored_draft import StoredDraft
    from cnss_counter.journeys.shift import Shift

CARD = "client_card"


async def play_client(shift: Shift) -> Errand | None:
    """Choose one of the twelve; the counter goes to their day, and shows their card.

    Then Home, about who is being played.
    """
    clients = {client.number: client for client in training.clients()}
    lines = [
        ClientLine(client.number, client.title.fr, client.title.ar, client.on)
        for client in clients.values()
    ]
    number = await shift.ask(PlayedClientsScreen(lines))
    if number is None:
        return None
    client = clients[number]
    if isinstance(shift.clock, training.PlayedClock):
        shift.clock.day = client.on
    await show_card(shift, _card(shift, client))
    return NEXT_CLIENT.about(client.title)


def play_on_the_day_of(shift: Shift, stored: StoredDraft) -> None:
    """In training a draft is taken up on the day on which it was played, whatever day it is."""
    if isinstance(shift.clock, training.PlayedClock):
        shift.clock.day = stored.saved_at.date()


async def show_card(shift: Shift, card: ClientCard | None = None) -> None:
    """This card, or the one shown last."""
    screen = shift.kept.setdefault(CARD, ClientCardScreen())
    if card is not None and isinstance(screen, ClientCardScreen):
        screen.open(card)
    await shift.ask(screen)


def _card(shift: Shift, client: training.PlayedClient) -> ClientCard:
    pack = shift.session.rule_pack
    draft = case_file.read(client.case, pack.procedures).draft
    clean = cleaned(pack.procedures[draft.procedure], draft)
    return ClientCard(
        client.number,
        client.title.fr,
        client.title.ar,
        client.play.fr,
        client.play.ar,
        client.on,
        answer_lines(judged(clean, pack.parameters, client.on)),
    )
