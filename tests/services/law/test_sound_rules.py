"""A law without its words is refused whole before anybody sits down; with them it is accepted."""

from __future__ import annotations

import shutil
from codecs import BOM_UTF8
from pathlib import Path
from string import Formatter

import pytest

from cnss_counter import law
from cnss_counter.errors import DataFileError
from cnss_counter.paths import data_folder
from cnss_counter.services.law import sound_rules
from cnss_counter.services.law.trial_deposits import trial_deposits
from cnss_counter.services.law.verdict_words import verdict_words
from cnss_counter.services.printing.receipt_content import content_of
from cnss_counter.wording import Language, Value
from cnss_counter.wording.checked import CheckedWording
from tests.refusals import refused

FILES = ("fr.toml", "ar.toml")
LACKS = (
    "procedures.contribution_refund.title",
    "procedures.immatriculation.short",
    "procedures.contribution_refund_survivors.form",
    "consent.contribution_refund",
    "sections.insurance",
    "fields.insurance_days.label",
    "fields.insurance_days.hint",
    "choices.worker.miner",
    "choices.quality.orphan_of_one_parent",
    "attachments.work_contract.short",
    "attachments.work_contract.label",
    "findings.deadline_passed",
    "findings.start_of_the_reform",
    "parameters.legal_age",
    "months.9",
    "states.refused",
    "receipt.title",
    "receipt.rows.survivor_not_counted",
    "receipt.given_up.in_doubt",
    "receipt.informed.depositor",
    "receipt.next.deadline_last_day",
    "outcomes.undetermined",
    "outcomes.indication",
    "refunds.employee_and_employer_shares",
    "rights.contribution_refund.nature",
    "rights.survivors_pension.amount",
    "consent.given_up.in_doubt",
    "consent.irrevocable",
    "screens.kept_waiting.old_age_pension.form",
    "screens.guard.warning.in_doubt",
    "deadlines.force_majeure_claimed",
    "states.unknown",
    "roles.auditor",
    "cli.grades.contradicted",
    "cli.deadline",
    "screens.why.reading",
    "screens.why.conditions.survivors_are_counted",
    "screens.why.conditions.legal_age_reached_before_death",
    "screens.why.points.two_deadlines",
    "screens.why.points.start_of_the_reform",
    "leaflet.amount.employee_share",
    "leaflet.amount.start_of_the_reform",
)
"""One of each kind of word that a request needs, from its form to its verdict and receipt."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the law and its words, to be spoilt."""
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


def change(file: Path, key: str, line: str) -> None:
    """Put another line where a key stands; "" takes it away. The key must be there."""
    table, _, name = key.rpartition(".")
    lines = file.read_text(encoding="utf-8").splitlines()
    heading = lines.index(f"[{table}]")
    (place,) = (n for n in range(heading, _end(lines, heading)) if lines[n].startswith(f"{name} ="))
    lines[place : place + 1] = [line] * bool(line)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _end(lines: list[str], heading: int) -> int:
    headings = (n for n in range(heading + 1, len(lines)) if lines[n].startswith("["))
    return next(headings, len(lines))


def test_the_law_that_comes_with_the_program_has_all_its_words(data: Path) -> None:
    assert sound_rules.load(data) == law.load(data_folder()) == sound_rules.load()


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("key", LACKS)
def test_without_a_word_it_is_refused_and_the_word_is_named(
    data: Path, file: str, key: str
) -> None:
    change(data / "wording" / file, key, "")
    with refused(DataFileError, "data_file_word_missing") as detail:
        sound_rules.load(data)
    assert (detail["file"], detail["key"]) == (f"wording/{file}", key)


@pytest.mark.parametrize("key", LACKS)
def test_a_word_that_both_languages_lack_is_missed_too(data: Path, key: str) -> None:
    for file in FILES:
        change(data / "wording" / file, key, "")
    with refused(DataFileError, "data_file_word_missing") as detail:
        sound_rules.load(data)
    assert detail["key"] == key


def test_a_plural_form_that_a_language_lacks_is_named(data: Path) -> None:
    for name, form in (("fr", "other"), ("ar", "few")):
        file = data / "wording" / f"{name}.toml"
        whole = file.read_text(encoding="utf-8")
        (line,) = (line for line in whole.splitlines() if line.startswith("paper = {"))
        file.write_text(whole.replace(line, line.replace(f"{form} =", "else =")), encoding="utf-8")
        with refused(DataFileError, "data_file_word_missing") as detail:
            sound_rules.load(data)
        assert detail["key"] == f"counts.paper.{form}"
        file.write_text(whole, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "key", "line"),
    [
        ("fr.toml", "attachments.photos.label", 'label = ""'),
        ("ar.toml", "attachments.photos.label", 'label = ["  ", "T"]'),
        ("fr.toml", "fields.city.label", "label = 5"),
        ("ar.toml", "fields.city.label", "label = []"),
    ],
)
def test_a_word_that_says_nothing_is_refused(data: Path, file: str, key: str, line: str) -> None:
    change(data / "wording" / file, key, line)
    with refused(DataFileError, "data_file_empty") as detail:
        sound_rules.load(data)
    assert (detail["file"], detail["key"]) == (f"wording/{file}", key)


