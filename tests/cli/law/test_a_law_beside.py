"""`--with`: a command reads another law, and speaks with the words that stand beside it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cnss_counter.paths import data_folder
from cnss_counter.services.day import training
from cnss_counter.wording import Language
from testkit.clients import case_with
from testkit.reading import text_by_pdfium
from tests.cli.conftest import WriteCase, command

LANGUAGES: tuple[Language, ...] = ("fr", "ar")
OTHERWISE = {"fr": "Dit autrement. ", "ar": "بعبارة أخرى. "}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_folder(), tmp_path / "ma_loi"))


def say_otherwise(copy: Path, language: Language, begins: str) -> None:
    """Each sentence whose key begins so, of one table, is said with a mark of its own."""
    file = copy / "wording" / f"{language}.toml"
    table, _, key = begins.rpartition(".")
    before, heading, after = file.read_text("utf-8").partition(f"\n[{table}]\n")
    assert heading
    body, sep, rest = after.partition("\n[")
    changed, found = re.subn(
        rf'(?m)^({key}\w* = \[?")', lambda one: one[1] + OTHERWISE[language], body
    )
    assert found
    file.write_text(before + heading + changed + sep + rest, encoding="utf-8")


SAID = {
    "fr": ("Jour de la réforme ({first}, {last}, {reference})", "en prenant le {value}"),
    "ar": ("يوم الإصلاح ({first}، {last}، {reference})", "باعتبار {value}"),
}
"""What the copy says of a point of its own, wherever it is told, and on which reading."""


@pytest.fixture
def with_another_point(copy: Path) -> Path:
    """The start of the reform under another name, whose words only the copy has."""
    points = copy / "contested"
    (points / "start_of_the_reform.toml").rename(points / "day_of_the_reform.toml")
    for language, (told, taken) in SAID.items():
        file = copy / "wording" / f"{language}.toml"
        text = file.read_text("utf-8")
        for table, name, sentence in (
            ("findings", "", told),
            ("findings", "_at_work", told),
            ("findings", "_end_unknown", told),
            ("screens.why.points", "", taken),
            ("receipt.to_verify", "", taken.partition("{")[0]),
        ):
            heading = f"\n[{table}]\n"
            assert heading in text
            text = text.replace(heading, f'{heading}day_of_the_reform{name} = "{sentence}"\n', 1)
        file.write_text(text, encoding="utf-8")
    return copy


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_contested_point_is_told_by_every_command_that_reads_its_law(
    with_another_point: Path, write_case: WriteCase, language: Language, tmp_path: Path
) -> None:
    """60 in 2021, 2000 days, at work until 2024: a pension is open on one reading."""
    case = write_case(case_with(insurance_days=2000, activity_ceased_on="2024-03-31"))
    told = SAID[language][0].partition("{")[0]
    asked = ("--with", with_another_point, "--lang", language)
    checked = command("check", case, "--on", "2025-09-01", *asked)
    assert (checked.status, checked.refused) == (0, "")
    assert told in checked.said
    drafted = command("rules", "boundaries", *asked)
    assert (drafted.status, drafted.refused) == (0, "")
    assert told in drafted.said
    file = tmp_path / "mine.toml"
    file.write_text(
        "[[cases]]\nname = 'x'\nprocedure = 'contribution_refund'\non = 2025-09-01\n"
        "answers = { insurance_days = 2000 }\nexpected = { findings = ['day_of_the_reform'] }\n",
        encoding="utf-8",
    )
    tried = command("rules", "test", file, *asked)
    assert (tried.status, tried.refused) == (1, "")
    assert told in tried.said
    leaflet = command("leaflet", "-o", tmp_path / "leaflet.pdf", *asked)
    assert (leaflet.status, leaflet.refused) == (0, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_of_before_the_documents_had_names_still_has_its_leaflet(
    copy: Path, tmp_path: Path, language: Language
) -> None:
    for other in LANGUAGES:
        file = copy / "wording" / f"{other}.toml"
        before, heading, after = file.read_text("utf-8").partition("\n[leaflet.documents]\n")
        assert heading
        file.write_text(before + "\n[" + after.partition("\n[")[2], encoding="utf-8")
    drawn = tmp_path / "leaflet.pdf"
    ended = command("leaflet", "--with", copy, "--lang", language, "-o", drawn)
    assert (ended.status, ended.refused) == (0, "")
    assert text_by_pdfium(drawn.read_bytes()).count("1-72-184") > 1  # each passage by itself


def checked(copy: Path, language: Language, write_case: WriteCase) -> str:
    case = write_case(case_with(insurance_days=900))
    on = ("--on", "2025-09-01", "--with", copy, "--lang", language)
    return command("check", case, *on).said


def listed(copy: Path, language: Language, _write_case: WriteCase) -> str:
    return command("rules", "list", "--with", copy, "--lang", language).said


def drafted(copy: Path, language: Language, _write_case: WriteCase) -> str:
    return command("rules", "boundaries", "--with", copy, "--lang", language).said


def tried(copy: Path, language: Language, _write_case: WriteCase) -> str:
    file = copy / "mine.toml"
    file.write_text(
        "[[cases]]\nname = 'x'\nprocedure = 'contribution_refund'\non = 2025-09-01\n"
        "expected = { outcome = 'favourable' }\n",
        encoding="utf-8",
    )
    return command("rules", "test", file, "--with", copy, "--lang", language).said


def drawn(copy: Path, language: Language, _write_case: WriteCase) -> str:
    file = copy.parent / "leaflet.pdf"
    asked = ("--on", "2025-09-01", "--lang", language, "-o", file)
    assert command("leaflet", *asked).status == 0
    ours = file.read_bytes()
    assert command("leaflet", "--with", copy, *asked).status == 0
    return OTHERWISE[language] if file.read_bytes() != ours else ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("said_by", "begins"),
    [
        (listed, "parameters.legal_age"),
        (checked, "outcomes."),
        (drafted, "outcomes."),
        (tried, "outcomes."),
        (drawn, "leaflet.introduction"),
    ],
)
def test_a_sentence_changed_in_the_copy_is_what_a_command_says(
    copy: Path,
    write_case: WriteCase,
    said_by: Callable[[Path, Language, WriteCase], str],
    begins: str,
    language: Language,
) -> None:
    say_otherwise(copy, language, begins)
    assert OTHERWISE[language].strip() in said_by(copy, language, write_case)


def test_a_text_of_law_has_the_arabic_name_that_the_copy_gives_it(copy: Path) -> None:
    file = copy / "wording" / "ar.toml"
    named = "قانون ظهير المعاشات"
    text, found = re.subn(
        r'(?m)^("Dahir 1-72-184 du 27 juillet 1972, art. 53" = \[").*?(", "\w"\])$',
        rf"\1{named}\2",
        file.read_text("utf-8"),
    )
    assert found == 1
    file.write_text(text, encoding="utf-8")
    assert named in command("rules", "list", "--with", copy, "--lang", "ar").said


def test_a_refusal_is_said_though_the_copy_has_no_sentence_for_it(copy: Path) -> None:
    file = copy / "wording" / "fr.toml"
    file.write_text(file.read_text("utf-8").replace("data_file_word_missing", "mis_dit"), "utf-8")
    ended = command("rules", "list", "--with", copy, "--lang", "fr")
    assert (ended.status, ended.refused.count("\n")) == (2, 1)
    assert "errors.mis_dit" in ended.refused
    assert "phrase absente" in ended.refused


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", [["rules", "list"], ["rules", "test"], ["rules", "boundaries"]])
@pytest.mark.parametrize("given", ["absent", "ma_loi/CASE.json", "ma_loi/parameters", "."])
def test_a_folder_that_is_no_law_is_named_with_what_is_expected_in_it(
    copy: Path, words: list[str], given: str, language: Language
) -> None:
    (copy / "CASE.json").write_text("{}", encoding="utf-8")
    folder = copy.parent / given
    ended = command(*words, "--with", folder, "--lang", language)
    assert (ended.status, ended.said, ended.refused.count("\n")) == (2, "", 1)
    assert ended.refused.startswith(str(folder))
    for part in ("parameters", "procedures", "contested", "reference", "wording"):
        assert part in ended.refused


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_replay_is_told_in_the_words_of_the_copy(
    copy: Path, training_home: Path, language: Language
) -> None:
    say_otherwise(copy, language, "cli.replay.moved")
    clerk = training.clerk_account()
    options = ("--home", training_home, "--clerk", clerk.code, "--password-stdin")
    asked = ("rules", "replay", "--with", copy, "--lang", language, *options)
    ended = command(*asked, lines=(clerk.password,))
    assert (ended.status, ended.refused) == (0, "")
    assert OTHERWISE[language].strip() in ended.said
