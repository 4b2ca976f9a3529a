"""The request form for signature: filled as far as it was typed, and no further."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from cnss_counter import law, wording
from cnss_counter.domain.request import RequestDraft
from cnss_counter.paper.content.receipt import Language
from cnss_counter.paper.content.request_form import RequestFormContent
from cnss_counter.paper.sheets.request_form import draw_request_form, form_pages
from cnss_counter.paper.typesetting.blocks import Across, Box, Text, TickBox
from cnss_counter.rules.evaluate import cleaned, evaluate, judged
from cnss_counter.services.day import training
from cnss_counter.services.requests import case_file
from cnss_counter.services.requests.request_form import request_form
from cnss_counter.wording.both import both
from testkit.reading import CONTROLS, opened, text_by_pdfium, tokens, words_by_mupdf
from tests.paper.ink import collisions, leaving, touching

PACK = law.load()
ON = date(2025, 9, 1)
EMPTY = [RequestDraft(procedure) for procedure in PACK.procedures]
FILLED = [case_file.read(client.case, PACK.procedures).draft for client in training.clients()]
LONG = RequestDraft(
    "contribution_refund",
    {"address": "Lotissement Al Amal, immeuble 12, " * 4, "last_name_ar": "عبد الرحمن " * 7},
)


def form_of(draft: RequestDraft, *, is_training: bool = False) -> RequestFormContent:
    procedure = PACK.procedures[draft.procedure]
    known = judged(cleaned(procedure, draft), PACK.parameters, ON)
    return request_form(known, is_training=is_training)


@pytest.mark.parametrize("draft", [*EMPTY, *FILLED, LONG], ids=lambda draft: draft.procedure)
def test_nothing_collides_and_nothing_leaves_the_paper(draft: RequestDraft) -> None:
    for page in form_pages(form_of(draft)):
        assert collisions(page) == []
        assert leaving(page) == []


@pytest.mark.parametrize("draft", EMPTY, ids=lambda draft: draft.procedure)
def test_an_empty_form_answers_nothing(draft: RequestDraft) -> None:
    """Not even what the screen proposes: the pen decides."""
    form = form_of(draft)
    for line in (line for section in form.sections for line in section.lines):
        assert not line.value.fr
        assert not any(choice.is_ticked for choice in line.choices)
    assert "Maroc" not in text_by_pdfium(draw_request_form(form))
    ticks = [
        block for page in form_pages(form) for block in page.blocks if isinstance(block, TickBox)
    ]
    assert not any(tick.is_ticked for tick in ticks)


def test_what_was_typed_stands_on_the_form_and_the_reference_is_not_turned_around() -> None:
    form = form_of(FILLED[0])
    text = words_by_mupdf(draw_request_form(form))
    for said in ("310-1-32", "123456789", "AB123456", "ALAMI", "10/03/1961", "2100"):
        assert said in text
    assert "32-1-310" not in text
    assert "العلمي" in tokens(text)


SMALLEST = 9.0
"""Points: running text on a paper for people over sixty."""


@pytest.mark.parametrize("draft", [*EMPTY, *FILLED, LONG], ids=lambda draft: draft.procedure)
def test_it_is_read_at_seventy_and_takes_the_pages_that_it_needs(draft: RequestDraft) -> None:
    with opened(draw_request_form(form_of(draft))) as pages:
        for page in pages:
            assert min(span["size"] for span in page.get_texttrace()) >= SMALLEST


def test_each_page_says_whose_it_is_since_the_last_one_alone_is_signed() -> None:
    with opened(draw_request_form(form_of(FILLED[0]))) as pages:
        said = [page.get_text() for page in pages]
    assert len(said) > 1
    for number, text in enumerate(said, 1):
        assert f"310-1-32 · ALAMI Mohammed · 123456789 · {number}/{len(said)}" in text
    unknown = form_of(RequestDraft("contribution_refund"))
    with opened(draw_request_form(unknown)) as pages:
        assert "310-1-32 · 1/2" in pages[0].get_text()


LONG_NAME = "BENABDERRAHMANE EL IDRISSI EL ALAOUI"


@pytest.mark.parametrize("times", [1, 2, 4])
def test_a_long_name_gives_way_to_the_number_at_head_and_foot(times: int) -> None:
    """Two people may share the beginning of a name; the number is of one."""
    answers = {**FILLED[0].answers, "last_name": " ".join([LONG_NAME] * times)}
    with opened(draw_request_form(form_of(FILLED[0]._replace(answers=answers)))) as pages:
        for number, page in enumerate(pages, 1):
            said = [line for line in page.get_text().splitlines() if line.startswith("310-1-32 ·")]
            assert [line.count(f"310-1-32 · {LONG_NAME[:20]}") for line in said] == [1] * len(said)
            assert all("· 123456789" in line for line in said)
            assert said[-1].strip().endswith(f"· 123456789 · {number}/{len(pages)}")
            assert len(said) == (1 if number == 1 else 2)


@pytest.mark.parametrize("draft", [*FILLED, LONG], ids=lambda draft: draft.procedure)
def test_the_page_that_is_signed_says_at_its_head_what_and_by_whom(draft: RequestDraft) -> None:
    form = form_of(draft)
    for page in form_pages(form)[1:]:
        first, second, third = [block for block in page.blocks if isinstance(block, Text)][:3]
        told = " ".join(first.lines), " ".join(second.lines)
        assert [CONTROLS.sub("", one).replace("\u00a0", " ") for one in told] == [
            form.title.fr,
            form.title.ar,
        ]
        assert form.form_reference in third.lines[0]
        assert form.name[:40] in third.lines[0]
        assert form.number in third.lines[0]


@pytest.mark.parametrize("draft", [*EMPTY, *FILLED, LONG], ids=lambda draft: draft.procedure)
def test_what_is_signed_is_the_largest_running_text_and_in_red_where_it_is_for_ever(
    draft: RequestDraft,
) -> None:
    """In a frame of its own above the signature, on one page with it."""
    form = form_of(draft)
    page = form_pages(form)[-1]
    texts = [block for block in page.blocks if isinstance(block, Text)]
    frame, to_sign = [block for block in page.blocks if isinstance(block, Box) and block.frame]
    inside = [text for text in texts if frame.y < text.top and text.bottom < frame.y + frame.height]
    told = [CONTROLS.sub("", " ".join(text.lines)).replace("\u00a0", " ") for text in inside]
    consent = [text for said in form.declarations for text in (said.fr, said.ar)]
    is_for_ever = draft.procedure.startswith("contribution_refund")
    titles = [form.irrevocable.fr, form.irrevocable.ar] if is_for_ever else []
    assert told == [one.replace("\u00a0", " ") for one in (*titles, *consent)]
    assert all(text.size >= 12 for text in inside)
    assert frame.frame == ("alert" if is_for_ever else "accent")
    assert frame.y + frame.height < to_sign.y < page.height
    assert form.signature.fr in [line for text in texts for line in text.lines]


@pytest.mark.parametrize("draft", EMPTY, ids=lambda draft: draft.procedure)
def test_no_dot_of_what_is_signed_touches_the_line_below(draft: RequestDraft) -> None:
    (*_, page) = form_pages(form_of(draft))
    large = [block for block in page.blocks if isinstance(block, Text) and block.size >= 12]
    assert large
    assert [met for text in large for met in touching(text)] == []


@pytest.mark.parametrize("count", range(1, 9))
def test_no_survivor_is_parted_by_the_end_of_a_page(count: int) -> None:
    widow = next(draft for draft in FILLED if draft.survivors)
    form = form_of(widow._replace(survivors=(widow.survivors * 2)[:count]))
    words = wording.load("fr")
    found = 0
    for page in form_pages(form):
        lines = [line for block in page.blocks if isinstance(block, Text) for line in block.lines]
        plain = [line.replace("\u00a0", " ") for line in lines]
        begun = sum(line.startswith("Ayant droit n°") for line in plain)
        for field in ("quality", "dependent"):
            assert plain.count(words.label(field)) == begun
        found += begun
    assert found == count


def test_a_name_that_has_no_end_stays_on_the_paper() -> None:
    draft = RequestDraft("contribution_refund", {"last_name": "ALAMI " * 100})
    for page in form_pages(form_of(draft)):
        assert leaving(page) == []


def test_whose_it_is_may_be_known_in_arabic_alone() -> None:
    draft = RequestDraft("contribution_refund", {"last_name_ar": "العلمي", "first_name_ar": "محمد"})
    assert form_of(draft).name == "محمد العلمي"


def test_a_choice_that_bears_one_name_in_both_languages_is_named_once() -> None:
    assert text_by_pdfium(draw_request_form(form_of(FILLED[0]))).count("TAAWIDATY") == 1


def test_a_survivor_is_asked_the_same_in_both_languages() -> None:
    """French said “conjoint” where Arabic said widowed, and “none” where it said ordinary."""
    form = form_of(RequestDraft("contribution_refund_survivors"))
    asked = {
        line.label.fr: line.choices for one in form.sections if one.is_whole for line in one.lines
    }
    quality, situation = ([one.label for one in asked[label]] for label in ("Qualité", "Situation"))
    assert (quality[0].fr, quality[0].ar) == ("Veuf (veuve)", "أرمل(ة)")
    assert (situation[0].fr, situation[0].ar) == ("Ordinaire", "عادية")
    shares = both("findings.shares_are_indicative")
    assert shares.fr.startswith("Les parts")
    assert shares.ar.startswith("الأنصبة ")


def test_the_questions_stand_in_the_order_of_the_procedure() -> None:
    draft = FILLED[0]
    procedure = PACK.procedures[draft.procedure]
    asked = evaluate(procedure, draft, PACK.parameters, ON).fields
    labels = [line.label.fr for section in form_of(draft).sections for line in section.lines]
    assert labels == [wording.load("fr").label(field) for field in asked]


def test_every_survivor_has_a_part_and_three_are_left_blank_without_any() -> None:
    widow = next(draft for draft in FILLED if draft.survivors)
    for draft, parts in ((widow, len(widow.survivors)), (widow._replace(survivors=()), 3)):
        named = [wording.load("fr")("survivors.one", number=n) for n in range(1, parts + 2)]
        titles = [section.title.fr for section in form_of(draft).sections]
        assert [name in titles for name in named] == [True] * parts + [False]


@pytest.mark.parametrize("draft", EMPTY, ids=lambda draft: draft.procedure)
def test_the_consent_stands_above_the_signature_in_both_languages(draft: RequestDraft) -> None:
    form = form_of(draft)
    said = [text.fr for text in form.declarations]
    assert wording.load("fr")(f"consent.{draft.procedure}") in said
    is_refund = draft.procedure.startswith("contribution_refund")
    assert (wording.load("fr")("consent.irrevocable") in said) is is_refund
    assert all(text.ar for text in form.declarations)


def test_the_same_form_gives_the_same_bytes() -> None:
    form = form_of(FILLED[0])
    assert draw_request_form(form) == draw_request_form(form)
    assert draw_request_form(form) != draw_request_form(replace(form, form_reference="310-1-33"))


def test_a_form_of_the_training_counter_says_so_on_each_page_in_both_languages() -> None:
    words = [wording.load(language)("receipt.marks.training") for language in get_args(Language)]
    for page in form_pages(form_of(FILLED[6], is_training=True)):
        (across,) = [block.text for block in page.blocks if isinstance(block, Across)]
        assert across.split() == words
