"""The twelve clients of the training counter, as the tests need them: from their own files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.services.day import training


def case_of(number: int = 1, /, **changed: Any) -> dict[str, Any]:
    """The case file of a client, read anew, with some of its parts changed."""
    return {**json.loads(_file_of(number)), **changed}


def case_with(number: int = 1, /, **changed: Any) -> dict[str, Any]:
    """The case file of a client with other answers; `None` leaves one out."""
    answers = case_of(number)["answers"] | changed
    return case_of(number, answers={k: v for k, v in answers.items() if v is not None})


def answers_of(number: int = 1) -> dict[str, str]:
    """What a client answers, as it is typed."""
    return {field: str(answer) for field, answer in case_of(number)["answers"].items()}


def client(number: int = 1, /, **answers: str) -> RequestDraft:
    """The request of a client, with some answers given otherwise."""
    case = case_of(number)
    papers: Mapping[str, Any] = case["attachments"]
    return RequestDraft(
        case["procedure"],
        answers_of(number) | answers,
        {paper: _attachment(said) for paper, said in papers.items()},
        tuple(case["survivors"]),
    )


first_client = partial(client, 1)
"""Favourable: the employee's share, within the delay, three papers."""
second_client = partial(client, 2)
"""1500 days since the new law: a pension of 600 DH a month for life."""


def _attachment(said: Any) -> Attachment:
    given: Mapping[str, Any] = {"state": said} if isinstance(said, str) else said
    return Attachment(**given)


@cache
def _file_of(number: int) -> str:
    files = {client.number: client.case for client in training.clients()}
    return files[number].read_text(encoding="utf-8")
