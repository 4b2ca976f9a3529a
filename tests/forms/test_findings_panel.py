"""The findings beside the form: what is said, in which order, and what has no room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from textual.content import Content
from textual.geometry import Size

from cnss_counter import law, wording
from cnss_counter.domain.request import Attachment, RequestDraft
from cnss_counter.forms.lines.no_break import unbroken, with_blanks
from cnss_counter.forms.request.findings_panel import fitted, shortened, still_to_ask
from cnss_counter.forms.request.request_sheet import paper_entry
from cnss_counter.rules.evaluate import Judged, cleaned, judged
from cnss_counter.rules.verdict import Finding

PACK, ON = law.load(), date(2025, 9, 1)
STRIP, WIDE, VAST = Size(76, 4), Size(46, 33), Size(200, 200)
LANGUAGES: tuple[wording.Language, ...] = ("fr", "ar")

SAID = "Au moins 1320 jours (dahir 1-72-184, art. 53)"
WORDS = SAID.split()


@pytest.mark.parametrize("width", range(12, len(SAID)))
def test_a_reference_is_whole_or_left_out(width: int) -> None:
    kept = shortened(Content(SAID), width)
    assert kept.cell_length <= width
    *words, ellipsis = with_blanks(kept.plain).split()
    assert ellipsis == "…"
    assert words == WORDS[: len(words)]
    assert words[-1:] != ["art."], "a number would be cut from what it counts"


def test_what_fits_is_left_alone() -> None:
    assert shortened(Content(SAID), len(SAID)).plain == SAID


def test_as_many_words_as_fit_are_kept_and_no_number_without_what_it_counts() -> None:
    assert shortened(Content(SAID), len("Au moins 1320 …")).plain == "Au moins …"
    kept = shortened(Content(SAID), len("Au moins 1320 jours …")).plain
    assert with_blanks(kept) == "Au moins 1320\u00a0jours …"


def judged_of(
    answers: Mapping[str, str],
    procedure: str = "contribution_refund",
    papers: Mapping[str, Attachment] = {},
) -> Judged:
    draft = RequestDraft(procedure, answers, papers)
    return judged(cleaned(PACK.procedures[procedure], draft), PACK.parameters, ON)


def blanks_alike(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def reason(finding: Finding, words: wording.Wording) -> str:
    return words.finding(finding, is_cited=False)


def shown(one: Judged, room: Size, language: wording.Language = "fr") -> list[str]:
    words = wording.load(language)
    return [line.plain for line in fitted(room, one.verdict, still_to_ask(one), words)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", [STRIP, WIDE, VAST])
@pytest.mark.parametrize("procedure", ["contribution_refund", "contribution_refund_survivors"])
def test_before_an_answer_is_typed_the_panel_counts_what_is_to_ask(
    procedure: str, room: Size, language: wording.Language
) -> None:
    words, empty = wording.load(language), judged_of({}, procedure)
    first, *others = shown(empty, room, language)
    assert words("outcomes.undetermined") in first
    told = " ".join([first, *others])
    assert words("screens.request.still_to_ask", count=str(len(empty.verdict.findings))) in told
    assert words("screens.request.read_all", count=len(empty.verdict.findings)) in told
    assert not [finding for finding in empty.verdict.findings if reason(finding, words) in told]


def test_what_was_answered_unknown_is_said_and_no_more_counted() -> None:
    words, empty = wording.load("fr"), judged_of({})
    unknown = judged_of(
        {"insurance_days": "unknown"}, papers={"request_form": Attachment("absent")}
    )
    asked = {"insurance_days", paper_entry("request_form")}
    assert still_to_ask(empty) - still_to_ask(unknown) == asked
    told = "\n".join(shown(unknown, VAST))
    said = {one.subject for one in unknown.verdict.findings if reason(one, words) in told}
    assert said == {"insurance_days", "request_form"}


def test_a_document_that_is_named_is_not_yet_one_that_was_asked_for() -> None:
    """Its kind is an answer, its copy a paper, and both have the same id."""
    named = judged_of({"identity_document": "passport"})
    assert paper_entry("identity_document") in still_to_ask(named)
    assert still_to_ask(named) == still_to_ask(judged_of({}))
    given = judged_of({}, papers={"identity_document": Attachment("copy_kept")})
    assert paper_entry("identity_document") not in still_to_ask(given)


def test_a_usual_answer_that_was_left_as_it_stood_is_no_more_counted() -> None:
    """Nobody came on the last day, which was closed; force majeure is "no" by itself."""
    closed = judged_of({"birth_date": "1960-08-31", "insurance_days": "900"})
    assert "force_majeure" in still_to_ask(closed)
    assert "force_majeure" not in still_to_ask(closed, {"force_majeure"})
    assert "other_scheme" in still_to_ask(closed, {"other_scheme"}), "it has no usual answer"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", [STRIP, WIDE, VAST])
def test_a_miner_is_not_sent_home_before_the_years_underground_were_asked(
    room: Size, language: wording.Language
) -> None:
    """Of 55 and 60 only one is his legal age; the control is the answer that nobody knows it."""
    miner = {"worker": "miner", "birth_date": "1969-01-15"}
    for years, is_told in (("", False), ("unknown", True)):
        one = judged_of({**miner, "underground_years": years})
        told = any("2029" in line for line in shown(one, room, language))
        assert told is is_told


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_surprises_in_an_answer_names_the_field(language: wording.Language) -> None:
    words, odd = wording.load(language), judged_of({"city": "2100"})
    (told,) = (one for one in odd.verdict.findings if one.code == "letters_expected")
    line = next(line for line in shown(odd, VAST, language) if reason(told, words) in line)
    assert line.startswith(f"! {words.label('city')}")


@pytest.mark.parametrize("room", [STRIP, WIDE, VAST])
def test_what_fails_is_said_though_nobody_was_asked(room: Size) -> None:
    """A pension that looks open is told at once, whatever else is still to be asked."""
    words = wording.load("fr")
    pension = judged_of({"birth_date": "1964-02-01", "insurance_days": "1500"})
    failed = [one for one in pension.verdict.findings if one.severity == "failed"]
    assert failed
    told = blanks_alike("\n".join(map(with_blanks, shown(pension, room))))
    beginning = " ".join(blanks_alike(reason(failed[0], words)).split()[:8])
    assert beginning in told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", range(20, 120, 7))
@pytest.mark.parametrize("height", [2, 4, 6, 9, 20, 60])
def test_no_text_of_law_is_cut_and_it_stands_behind_the_reason(
    width: int, height: int, language: wording.Language
) -> None:
    words = wording.load(language)
    one = judged_of(
        {"birth_date": "1964-02-01", "insurance_days": "1500", "other_scheme": "unknown"}
    )
    lines = fitted(Size(width, height), one.verdict, still_to_ask(one), words)
    known = {
        f"{blanks_alike(reason(one, words))} ({blanks_alike(words.reference(one.reference))})"
        for one in one.verdict.findings
        if one.reference
    }
    beginnings = {f"({said.rpartition(' (')[2].split()[0]}" for said in known}
    for line in (blanks_alike(with_blanks(line.plain)) for line in lines):
        if any(beginning in line for beginning in beginnings):
            assert any(line.endswith(said) for said in known)
    if width > 40:
        assert sum(len(unbroken(line).wrap(width)) for line in lines) <= height
