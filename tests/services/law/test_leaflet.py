"""The leaflet says for whom each value holds, by the law of today and by laws that are changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cnss_counter import law, wording
from cnss_counter.law import RulePack
from cnss_counter.paper.content.leaflet import LeafletContent
from cnss_counter.paper.sheets.leaflet import draw_leaflet, leaflet_pages
from cnss_counter.paper.typesetting.blocks import Text
from cnss_counter.paths import data_folder
from cnss_counter.rules.contested_points import DatedBy
from cnss_counter.services.law.leaflet import leaflet
from cnss_counter.wording import Language
from testkit.reading import CONTROLS, opened, text_by_pdfium, tokens
from tests.paper.ink import collisions, leaving, touching
from tests.rules.facts import dated_by, without_point

LANGUAGES: tuple[Language, ...] = ("fr", "ar")
PACK = law.load()
TODAY = date(2026, 11, 29)
ON = date(2027, 6, 1)
CHANGED_BY = 'reference = "Loi d\'essai, 2027"\ngrade = "corroborated"\nknown_from = 2027-01-04\n'

Add = Callable[..., RulePack]


@pytest.fixture
def add(tmp_path: Path) -> Add:
    """The law with one more value at the end of each parameter named, as a jurist writes it."""
    for name in ("procedures", "parameters", "contested", "reference"):
        shutil.copytree(data_folder() / name, tmp_path / name)

    def changed(**values: tuple[str, object]) -> RulePack:
        for parameter, (since, value) in values.items():
            with (tmp_path / "parameters" / f"{parameter}.toml").open(
                "a", encoding="utf-8"
            ) as file:
                file.write(f"\n[[values]]\nsince = {since}\nvalue = {value}\n{CHANGED_BY}")
        return law.load(tmp_path)

    return changed


def made(pack: RulePack, language: Language, on: date = ON) -> LeafletContent:
    return leaflet(pack.known_on(on), wording.load(language), on)


def lines(pack: RulePack, language: Language, section: str, on: date = ON) -> list[str]:
    """The lines of a section, with plain blanks and without marks of direction."""
    title = wording.load(language)(f"leaflet.{section}.title")
    (found,) = (one for one in made(pack, language, on).sections if one.title == title)
    return [CONTROLS.sub("", line).replace("\u00a0", " ") for line in found.lines]


# Today's law: each line has its end when another follows

OF_TODAY = {
    "fr": [
        (
            "Avoir atteint l’âge légal de départ à la retraite : 60 ans ; 55 ans pour les mineurs "
            "qui justifient d’au moins 5 ans de travail au fond."
        ),
        (
            "Âge légal atteint du 1er janvier 2000 au 31 décembre 2022, moins de 3240 jours de "
            "cotisation : remboursement de la part salariale."
        ),
        (
            "Âge légal atteint à partir du 1er janvier 2023, moins de 1320 jours de cotisation : "
            "remboursement de la part salariale et de la part patronale."
        ),
        (
            "Âge légal atteint à partir du 1er janvier 2023, de 1320 à 3239 jours : pas de "
            "remboursement, mais une pension de vieillesse d’au moins 600 à 1000 DH par mois, "
            "selon les jours, avec l’AMO."
        ),
        (
            "Parts : 50 % pour le conjoint ou les épouses ensemble ; 25 % pour l’orphelin de père "
            "ou de mère ; 50 % pour l’orphelin de père et de mère. Le total ne dépasse pas 100 %."
        ),
        "Âge légal atteint du 1er janvier 2000 au 1er août 2014 : dernier jour le 31 juillet 2016.",
        (
            "Âge légal atteint après le 1er août 2014, jusqu’au 31 décembre 2022 : dans les 5 ans, "
            "comptés du jour où l’âge légal est atteint."
        ),
        (
            "Âge légal atteint à partir du 1er janvier 2023 : délai de la nouvelle loi non publié "
            "; par prudence, dans les 5 ans, comptés du jour où l’âge légal est atteint."
        ),
        (
            "Travail quitté après l’âge légal : selon une source, le délai court de l’âge légal ; "
            "selon une autre, du départ à la retraite. Déposez avant la fin du plus court des deux "
            "délais."
        ),
        (
            "Ayants droit : le délai en années n’est publié que pour l’assuré(e) ; par prudence, "
            "comptez le même, du même jour et non du décès."
        ),
    ],
    "ar": [
        (
            "بلوغ السن القانوني للإحالة على التقاعد: 60 سنة؛ و55 سنة بالنسبة لعمال المناجم الذين "
            "يثبتون العمل بباطن الأرض لمدة 5 سنوات على الأقل."
        ),
        (
            "بلوغ السن القانوني من فاتح يناير 2000 إلى 31 دجنبر 2022، مع أقل من 3240 يوما من "
            "الاشتراكات: استرجاع حصة الأجير."
        ),
        (
            "بلوغ السن القانوني ابتداء من فاتح يناير 2023، مع أقل من 1320 يوما من الاشتراكات: "
            "استرجاع حصة الأجير وحصة المشغل."
        ),
        (
            "بلوغ السن القانوني ابتداء من فاتح يناير 2023، مع ما بين 1320 و3239 يوما: لا استرجاع، "
            "بل معاش شيخوخة من 600 إلى 1000 درهم في الشهر على الأقل، حسب الأيام، مع التغطية الصحية."
        ),
        (
            "الأنصبة: 50% بالنسبة للأرمل أو الأرملة (أو الأرامل مجتمعات)؛ 25% بالنسبة للطفل يتيم "
            "الأب أو الأم؛ 50% بالنسبة للطفل يتيم الأب والأم. ولا يتجاوز المجموع 100%."
        ),
        "بلوغ السن القانوني من فاتح يناير 2000 إلى فاتح غشت 2014: آخر يوم هو 31 يوليوز 2016.",
        (
            "بلوغ السن القانوني بعد فاتح غشت 2014 وإلى غاية 31 دجنبر 2022: داخل أجل 5 سنوات "
            "ابتداء من يوم بلوغ السن القانوني."
        ),
        (
            "بلوغ السن القانوني ابتداء من فاتح يناير 2023: لم ينشر أجل القانون الجديد؛ ومن باب "
            "الاحتياط، داخل أجل 5 سنوات ابتداء من يوم بلوغ السن القانوني."
        ),
        (
            "التوقف عن العمل بعد السن القانوني: حسب أحد المصادر يسري الأجل من يوم بلوغ السن "
            "القانوني، وحسب مصدر آخر من يوم الإحالة على التقاعد. أودعوا الطلب قبل نهاية أقصر "
            "الأجلين."
        ),
        (
            "ذوو الحقوق: لم ينشر الأجل المحسوب بالسنوات إلا بالنسبة للمؤمن له(ها)؛ ومن باب "
            "الاحتياط، احسبوا الأجل نفسه، ابتداء من اليوم نفسه وليس من يوم الوفاة."
        ),
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_leaflet_of_todays_law(language: Language) -> None:
    told = [
        *lines(PACK, language, "insured", TODAY)[:1],
        *lines(PACK, language, "amount", TODAY)[:3],
        *lines(PACK, language, "survivors", TODAY)[2:3],
        *lines(PACK, language, "deadlines", TODAY),
    ]
    assert told == OF_TODAY[language]


def test_an_arabic_share_keeps_its_sign_after_it_as_arabic_is_read() -> None:
    """Set apart as a word of French would be, the sign came before the number."""
    survivors = made(PACK, "ar", TODAY).sections[2]
    assert "الأنصبة: 50% بالنسبة" in survivors.lines[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_leaflet_of_2015_ends_nothing_in_2023(language: Language) -> None:
    on = date(2015, 9, 1)
    ended = {
        "fr": (
            (
                "Âge légal atteint à partir du 1er janvier 2000, moins de 3240 jours de cotisation "
                ": remboursement de la part salariale."
            ),
            (
                "Âge légal atteint après le 1er août 2014 : dans les 5 ans, comptés du jour où "
                "l’âge légal est atteint."
            ),
        ),
        "ar": (
            (
                "بلوغ السن القانوني ابتداء من فاتح يناير 2000، مع أقل من 3240 يوما من الاشتراكات: "
                "استرجاع حصة الأجير."
            ),
            (
                "بلوغ السن القانوني بعد فاتح غشت 2014: داخل أجل 5 سنوات ابتداء من يوم بلوغ السن "
                "القانوني."
            ),
        ),
    }[language]
    assert lines(PACK, language, "amount", on)[:-1] == [ended[0]]
    assert lines(PACK, language, "deadlines", on)[1] == ended[1]


# A legal age by year of birth


def test_each_legal_age_is_said_with_its_birth_dates(add: Add) -> None:
    pack = add(legal_age=("1970-01-01", 63))
    assert lines(pack, "fr", "insured")[0] == (
        "Avoir atteint l’âge légal de départ à la retraite : 60 ans (naissance jusqu’au 31 "
        "décembre 1969), 63 ans (naissance à partir du 1er janvier 1970) ; 55 ans pour les mineurs "
        "qui justifient d’au moins 5 ans de travail au fond."
    )
    assert lines(pack, "ar", "insured")[0] == (
        "بلوغ السن القانوني للإحالة على التقاعد: 60 سنة (الازدياد إلى غاية 31 دجنبر 1969)، 63 سنة "
        "(الازدياد ابتداء من فاتح يناير 1970)؛ و55 سنة بالنسبة لعمال المناجم الذين يثبتون العمل "
        "بباطن الأرض لمدة 5 سنوات على الأقل."
    )


def test_so_is_the_age_of_miners_and_the_text_that_says_it_is_a_source(add: Add) -> None:
    pack = add(legal_age_of_miners=("1975-01-01", 57))
    assert (
        ": 60 ans ; 55 ans (naissance jusqu’au 31 décembre 1974), 57 ans (naissance à partir du "
        "1er janvier 1975) pour les mineurs"
    ) in lines(pack, "fr", "insured")[0]
    assert "Loi d'essai, 2027" in made(pack, "fr").sources


def test_the_same_age_said_again_is_said_once(add: Add) -> None:
    assert ": 60 ans ; 55 ans pour" in lines(add(legal_age=("1970-01-01", 60)), "fr", "insured")[0]


def test_what_is_read_on_the_day_of_death_is_told_by_that_day(add: Add) -> None:
    """The leaflet of June 2027 is also for the widow of somebody who died in 2026."""
    pack = add(share_of_spouses=("2027-01-01", 60), orphan_age_limit=("2027-03-01", 17))
    _insured, who, shares, *_ = lines(pack, "fr", "survivors")
    assert "au 31 décembre 2026), 60 % (décès à partir du 1er janvier 2027) pour le" in shares
    assert "au 28 février 2027), 17 ans (décès à partir du 1er mars 2027) ; moins de 18" in who


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ("2027-06-01", "au moins 6 ans de travail"),  # nobody has yet to deposit before it
        (
            "2027-06-02",
            "5 ans (dépôt jusqu’au 1er juin 2027), 6 ans (dépôt à partir du 2 juin 2027)",
        ),
    ],
)
def test_what_is_read_on_the_day_of_the_deposit_is_told_from_the_leaflets_day(
    add: Add, since: str, told: str
) -> None:
    pack = add(underground_years_minimum=(since, 6))
    assert told in lines(pack, "fr", "insured")[0]


# Amounts: every parameter cuts the time


def test_a_threshold_of_2027_ends_the_lines_before_it(add: Add) -> None:
    pack = add(pension_minimum_days=("2027-01-01", 1200))
    of_2023, of_2027 = "du 1er janvier 2023 au 31 décembre 2026", "à partir du 1er janvier 2027"
    both = "remboursement de la part salariale et de la part patronale."
    published = "d’au moins 600 à 1000 DH par mois, selon les jours, avec l’AMO."
    pension = "pas de remboursement, mais une pension de vieillesse"
    assert lines(pack, "fr", "amount")[1:6] == [
        f"Âge légal atteint {of_2023}, moins de 1320 jours de cotisation : {both}",
        f"Âge légal atteint {of_2023}, de 1320 à 3239 jours : {pension} {published}",
        f"Âge légal atteint {of_2027}, moins de 1200 jours de cotisation : {both}",
        (
            f"Âge légal atteint {of_2027}, de 1200 à 1319 jours : {pension} que la CNSS calcule, "
            "avec l’AMO."
        ),
        f"Âge légal atteint {of_2027}, de 1320 à 3239 jours : {pension} {published}",
    ]
    assert lines(pack, "ar", "amount")[3:5] == [
        (
            "بلوغ السن القانوني ابتداء من فاتح يناير 2027، مع أقل من 1200 يوم من الاشتراكات: "
            "استرجاع حصة الأجير وحصة المشغل."
        ),
        (
            "بلوغ السن القانوني ابتداء من فاتح يناير 2027، مع ما بين 1200 و1319 يوما: لا استرجاع، "
            "بل معاش شيخوخة يحسب الصندوق مبلغه، مع التغطية الصحية."
        ),
    ]


def test_a_threshold_above_the_first_tier_leaves_no_pension_below_it(add: Add) -> None:
    pack = add(pension_minimum_days=("2027-01-01", 2100))
    (told,) = [line for line in lines(pack, "fr", "amount") if "2100 à" in line]
    assert "de 2100 à 3239 jours" in told
    assert "d’au moins 800 à 1000 DH" in told


def test_new_amounts_end_the_pension_before_them_and_leave_the_refund_whole(add: Add) -> None:
    pack = add(pension_monthly_amount=("2027-01-01", [[1320, 700], [2500, 1100]]))
    told = lines(pack, "fr", "amount")[1:4]
    assert "à partir du 1er janvier 2023, moins de 1320 jours" in told[0]
    assert "du 1er janvier 2023 au 31 décembre 2026, de 1320 à 3239 jours" in told[1]
    assert "d’au moins 600 à 1000 DH" in told[1]
    assert "à partir du 1er janvier 2027, de 1320 à 3239 jours" in told[2]
    assert "d’au moins 700 à 1100 DH" in told[2]
    assert "من 700 إلى 1100 درهم" in lines(pack, "ar", "amount")[3]


def test_one_amount_for_all_is_no_range(add: Add) -> None:
    pack = add(pension_monthly_amount=("2027-01-01", [[1320, 900]]))
    assert "vieillesse d’au moins 900 DH par mois, avec" in lines(pack, "fr", "amount")[3]


def test_an_end_of_refunds_is_said(add: Add) -> None:
    told = lines(add(refund_shares=("2028-01-01", '"none"')), "fr", "amount")
    assert "du 1er janvier 2023 au 31 décembre 2027, moins de 1320 jours" in told[1]
    assert told[3] == "Âge légal atteint à partir du 1er janvier 2028 : pas de remboursement."


def test_what_is_dated_by_another_day_is_told_by_that_day(add: Add) -> None:
    """The contested start of the reform, had the CNSS answered: the retirement."""
    pack = without_point(add(ordinary_pension_days=("2027-01-01", 3000)), "start_of_the_reform")
    day: DatedBy = "retired_on"
    for parameter in ("refund_shares", "pension_minimum_days", "pension_monthly_amount"):
        pack = dated_by(pack, parameter, day)
    told = lines(pack, "fr", "amount")
    assert told[0].startswith("Départ à la retraite du 1er janvier 2000 au 31 décembre 2022, moins")
    since = "Départ à la retraite à partir du 1er janvier 2023, âge légal atteint"
    assert told[2].startswith(f"{since} jusqu’au 31 décembre 2026, de 1320 à 3239 jours")
    assert told[3].startswith(f"{since} à partir du 1er janvier 2027, de 1320 à 2999 jours")


def test_a_point_with_one_reading_left_is_read_so() -> None:
    """From April to August 2025 the communiqué stood alone: the retirement opened the reform."""
    employee, both, pension, *_ = lines(PACK, "fr", "amount", date(2025, 6, 1))
    assert "âge légal atteint à partir du 1er janvier 2000" in employee.lower()
    assert "départ à la retraite jusqu’au 31 décembre 2022, moins de 3240" in employee.lower()
    since = "Départ à la retraite à partir du 1er janvier 2023"
    assert both.startswith(f"{since}, moins de 1320 jours")
    assert pension.startswith(f"{since}, de 1320 à 3239 jours")


# Delays


def test_another_delay_begins_on_its_first_day_and_ends_the_one_before_it(add: Add) -> None:
    pack = add(deposit_delay_years=("2027-01-01", 3))
    start = "ans, comptés du jour où l’âge légal est atteint."
    assert lines(pack, "fr", "deadlines")[1:4] == [
        f"Âge légal atteint après le 1er août 2014, jusqu’au 31 décembre 2022 : dans les 5 {start}",
        (
            "Âge légal atteint du 1er janvier 2023 au 31 décembre 2026 : délai de la nouvelle loi "
            f"non publié ; par prudence, dans les 5 {start}"
        ),
        f"Âge légal atteint à partir du 1er janvier 2027 : dans les 3 {start}",
    ]
    assert lines(pack, "ar", "deadlines")[2:4] == [
        (
            "بلوغ السن القانوني من فاتح يناير 2023 إلى 31 دجنبر 2026: لم ينشر أجل القانون الجديد؛ "
            "ومن باب الاحتياط، داخل أجل 5 سنوات ابتداء من يوم بلوغ السن القانوني."
        ),
        (
            "بلوغ السن القانوني ابتداء من فاتح يناير 2027: داخل أجل 3 سنوات ابتداء من يوم بلوغ "
            "السن القانوني."
        ),
    ]


def test_without_the_doubt_the_delay_holds_on_the_day_that_two_texts_share() -> None:
    """A verdict takes the later text where nothing is contested; so does the leaflet."""
    settled = without_point(PACK, "two_deadlines")
    fixed, delay, *_ = lines(settled, "fr", "deadlines")
    assert "du 1er janvier 2000 au 31 juillet 2014 : dernier jour" in fixed
    assert "du 1er août 2014 au 31 décembre 2022 : dans les 5 ans" in delay


def test_a_delay_says_from_the_day_that_the_law_counts_it(add: Add) -> None:
    pack = add(deposit_delay_counts_from=("2027-01-01", '"retired_on"'))
    _fixed, _delay, before, after, *_ = lines(pack, "fr", "deadlines")
    assert "jusqu’au 31 décembre 2026" in before or "au 31 décembre 2026 : délai" in before
    assert before.endswith("dans les 5 ans, comptés du jour où l’âge légal est atteint.")
    assert after.startswith("Âge légal atteint à partir du 1er janvier 2027 : ")
    assert after.endswith("dans les 5 ans, comptés du jour du départ à la retraite.")


def test_what_a_law_says_of_the_survivors_delay_is_told_with_its_day(add: Add) -> None:
    pack = add(deposit_delay_covers_survivors=("2027-01-01", "true"))
    *_, before, after = lines(pack, "fr", "deadlines")
    assert before.startswith("Ayants droit, âge légal atteint jusqu’au 31 décembre 2026 : le délai")
    assert "n’est publié que pour l’assuré(e)" in before
    assert after == (
        "Ayants droit, âge légal atteint à partir du 1er janvier 2027 : le délai en années est "
        "celui de l’assuré(e), compté du même jour."
    )
    without = add(deposit_delay_covers_survivors=("2028-01-01", "false"))
    assert lines(without, "fr", "deadlines")[-1].endswith(
        "à partir du 1er janvier 2028 : aucun délai en années n’est publié."
    )


# The sources: what was read, each once


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_is_a_source_once_however_often_it_is_cited(language: Language) -> None:
    sources = [CONTROLS.sub("", one).replace("\u00a0", " ") for one in made(PACK, language).sources]
    for document in ("1-72-184", "2.25.265", "02.24", "cnss.ma", "demarchesmaroc.com", "6196"):
        assert len([one for one in sources if document in one]) == 1
    assert len([one for one in sources if one.startswith(("Dépliant", "مطوية"))]) == 1
    (_, page) = leaflet_pages(made(PACK, language))
    title = wording.load(language)("leaflet.sources_title")
    texts = [block for block in page.blocks if isinstance(block, Text)]
    (listed,) = (text for text in texts if text.lines[0].startswith(f"{title} –"))
    assert len(listed.lines) <= 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_what_a_rule_was_read_in_is_named_as_a_document(language: Language) -> None:
    """A name left behind by a reference that was rewritten would never be said again."""
    words = wording.load(language)
    known = words.files[0].table("references")
    assert [one for one in words.files[0].table("leaflet.documents") if one not in known] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_leaflet_of_2025_may_rest_on_a_page_that_was_read_later(language: Language) -> None:
    """Its date is of what was published; when a page was read is said of the page."""
    content = made(PACK, language, date(2025, 9, 1))
    assert any("2026" in one for one in content.sources)
    assert {"fr": "Règles publiées au 1er septembre 2025", "ar": "القواعد المنشورة"}[
        language
    ] in CONTROLS.sub("", content.dated).replace("\u00a0", " ")
    assert {"fr": "connues", "ar": "المتوفرة"}[language] not in content.dated


# Whatever the law, one page

LAWS: dict[str, dict[str, tuple[str, object]]] = {
    "today": {},
    "age": {"legal_age": ("1970-01-01", 63), "legal_age_of_miners": ("1975-01-01", 57)},
    "days": {"pension_minimum_days": ("2027-01-01", 1200)},
    "amounts": {"pension_monthly_amount": ("2027-01-01", [[1320, 700], [2500, 1100]])},
}
LAWS["all"] = {name: value for one in LAWS.values() for name, value in one.items()}


SMALLEST = 9.0
"""Points: it is read by people over sixty."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LAWS)
def test_a_leaflet_is_one_sheet_on_which_every_word_is_read(
    add: Add, name: str, language: Language
) -> None:
    content = made(add(**LAWS[name]), language)
    for page in leaflet_pages(content):
        assert (collisions(page), leaving(page)) == ([], [])
        texts = [block for block in page.blocks if isinstance(block, Text)]
        assert [met for text in texts for met in touching(text)] == []
    document = draw_leaflet(content)
    found = set(tokens(text_by_pdfium(document)))
    told = tokens(" ".join(line for section in content.sections for line in section.lines))
    assert [word for word in told if word not in found] == []
    with opened(document) as pages:
        assert len(pages) == 2
        for page in pages:
            assert min(span["size"] for span in page.get_texttrace()) >= SMALLEST