UNFILLED = {
    "a label that asks for a value": ("attachments.photos.label", "Photos {size}"),
    "a brace alone": ("fields.city.label", "Ville }"),
    "a receipt that asks for more": ("receipt.clerk", "{name} {counter} {age}"),
    "a day counted as papers": ("receipt.next.deadline_open", "{day:paper}"),
    "a finding with a wrong name": ("findings.pension_open", "{value:day} {amont} DH"),
    "a finding with no name": ("findings.pension_open", "{value:day} {} DH"),
    "a finding with a part of a value": ("findings.pension_open", "{amount.x} DH"),
    "a finding with a letter of a value": ("findings.phone_form", "{typed[0]}"),
    "a finding that counts what has no noun": ("findings.pension_open", "{amount:zz} DH"),
    "a finding with a conversion": ("findings.pension_open", "{amount!z} DH"),
    "a finding with one that Python knows": ("findings.pension_open", "{amount!r} DH"),
    "a finding that counts a day": ("findings.deadline_passed", "{value:day}"),
    "a finding that counts a word": ("findings.pension_drawn", "{value:day}"),
    "a finding that cuts a word": ("findings.phone_form", "{typed:.3}"),
    "a right with a wrong name": ("rights.old_age_pension.amount", "{amont} DH"),
    "a last day with a wrong name": ("deadlines.open", "{jour}"),
    "a condition with a wrong name": ("screens.why.conditions.activity_ceased", "{valeur}"),
    "a contested point with a wrong name": ("findings.start_of_the_reform", "{sinse}"),
    "a contested point with another's value": ("findings.start_of_the_reform", "{amount}"),
}


@pytest.mark.parametrize(("key", "said"), UNFILLED.values(), ids=UNFILLED)
def test_a_sentence_that_cannot_be_filled_is_refused(data: Path, key: str, said: str) -> None:
    name = key.rpartition(".")[2]
    change(data / "wording" / "fr.toml", key, f'{name} = "{said}"')
    change(data / "wording" / "ar.toml", key, f'{name} = ["{said}", "T"]')
    with refused(DataFileError, "data_file_word_values") as detail:
        sound_rules.load(data)
    assert (detail["file"], detail["key"]) == ("wording/fr.toml", key)
    assert detail["names"].startswith("{")  # what stands there, not what Python says of it


def test_a_sentence_with_other_values_in_the_other_language_is_refused(data: Path) -> None:
    change(data / "wording" / "ar.toml", "deadlines.open", 'open = ["{jour}", "T"]')
    with refused(DataFileError, "data_file_word_values") as detail:
        sound_rules.load(data)
    assert (detail["file"], detail["key"]) == ("wording/ar.toml", "deadlines.open")
    assert detail["names"] == "day, jour"


UNDRAWN = {
    "a control": (r"Photos \u0007", "unseen", "U+0007"),
    "a line for a terminal": (r"Photos \u001b[2J", "unseen", "U+001B"),
    "two lines": (r"Photos\nrécentes", "unseen", "U+000A"),
    "a mark of direction": (r"Photos \u202e", "unseen", "U+202E"),
    "a blank of no width": (r"Pho\u200btos", "unseen", "U+200B"),
    "a letter of nobody's": (r"Photos \ue000", "unseen", "U+E000"),
    "armenian": ("Photos Ա", "no_letter", "Ա"),
    "a picture": ("Photos 📷", "no_letter", "📷"),
}


@pytest.mark.parametrize("file", [*FILES, "help.fr.toml"])
@pytest.mark.parametrize(("said", "rule", "letter"), UNDRAWN.values(), ids=UNDRAWN)
def test_a_letter_that_no_paper_could_show_is_refused(
    data: Path, file: str, said: str, rule: str, letter: str
) -> None:
    key = "photos.at_counter" if file.startswith("help") else "attachments.photos.label"
    name = key.rpartition(".")[2]
    line = f'{name} = ["{said}", "T"]' if file == "ar.toml" else f'{name} = "{said}"'
    change(data / "wording" / file, key, line)
    with refused(DataFileError, f"data_file_{rule}") as detail:
        sound_rules.load(data)
    assert (detail["file"], detail["key"]) == (f"wording/{file}", key)
    assert detail["letter"] == letter


