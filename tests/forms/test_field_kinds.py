"""A kind of field is one entry of the register: everything else reads it there."""

from __future__ import annotations

from datetime import date

import pytest

from cnss_counter import law
from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.domain.request import RequestDraft
from cnss_counter.forms.choice import Choice
from cnss_counter.forms.entry import Entry
from cnss_counter.forms.request.answer_lines import answer_lines
from cnss_counter.forms.request.request_sheet import field_entry, shown_value, typed_answer
from cnss_counter.rules.answer_checks import FieldAnswer, Findings
from cnss_counter.rules.evaluate import cleaned, evaluate, judged
from cnss_counter.rules.field_kinds import FIELD_KINDS, FieldKind, Written
from cnss_counter.rules.procedure import Field, Procedure
from cnss_counter.services.law.needed_words import needed
from cnss_counter.services.law.trial_deposits import trial_deposits
from cnss_counter.services.requests.request_form import request_form
from cnss_counter.text import digit, plain
from cnss_counter.wording import Wording, load
from testkit.fields import check_field

PACK = law.load()
ON = date(2025, 9, 1)
ASKED = "district"


def box(answer: FieldAnswer) -> Findings:
    """A post box is said by four digits; nobody invented a sentence for less."""
    if len(answer.value) != 4 and answer.value != "none":
        yield answer.error("not_so_many_digits", count=4)


def as_a_box(_field: Field, answer: str) -> Written:
    return Written(key="states.absent") if answer == "none" else Written(f"BP {answer}")


@pytest.fixture
def procedure(monkeypatch: pytest.MonkeyPatch) -> Procedure:
    """A procedure that asks for a post box, a kind which the register has only here."""
    kind = FieldKind(
        plain,
        box,
        as_a_box,
        starts="R",
        only_digits=True,
        words={"none": "states.absent"},
        sample="0417",
    )
    monkeypatch.setitem(FIELD_KINDS, "post_box", kind)
    known = PACK.procedures["contribution_refund"]
    return known._replace(
        sections=tuple(
            section._replace(
                fields=tuple(
                    field._replace(kind="post_box") if field.id == ASKED else field
                    for field in section.fields
                )
            )
            for section in known.sections
        )
    )


@pytest.fixture
def words() -> Wording:
    return load("fr")


def test_an_invented_kind_is_checked(procedure: Procedure) -> None:
    asked = procedure.field(ASKED)
    assert check_field(asked, " 0417 ", ON) == ()
    (error,) = check_field(asked, "41", ON)
    assert error.code == "not_so_many_digits"
    draft = RequestDraft(procedure.id, {ASKED: "41"})
    assert error in evaluate(procedure, draft, PACK.parameters, ON).errors


def test_an_invented_kind_is_entered(procedure: Procedure, words: Wording) -> None:
    asked = procedure.field(ASKED)
    entry = field_entry(asked)
    assert isinstance(entry, Entry)
    assert (entry.resting, entry._keyed) == ("R", digit)
    assert typed_answer(asked, words("states.absent"), words) == "none"
    assert shown_value(asked, "none", words) == words("states.absent")
    chosen = asked._replace(choices=("a", "b"), kind="choice")
    assert isinstance(field_entry(chosen), Choice), "the control: another kind, another entry"


@pytest.mark.parametrize(
    ("answer", "value", "is_key"), [("0417", "BP 0417", False), ("none", "states.absent", True)]
)
def test_an_invented_kind_is_read_back(
    procedure: Procedure, answer: str, value: str, is_key: bool
) -> None:
    draft = RequestDraft(procedure.id, {ASKED: answer})
    lines = answer_lines(judged(cleaned(procedure, draft), PACK.parameters, ON))
    (line,) = [line for line in lines if line.entry == ASKED]
    assert (line.value, line.is_key) == (value, is_key)


@pytest.mark.parametrize(
    ("answer", "key", "text"), [("0417", "", "BP 0417"), ("none", "states.absent", "")]
)
def test_an_invented_kind_is_printed(
    procedure: Procedure, answer: str, key: str, text: str
) -> None:
    draft = RequestDraft(procedure.id, {ASKED: answer})
    form = request_form(judged(cleaned(procedure, draft), PACK.parameters, ON))
    label = load("fr")(f"fields.{ASKED}.label")
    (line,) = [line for part in form.sections for line in part.lines if line.label.fr == label]
    said = Bilingual(load("fr")(key), load("ar")(key)) if key else Bilingual(text, text)
    assert line.value == said


def test_the_words_and_the_trials_of_an_invented_kind_come_from_its_entry(
    procedure: Procedure,
) -> None:
    assert "states.absent" in set(needed(procedure))
    assert {trial.draft.answer(ASKED) for trial in trial_deposits(procedure, ())} == {
        "0417",
        "none",
    }


@pytest.mark.parametrize("name", sorted(FIELD_KINDS))
def test_the_sample_of_each_kind_is_right_and_stays_as_it_is(name: str) -> None:
    kind = FIELD_KINDS[name]
    asked = Field("asked", name, choices=("A",))
    assert check_field(asked, kind.sample, ON) == ()
    assert kind.clean(kind.sample) == kind.sample
