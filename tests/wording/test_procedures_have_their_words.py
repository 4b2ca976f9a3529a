"""The words of a procedure are short enough, and tell apart what has to be told apart.

That none is missing is asked by the program itself, whenever the law is loaded.
"""

from __future__ import annotations

import pytest

from cnss_counter import law, wording
from cnss_counter.domain.request import RequestDraft
from cnss_counter.paths import data_folder
from cnss_counter.rules.procedure import Field, Procedure
from cnss_counter.wording import Language, Wording

PROCEDURES = tuple(law.load(data_folder()).procedures.values())
LONGEST_LABEL = 32
"""Cells of a label: a caption and its entry share 80 columns."""


@pytest.fixture(params=["fr", "ar"])
def words(request: pytest.FixtureRequest) -> Wording:
    language: Language = request.param
    return wording.load(language)


@pytest.fixture(params=PROCEDURES, ids=lambda procedure: procedure.id)
def procedure(request: pytest.FixtureRequest) -> Procedure:
    asked: Procedure = request.param
    return asked


def fields(procedure: Procedure) -> tuple[Field, ...]:
    return procedure.fields + procedure.survivor_fields


def test_every_field_has_a_short_label(procedure: Procedure, words: Wording) -> None:
    for field in fields(procedure):
        label = words.label(field.id)
        assert label, field.id
        assert len(label) <= LONGEST_LABEL, label


def test_every_choice_has_its_word(procedure: Procedure, words: Wording) -> None:
    for field in fields(procedure):
        said = [words.choice(field.id, choice) for choice in field.choices]
        assert len(set(said)) == len(field.choices), field.id


def test_the_form_is_asked_by_its_own_reference(procedure: Procedure, words: Wording) -> None:
    named = words.paper("request_form", RequestDraft(procedure.id))
    assert procedure.form_reference in named


def test_the_identity_paper_follows_the_document_chosen(
    procedure: Procedure, words: Wording
) -> None:
    documents = procedure.field("identity_document").choices
    drafts = [RequestDraft(procedure.id, {"identity_document": chosen}) for chosen in documents]
    assert len({words.paper("identity_document", draft) for draft in drafts}) == len(documents)


def test_the_two_cards_called_alike_in_arabic_are_told_apart() -> None:
    words = wording.load("ar")
    foreigner = RequestDraft(
        "contribution_refund", {"identity_document": "foreigner_registration_card"}
    )
    assert "الصندوق" in words.paper("immatriculation_card", foreigner)
    assert "الأجانب" in words.paper("identity_document", foreigner)


def test_help_speaks_of_every_field_and_paper(procedure: Procedure, words: Wording) -> None:
    subjects = [field.id for field in fields(procedure)]
    subjects += [paper.id for paper in procedure.papers]
    assert [subject for subject in subjects if words.help(subject) is None] == []


def test_help_on_the_threshold_warns_that_the_law_has_changed(words: Wording) -> None:
    said = words.help("insurance_days")
    assert said is not None
    assert said.passage
    assert said.source
    assert "2023" in said.notice
    assert "1320" in said.notice


def test_help_of_a_procedure_names_no_form_of_another(words: Wording) -> None:
    pension, refund = (
        words.help("request_form", asked) for asked in ("old_age_pension", "contribution_refund")
    )
    assert pension is not None
    assert refund is not None
    assert "315-1-04" in pension.passage
    assert "310-1-32" in refund.passage
