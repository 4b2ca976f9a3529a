"""A data file that breaks a rule is refused at start: file, key and rule are named."""

from __future__ import annotations

import re
import shutil
import tomllib
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path

import pytest

from cnss_counter import law, wording
from cnss_counter.errors import DataFileError
from cnss_counter.law.data_file import Table
from cnss_counter.law.stamp import PARTS_OF_THE_LAW
from cnss_counter.paths import data_folder
from cnss_counter.wording import Language
from tests.refusals import refused
from tests.rules.facts import judged, request

DAYS = "parameters/pension_minimum_days.toml"
TIERS = "parameters/pension_monthly_amount.toml"
Refusal = tuple[str, str, str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the law, to be spoilt."""
    for name in PARTS_OF_THE_LAW:
        shutil.copytree(data_folder() / name, tmp_path / name)
    return tmp_path


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Write a file with one thing changed; the thing must be there."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refusal(folder: Path) -> Refusal:
    """The file, the key and the rule that the loader names."""
    with pytest.raises(DataFileError) as refused:
        law.load(folder)
    detail = refused.value.detail
    assert refused.value.code == f"data_file_{detail['rule']}"
    assert refused.value.exit_status == 2
    return detail["file"], detail["key"], detail["rule"]


def test_the_law_that_comes_with_the_program_is_read(folder: Path) -> None:
    pack = law.load(folder)
    assert set(pack.procedures) == {file.stem for file in (folder / "procedures").iterdir()}
    assert pack.fingerprint == law.load().fingerprint


SPOILT: list[dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("spoilt.toml").read_text(encoding="utf-8")
)["spoilt"]


@pytest.mark.parametrize("spoilt", SPOILT, ids=lambda spoilt: f"{spoilt['key']} {spoilt['new']}")
def test_a_spoilt_file_is_refused_by_name(folder: Path, spoilt: dict[str, str]) -> None:
    change(folder, spoilt["file"], spoilt["old"], spoilt["new"])
    assert refusal(folder) == (spoilt["file"], spoilt["key"], spoilt["rule"])


def write(file: str, content: bytes) -> Callable[[Path], None]:
    return lambda folder: void((folder / file).write_bytes(content))


def void(_written: int) -> None:
    """A file written is no answer."""


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (write(DAYS, b"unit = "), (DAYS, "", "not_toml")),
        (write(DAYS, b"\xff"), (DAYS, "", "not_utf8")),
        (write(DAYS, b"unit = " + b"9" * 5000), (DAYS, "", "endless")),
        (write(DAYS, b"unit = " + b"[" * 5000 + b"]" * 5000), (DAYS, "", "endless")),
        (write(DAYS, b""), (DAYS, "unit", "missing_key")),
        (
            write(DAYS, b'unit = "days"\ndated_by = "death_date"\nvalues = []'),
            (DAYS, "values", "empty"),
        ),
        (
            write(DAYS, b'unit = "days"\ndated_by = "death_date"\nvalues = [1]'),
            (DAYS, "values", "wrong_type"),
        ),
        (
            write(TIERS, b'unit = "dirhams_a_month"\ndated_by = "death_date"\n'
                         b"[[values]]\nsince = 2000-01-01\nvalue = []"),
            (TIERS, "values.1.value", "wrong_type"),
        ),
        (
            write("parameters/tea_break.toml", b""),
            ("parameters/tea_break.toml", "", "unread"),
        ),
    ],
)  # fmt: skip
def test_a_file_that_is_no_law_at_all_is_refused(
    folder: Path, spoil: Callable[[Path], None], expected: Refusal
) -> None:
    spoil(folder)
    assert refusal(folder) == expected


POINT = "contested/start_of_the_reform.toml"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("contested/again.toml", (POINT, "values", "twice")),
        ("contested/deadline_passed.toml",
         ("contested/deadline_passed.toml", "deadline_passed", "finding_name")),
    ],
)  # fmt: skip
def test_another_point_has_its_own_name_and_its_own_values(
    folder: Path, other: str, expected: Refusal
) -> None:
    shutil.copy(folder / POINT, folder / other)
    assert refusal(folder) == expected


def test_another_law_may_be_without_the_contested_point_to_see_what_it_changes(
    folder: Path,
) -> None:
    """60 in 2021, 2000 days, at work until 2024: a pension is open on one reading."""
    draft = request(insurance_days="2000", activity_ceased_on="2024-03-31")
    assert judged(law.load(folder), draft).outcome == "undetermined"
    (folder / POINT).unlink()
    without = law.load(folder)
    assert judged(without, draft).outcome == "favourable"
    assert without.parameters.missing_points == ("start_of_the_reform",)


def test_a_settled_point_keeps_its_file(folder: Path) -> None:
    settled = (folder / POINT).read_text(encoding="utf-8").split("[[rivals]]")
    del settled[1]
    (folder / POINT).write_text("[[rivals]]".join(settled), encoding="utf-8")
    pack = law.load(folder)
    point = pack.parameters.contested["start_of_the_reform"]
    assert [rival.dated_by for rival in point.rivals] == ["retired_on"]
    assert pack.parameters.missing_points == ()


def test_a_procedure_of_any_name_leaves_first_what_was_first(folder: Path) -> None:
    """The first is what a clerk finds chosen: a file called `a.toml` does not change it."""
    before = list(law.load(folder).procedures)
    text = (folder / "procedures/immatriculation.toml").read_text(encoding="utf-8")
    other = text.replace('"IMM"', '"AAA"')
    (folder / "procedures" / "a.toml").write_text(other, encoding="utf-8")
    after = list(law.load(folder).procedures)
    assert after[0] == before[0] == "contribution_refund"
    assert set(after) == {"a", *before}


def test_a_missing_parameter_is_refused(folder: Path) -> None:
    (folder / DAYS).unlink()
    assert refusal(folder) == (DAYS, "", "missing")


def test_a_folder_without_procedures_is_refused(folder: Path) -> None:
    shutil.rmtree(folder / "procedures")
    assert refusal(folder) == ("procedures", "", "missing")


def test_a_file_that_cannot_be_read_is_refused(folder: Path) -> None:
    (folder / DAYS).unlink()
    (folder / DAYS).mkdir()
    assert refusal(folder) == (DAYS, "", "unreadable")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_each_refusal_has_words_that_name_the_file(folder: Path, language: Language) -> None:
    words = wording.load(language)
    for spoilt in SPOILT:
        original = (folder / spoilt["file"]).read_bytes()
        change(folder, spoilt["file"], spoilt["old"], spoilt["new"])
        with pytest.raises(DataFileError) as refused:
            law.load(folder)
        line = words.error(refused.value).replace("\u2066", "").replace("\u2069", "")
        assert spoilt["file"] in line
        assert spoilt["key"] in line
        (folder / spoilt["file"]).write_bytes(original)


POINT_OF_ONE = "contested/start_of_the_delay.toml"
POINT_OF_TWO = "contested/two_deadlines.toml"
YES_NO = "parameters/signature_legalisation.toml"
EXPECTED = [
    (DAYS, "value = 1320", 'value = "1320"', "values.2.value", "un nombre entier, sans guillemets"),
    (DAYS, "value = 1320", "value = -1", "values.2.value", "un nombre entier, sans guillemets"),
    (DAYS, "since = 2023-01-01", 'since = "2023"', "values.2.since", "une date comme 2027-01-01"),
    (DAYS, 'unit = "days"', "unit = 3", "unit", "un texte entre guillemets"),
    (DAYS, "[[values]]", "[values]", "values", "[[values]], à deux crochets"),
    (YES_NO, "value = true", 'value = "true"', "values.1.value", "true ou false, sans guillemets"),
    (TIERS, "[[1320, 600], ", "[[9999, 600], ", "values.1.value", "jours viennent après 9999"),
    (TIERS, "[[1320, 600], ", "[[1320, 550], [1320, 600], ", "values.1.value", "1320 jours"),
    (TIERS, "[[1320, 600], ", '[[1320, "600"], ', "values.1.value", "comme [[1320, 600], [1704"),
    ("reference/closed_days.toml", "weekday = 7", "weekday = 8", "weekly.2.weekday", "de 1 à 7"),
    (POINT, "[[rivals]]", "[[rivals]]\nvalue = 3", "rivals.1.dated_by", "une chose autrement"),
    (POINT, 'dated_by = "retired_on"', "", "rivals.2.dated_by", "dated_by, value"),
    (POINT, 'dated_by = "retired_on"', "value = 3", "rivals.2.value", "écrivez dated_by"),
    (
        POINT_OF_ONE,
        'value = "retired_on"',
        'dated_by = "retired_on"',
        "rivals.2.dated_by",
        "une seule ; écrivez une de ces clés : value.",
    ),
    (POINT_OF_TWO, "[[rivals]]", "[[rivals]]\nvalue = 3", "rivals.1.value", ": parameter."),
]
"""What a jurist may write, and what is said of it."""


@pytest.mark.parametrize(("file", "old", "new", "key", "said"), EXPECTED)
def test_a_jurist_is_told_in_words_what_is_expected(
    folder: Path, file: str, old: str, new: str, key: str, said: str
) -> None:
    if new == "[values]":  # a single one, or TOML itself would refuse the second
        (folder / file).write_text(
            'unit = "days"\ndated_by = "legal_age_reached_on"\n[[values]]\n', "utf-8"
        )
    change(folder, file, old, new)
    with pytest.raises(DataFileError) as refused:
        law.load(folder)
    line = wording.load("fr").error(refused.value).replace("\N{NO-BREAK SPACE}", " ")
    assert line.startswith(f"{file}, {key} :")
    assert said in line
    assert not re.search(r"\b(int|bool|str|list|dict)\b", line)
    assert wording.load("ar").error(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('unit = "days"', 'unit = "days', 2),
        ("value = 3240", "value = 3240\nvalue = 3241", 8),
        ("since = 2023-01-01", "since = 2023-02-29", 13),
        ("known_from = 2025-04-07\n", "known_from = [", 17),
    ],
)
def test_a_line_that_is_no_toml_is_told_by_its_number(
    folder: Path, old: str, new: str, line: int
) -> None:
    change(folder, DAYS, old, new)
    with pytest.raises(DataFileError) as refused:
        law.load(folder)
    assert refused.value.detail["line"] == str(line)
    assert (
        wording.load("fr")
        .error(refused.value)
        .startswith(f"{DAYS}, ligne {line}\N{NO-BREAK SPACE}: ")
    )
    assert f" {line}" in wording.load("ar").error(refused.value)


def test_any_change_of_any_file_changes_the_fingerprint(folder: Path) -> None:
    before = law.load(folder).fingerprint
    seen = {before}
    for path in sorted(folder.glob("*/*.toml")):
        original = path.read_bytes()
        path.write_bytes(original + b"\n# a word\n")
        seen.add(law.load(folder).fingerprint)
        path.write_bytes(original)
    assert len(seen) == 1 + len(list(folder.glob("*/*.toml")))
    assert law.load(folder).fingerprint == before


def test_the_fingerprint_is_the_same_as_windows_saves_a_file(folder: Path) -> None:
    before = law.load(folder).fingerprint
    for path in folder.glob("*/*.toml"):
        path.write_bytes(BOM_UTF8 + path.read_bytes().replace(b"\n", b"\r\n"))
    assert law.load(folder).fingerprint == before


@pytest.mark.parametrize(
    "name",
    ["Legal_Age.toml", "legal-age.toml", "legal age.toml", "âge.toml", "legal.age.toml",
     "8_age.toml", "\u202eage.toml", "legal_age.toml.txt", "legal_age", "legal_age.TOML"],
)  # fmt: skip
@pytest.mark.parametrize("part", ["procedures", "parameters", "contested"])
def test_a_file_that_nobody_would_read_is_refused_by_its_name(
    folder: Path, part: str, name: str
) -> None:
    (folder / part / name).write_text("", encoding="utf-8")
    file, key, rule = refusal(folder)
    assert (file, key, rule) == (f"{part}/{name}".replace("\u202e", ""), "", "file_name")


def test_what_a_system_leaves_in_every_folder_is_no_part_of_the_law(folder: Path) -> None:
    before = law.load(folder).fingerprint
    (folder / "procedures" / ".DS_Store").write_bytes(b"\0")
    (folder / "procedures" / "._contribution_refund.toml").write_bytes(b"\0")
    assert law.load(folder).fingerprint == before


def test_a_refusal_obeys_nothing_that_a_file_says(folder: Path) -> None:
    """A key of a file may hold what a terminal would obey."""
    change(folder, DAYS, 'unit = "days"', 'unit = "days"\n"\\u001b[2J\\u202e" = 1')
    assert refusal(folder) == (DAYS, "[2J", "unknown_key")


def test_names_without_end_are_looked_through_once() -> None:
    """A law of 100 KB has as many; each was compared with each."""
    compared = []

    class Name(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            compared.append(other)
            return str.__eq__(self, other)

    names = [Name(f"n{number}") for number in range(2_000)]
    Table("any.toml", {}).refuse_twice("names", names)
    assert len(compared) < 10 * len(names)
    with refused(DataFileError, "data_file_twice"):
        Table("any.toml", {}).refuse_twice("names", [*names, names[0]])