def test_a_question_mark_is_a_letter_like_another(data: Path) -> None:
    change(data / "wording" / "fr.toml", "attachments.photos.label", 'label = "Photos ?"')
    assert sound_rules.load(data) == law.load()


def test_words_that_leave_a_receipt_no_room_are_refused(data: Path) -> None:
    """The receipt would be a sheet without a word."""
    said = "Deux photos d’identité récentes " * 200
    change(data / "wording" / "fr.toml", "attachments.photos.label", f'label = "{said}"')
    with refused(DataFileError, "data_file_no_room") as detail:
        sound_rules.load(data)
    assert (detail["file"], detail["key"]) == ("procedures/immatriculation.toml", "papers")


HELP = {
    "a passage that is filled": ("passage", "passage", "« {texte} »"),
    "a source that is named nowhere": ("source", "source", "depliant"),
    "a passage under another name": ("passage", "passages", "Certaines demandes…"),
}


@pytest.mark.parametrize(("name", "new", "said"), HELP.values(), ids=HELP)
def test_a_page_of_help_that_cannot_be_read_is_refused(
    data: Path, name: str, new: str, said: str
) -> None:
    for language in ("fr", "ar"):
        file = data / "wording" / f"help.{language}.toml"
        change(file, f"origin.{name}", f'{new} = "{said}"')
    with refused(DataFileError, "data_file_word_values") as detail:
        sound_rules.load(data)
    assert detail["file"] == "wording/help.fr.toml"
    assert detail["key"] == "origin"


def test_a_noun_that_asks_for_a_value_is_refused(data: Path) -> None:
    for name in FILES:
        file = data / "wording" / name
        whole = file.read_text(encoding="utf-8")
        (line,) = (line for line in whole.splitlines() if line.startswith("paper = {"))
        file.write_text(whole.replace(line, line.replace("#", "{n}")), encoding="utf-8")
    with refused(DataFileError, "data_file_word_values") as detail:
        sound_rules.load(data)
    assert detail["file"] == "wording/fr.toml"
    assert detail["key"].startswith("counts.paper.")


@pytest.mark.parametrize("odd", ["9" * 5000, "[" * 5000 + "]" * 5000], ids=["digits", "brackets"])
def test_words_that_the_parser_cannot_bear_are_refused(data: Path, odd: str) -> None:
    change(data / "wording" / "fr.toml", "attachments.photos.label", f"label = {odd}")
    with refused(DataFileError, "data_file_endless") as detail:
        sound_rules.load(data)
    assert (detail["file"], detail["key"]) == ("wording/fr.toml", "attachments")


def test_words_that_are_no_toml_are_refused_with_their_line_in_the_file(data: Path) -> None:
    file = data / "wording" / "fr.toml"
    change(file, "attachments.photos.label", "label = Deux photos")
    line = file.read_text("utf-8").splitlines().index("label = Deux photos") + 1
    with refused(DataFileError, "data_file_not_toml") as detail:
        sound_rules.load(data)
    assert (detail["key"], detail["line"]) == ("attachments", str(line))


def test_words_saved_as_windows_does_are_the_same(data: Path) -> None:
    for file in (data / "wording").glob("*.toml"):
        file.write_bytes(BOM_UTF8 + file.read_bytes().replace(b"\n", b"\r\n"))
    assert sound_rules.load(data) == law.load()


def test_a_procedure_that_nobody_gave_words_is_refused(data: Path) -> None:
    there = (data / "procedures" / "immatriculation.toml").read_text(encoding="utf-8")
    other = there.replace('"IMM"', '"TEA"')
    (data / "procedures" / "tea.toml").write_text(other, encoding="utf-8")
    with refused(DataFileError, "data_file_word_missing") as detail:
        sound_rules.load(data)
    assert detail["key"] == "procedures.tea.title"


@pytest.mark.parametrize("name", FILES)
def test_a_language_that_is_not_there_is_named(data: Path, name: str) -> None:
    (data / "wording" / name).unlink()
    with refused(DataFileError, "data_file_unreadable") as detail:
        sound_rules.load(data)
    assert detail["file"] == f"wording/{name}"


def test_another_law_without_words_of_its_own_is_said_in_ours(data: Path) -> None:
    shutil.rmtree(data / "wording")
    assert sound_rules.load(data) == law.load(data_folder())


TEXT = "Loi 99.99; BO 7500 du 1er janvier 2027"
NAME = "القانون 99.99؛ الجريدة الرسمية عدد 7500 بتاريخ فاتح يناير 2027"
NAMED_BY = {
    "a parameter": ("parameters/legal_age.toml", "reference"),
    "a rival": ("contested/start_of_the_reform.toml", "reference"),
    "a list of papers": ("procedures/immatriculation.toml", "papers_reference"),
}


def name_text(data: Path, file: str, key: str) -> None:
    """The first reference of a data file becomes a text that nobody has named yet."""
    lines = (data / file).read_text(encoding="utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith(f"{key} = "))
    lines[place] = f'{key} = "{TEXT}"'
    (data / file).write_text("\n".join(lines), encoding="utf-8")


def say_text(data: Path, french: str, arabic: str) -> None:
    """The name of that text, in each language."""
    for name, said in (("fr", f'"{french}"'), ("ar", f'["{arabic}", "T"]')):
        file = data / "wording" / f"{name}.toml"
        text = file.read_text(encoding="utf-8")
        named = text.replace("[references]\n", f'[references]\n"{TEXT}" = {said}\n')
        file.write_text(named, encoding="utf-8")


@pytest.mark.parametrize(("file", "key"), NAMED_BY.values(), ids=NAMED_BY)
def test_a_text_of_law_has_its_name_in_arabic_or_is_refused(
    data: Path, file: str, key: str
) -> None:
    name_text(data, file, key)
    with refused(DataFileError, "data_file_word_missing") as detail:
        sound_rules.load(data)
    assert (detail["file"], detail["key"]) == ("wording/ar.toml", f"references.{TEXT}")
    say_text(data, TEXT, NAME)
    assert sound_rules.load(data).fingerprint != law.load().fingerprint


def test_a_text_of_law_is_written_in_letters_that_paper_has(data: Path) -> None:
    file = data / "procedures" / "immatriculation.toml"
    text = file.read_text(encoding="utf-8")
    assert "Ma CNSS (2025)" in text
    file.write_text(text.replace("Ma CNSS (2025)", "Ա (2025)"), encoding="utf-8")
    named = "Article sur l'application Ա (2025)"
    arabic = data / "wording" / "ar.toml"
    said = f'[references]\n"{named}" = ["مقال", "T"]\n'
    text = arabic.read_text(encoding="utf-8").replace("[references]\n", said)
    arabic.write_text(text, encoding="utf-8")
    french = data / "wording" / "fr.toml"
    said = f'[references]\n"{named}" = "Article"\n'
    text = french.read_text(encoding="utf-8").replace("[references]\n", said)
    french.write_text(text, encoding="utf-8")
    with refused(DataFileError, "data_file_no_letter") as detail:
        sound_rules.load(data)
    assert (detail["key"], detail["letter"]) == (f"references.{named}", "Ա")


def test_a_text_of_law_that_is_said_in_french_to_whoever_reads_arabic_is_refused(
    data: Path,
) -> None:
    name_text(data, *NAMED_BY["a parameter"])
    say_text(data, TEXT, TEXT)
    with refused(DataFileError, "data_file_not_arabic") as detail:
        sound_rules.load(data)
    assert (detail["file"], detail["key"]) == ("wording/ar.toml", f"references.{TEXT}")


OF_A_VERDICT = (
    *("outcomes", "refunds", "rights", "deadlines", "findings", "roles", "consent.given_up"),
    *("cli.grades", "screens.why.conditions", "screens.why.points"),
)
"""The tables of which a verdict may need every sentence."""


def test_every_sentence_of_a_verdict_is_asked_with_the_values_that_it_may_say() -> None:
    pack = law.load()
    asked = {key: {*values} for key, values in verdict_words(pack)}
    for key, said in CheckedWording("fr").files[0].sentences.items():
        if key.startswith(tuple(f"{table}." for table in OF_A_VERDICT)):
            names = {name for _, name, _, _ in Formatter().parse(said) if name is not None}
            assert names <= asked[key], key


class Asked(CheckedWording):
    """Notes every key that is asked."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self.keys: set[str] = set()

    def __call__(self, key: str, /, **values: Value) -> str:
        self.keys.add(key)
        return super().__call__(key, **values)


def asked_by_receipts() -> tuple[set[str], set[str]]:
    """What the trial receipts of all procedures ask in French, and in Arabic."""
    french, arabic = Asked("fr"), Asked("ar")
    pack = sound_rules.load()
    for procedure in pack.procedures.values():
        for deposit in trial_deposits(procedure, tuple(pack.parameters.contested)):
            content_of(deposit, french, arabic, duplicate=1)
    return french.keys, arabic.keys


def test_the_trial_receipts_say_whatever_a_receipt_can_say() -> None:
    of_a_receipt = {key for key in Asked("fr").files[0].sentences if key.startswith("receipt.")}
    for asked in asked_by_receipts():
        assert of_a_receipt - asked == set(), "said by no receipt"
