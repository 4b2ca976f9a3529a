"""`cnss-counter deposit` and `receipt`: the same services as the screens, for scripts."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cnss_counter.domain.reference_number import ReferenceNumber, parse
from cnss_counter.services.day import training
from cnss_counter.text import display
from testkit.clients import case_of, case_with
from tests.cli.conftest import REAL_CLERK, REAL_PASSWORD, Ended, WriteCase, command

CLERK = training.clerk_account()
SUPERVISOR = training.supervisor_account()
LESS_THAN_A_PAGE = 4095
"""Bytes that a file may take on the full disk: too few for one page of the database."""

PENSIONER_TO_BE = {
    "birth_date": "1964-02-01",
    "insurance_days": 1500,
    "activity_ceased_on": "2024-02-01",
}


def deposit(
    home: Path, path: Path, *more: str, lines: tuple[str, ...] = (CLERK.password,)
) -> Ended:
    """A deposit of the training counter, on the first of September 2025."""
    options = ("--home", home, "--clerk", CLERK.code, "--password-stdin", "--json")
    return command("deposit", path, *options, "--on", "2025-09-01", *more, lines=lines)


def sequence_of(ended: Ended) -> int | None:
    reference = parse(ended.document["reference"])
    return reference and reference.sequence


def test_a_deposit_gives_a_reference_and_a_receipt_on_disk(
    training_home: Path, write_case: WriteCase
) -> None:
    ended = deposit(training_home, write_case(case_of()))
    assert (ended.status, ended.refused) == (0, "")
    document = ended.document
    reference = parse(document["reference"])
    assert reference == ReferenceNumber("RCS", "000", "1", 2025, 1)
    assert (document["provisional"], document["physical_control"]) == (False, False)
    assert Path(document["receipt"]).read_bytes().startswith(b"%PDF-")


def pension_of(number: int = 2, **changed: object) -> dict[str, object]:
    """Client 2 asks for the pension: what is not asked there is left out, consent too."""
    case = case_of(number)
    answers = {k: v for k, v in case["answers"].items() if k != "basic_scheme_pension"}
    return {
        "procedure": "old_age_pension",
        "answers": answers,
        "attachments": case["attachments"],
        **changed,
    }


def test_a_pension_is_deposited_with_no_text_of_irrevocability(
    training_home: Path, write_case: WriteCase
) -> None:
    refund, pension = (
        deposit(training_home, write_case(case))
        for case in (case_of(), pension_of(attachments={"request_form": "seen"}))
    )
    assert (pension.status, pension.refused) == (0, "")
    assert list(pension.document) == list(refund.document)
    assert pension.document["reference"].startswith("PEN-000-1-2025-000002-")
    assert pension.document["provisional"] is False
    assert Path(pension.document["receipt"]).read_bytes().startswith(b"%PDF-")


def test_a_pension_beside_an_open_refund_takes_a_second_person(
    training_home: Path, write_case: WriteCase
) -> None:
    supervisor = ("--supervisor", SUPERVISOR.code, "--reason", "la pension plutôt")
    passwords = (CLERK.password, SUPERVISOR.password)
    path = write_case(case_of(2))
    refund = deposit(training_home, path, *supervisor, lines=passwords)
    refused = deposit(training_home, write_case(pension_of()))
    assert refused.status == 1
    assert refund.document["reference"] in refused.refused
    agreed = deposit(training_home, write_case(pension_of()), *supervisor, lines=passwords)
    assert agreed.status == 0


def test_a_missing_paper_makes_the_receipt_provisional(
    training_home: Path, write_case: WriteCase
) -> None:
    papers = case_of()["attachments"] | {"immatriculation_card": "absent"}
    ended = deposit(training_home, write_case(case_of(attachments=papers)))
    assert ended.status == 0
    assert ended.document["provisional"]


def test_a_doubtful_verdict_is_selected_for_physical_control(
    training_home: Path, write_case: WriteCase
) -> None:
    ended = deposit(training_home, write_case(case_with(insurance_days="unknown")))
    assert ended.document["physical_control"]


@pytest.mark.parametrize(
    "answers",
    [PENSIONER_TO_BE, {"insurance_days": 2000, "activity_ceased_on": "2024-03-31"}],
    ids=("on every reading", "on one reading"),
)
def test_another_right_needs_a_supervisor_and_a_reason(
    training_home: Path, write_case: WriteCase, answers: dict[str, object]
) -> None:
    path = write_case(case_with(**answers))
    alone = deposit(training_home, path)
    assert (alone.status, alone.said) == (1, "")
    assert alone.refused.count("\n") == 1

    agreement = ("--supervisor", SUPERVISOR.code, "--reason", "informée, elle maintient")
    wrong = deposit(training_home, path, *agreement, lines=(CLERK.password, "x"))
    assert (wrong.status, wrong.said) == (2, "")

    passwords = (CLERK.password, SUPERVISOR.password)
    told = (*agreement[:-1], f"informée {SUPERVISOR.password}")
    in_the_clear = deposit(training_home, path, *told, lines=passwords)
    assert (in_the_clear.status, in_the_clear.said) == (2, "")
    assert SUPERVISOR.password not in in_the_clear.refused

    together = deposit(training_home, path, *agreement, lines=passwords)
    assert together.status == 0
    assert sequence_of(together) == 1


def test_a_second_request_for_the_same_number_needs_a_supervisor_too(
    training_home: Path, write_case: WriteCase
) -> None:
    path = write_case(case_of())
    first = deposit(training_home, path)
    second = deposit(training_home, path)
    assert second.status == 1
    assert first.document["reference"] in second.refused


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"irrevocability_consent": False}, "irrevocability_consent"),
        ({"attachments": {"request_form": "absent"}}, "request_form"),
        ({"answers": case_of()["answers"] | {"birth_date": "1961-02-30"}}, "birth_date"),
    ],
    ids=("no consent", "no form", "no such day"),
)
def test_what_stops_a_deposit_is_named_and_takes_no_number(
    training_home: Path, write_case: WriteCase, changed: dict[str, object], named: str
) -> None:
    ended = deposit(training_home, write_case(case_of(**changed)))
    assert (ended.status, ended.said) == (2, "")
    assert named in ended.refused
    assert ended.refused.count("\n") == 1
    assert sequence_of(deposit(training_home, write_case(case_of()))) == 1


def test_a_wrong_password_and_an_unknown_clerk_get_one_same_answer(
    training_home: Path, write_case: WriteCase
) -> None:
    path = write_case(case_of())
    options = (path, "--home", training_home, "--password-stdin")
    wrong = command("deposit", *options, "--clerk", CLERK.code, lines=("x",))
    unknown = command("deposit", *options, "--clerk", "NOBODY", lines=("x",))
    assert wrong == unknown
    assert wrong.status == 2
    assert wrong.refused.count("\n") == 1


def test_a_real_counter_deposits_today_and_at_no_other_date(
    real_home: Path, write_case: WriteCase
) -> None:
    path = write_case(case_of())
    options = (path, "--home", real_home, "--clerk", REAL_CLERK.code, "--password-stdin")
    dated = command("deposit", *options, "--on", "2025-09-01", lines=(REAL_PASSWORD,))
    assert (dated.status, dated.said) == (2, "")
    assert "--on" in dated.refused
    today = command("deposit", *options, "--json", lines=(REAL_PASSWORD,))
    assert today.document["reference"].startswith("RCS-041-1-")


def test_a_full_disk_is_one_clear_line_and_nothing_is_written(
    training_home: Path, write_case: WriteCase
) -> None:
    path = write_case(case_of())
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LESS_THAN_A_PAGE, before[1]))
    try:
        ended = deposit(training_home, path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (ended.status, ended.said) == (2, "")
    assert ended.refused.count("\n") == 1
    assert sequence_of(deposit(training_home, path)) == 1


def test_hostile_names_are_deposited_clean_and_drawn(
    training_home: Path, write_case: WriteCase
) -> None:
    hostile = case_with(
        address="[/red [link=x \x1b]52;c;AA\x07 \u202e12, rue", last_name="ALAMI\u202e"
    )
    ended = deposit(training_home, write_case(hostile))
    assert ended.status == 0
    to = training_home.parent / "again.txt"
    drawn = receipt(training_home, ended.document["reference"], to, "--format", "text")
    assert drawn.status == 0
    text = to.read_text(encoding="utf-8")
    assert "ALAMI" in text
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


def receipt(home: Path, reference: str, to: Path, *more: str) -> Ended:
    options = ("--home", home, "--clerk", CLERK.code, "--password-stdin", "-o", to)
    return command("receipt", reference, *options, *more, lines=(CLERK.password,))


def test_a_receipt_drawn_again_is_a_numbered_duplicate(
    training_home: Path, write_case: WriteCase, tmp_path: Path
) -> None:
    reference = deposit(training_home, write_case(case_of())).document["reference"]
    to = tmp_path / "again.txt"
    for number in (1, 2):
        ended = receipt(training_home, reference, to, "--format", "text")
        assert (ended.status, ended.refused) == (0, "")
        assert f"DUPLICATA n°\N{NO-BREAK SPACE}{number}" in to.read_text(encoding="utf-8")
    ended = receipt(training_home, reference, tmp_path / "again.pdf", "--json")
    assert Path(ended.document["receipt"]).read_bytes().startswith(b"%PDF-")


def test_a_text_receipt_is_a_file_to_search_in_and_a_matrix_printer_gets_its_own(
    training_home: Path, write_case: WriteCase, tmp_path: Path
) -> None:
    reference = deposit(training_home, write_case(case_of())).document["reference"]
    texts = {}
    for form in ("text", "matrix"):
        to = tmp_path / f"{form}.txt"
        assert receipt(training_home, reference, to, "--format", form).status == 0
        texts[form] = to.read_text(encoding="utf-8")
    assert "وصل الإيداع" in texts["text"]
    assert "وصل الإيداع" not in texts["matrix"]
    assert display("وصل الإيداع") in texts["matrix"]
    assert all(reference in text for text in texts.values())


def test_a_receipt_that_cannot_be_is_one_line(training_home: Path, tmp_path: Path) -> None:
    unknown = receipt(training_home, "RCS-000-1-2025-000009-01", tmp_path / "r.pdf")
    assert unknown.status == 2
    assert unknown.refused.count("\n") == 1


def test_a_receipt_that_finds_no_place_leaves_the_deposit_done(
    training_home: Path, write_case: WriteCase
) -> None:
    receipts = training_home / "receipts"
    receipts.rmdir()
    receipts.write_text("a file where the folder should be")
    ended = deposit(training_home, write_case(case_of()))
    assert ended.status == 0
    reference = ended.document["reference"]
    assert ended.document["receipt"] is None
    assert f"Déposé sous {reference}" in ended.refused
    assert "receipts" in ended.refused
    assert ended.refused.count("\n") == 1
    redrawn = receipt(training_home, reference, training_home.parent / "r.txt", "--format", "text")
    assert redrawn.status == 0
    assert "DUPLICATA" not in (training_home.parent / "r.txt").read_text("utf-8")


def test_two_programs_at_one_counter_deposit_at_the_same_time(
    training_home: Path, tmp_path: Path
) -> None:
    """Real processes on one home: both are served, and the numbers follow."""
    clerk = training.clerk_account()
    cases = []
    for place, number in enumerate(("123456789", "223456789")):
        path = tmp_path / f"case-{place}.json"
        path.write_text(json.dumps(case_with(immatriculation_number=number)))
        cases.append(path)
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "cnss_counter", "deposit", str(path), "--json", "--home",
             str(training_home), "--clerk", clerk.code, "--password-stdin", "--on", "2025-09-01"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for path in cases
    ]  # fmt: skip
    said = [program.communicate(f"{clerk.password}\n", timeout=120)[0] for program in programs]
    assert [program.returncode for program in programs] == [0, 0]
    sequences = sorted(json.loads(line)["reference"].split("-")[4] for line in said)
    assert sequences == ["000001", "000002"]


def test_who_has_no_number_in_hand_deposits_by_command_too(
    training_home: Path, write_case: WriteCase
) -> None:
    unknown = {"immatriculation_number": "unknown", "number_unknown_reason": "carte perdue"}
    path = write_case(case_with(**unknown, first_name=None, first_name_ar=None))
    refused = deposit(training_home, path)
    assert (refused.status, "first_name" in refused.refused) == (2, True)
    one_name = {"first_name": None, "first_name_ar": None, "one_name_reason": "un seul nom"}
    path = write_case(case_with(**unknown, **one_name))
    ended = deposit(training_home, path)
    assert (ended.status, ended.refused) == (0, "")
    assert ended.document["provisional"] is True
    again = deposit(training_home, path)
    assert (again.status, ended.document["reference"] in again.refused) == (1, True)
    agreement = ("--supervisor", SUPERVISOR.code, "--reason", "complément du dossier")
    both = (CLERK.password, SUPERVISOR.password)
    assert deposit(training_home, path, *agreement, lines=both).status == 0


def test_the_sign_for_a_number_not_in_hand_hides_no_request_from_a_command(
    training_home: Path, write_case: WriteCase
) -> None:
    first = deposit(training_home, write_case(case_of()))
    unknown = {"immatriculation_number": "?", "number_unknown_reason": "carte perdue"}
    again = deposit(training_home, write_case(case_with(**unknown)))
    assert again.status == 1
    assert first.document["reference"] in again.refused


@pytest.mark.parametrize(
    "spelling",
    [
        lambda reference: reference.replace("-", "\u2011"),
        lambda reference: reference.replace("-", ""),
        lambda reference: f"Référence de la demande {reference.lower()}\n",
        lambda reference: reference.replace("0", "O"),
        lambda reference: reference[:-3] + reference[-2:],
        lambda reference: reference.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    ],
)
def test_a_receipt_is_drawn_by_its_reference_in_any_spelling(
    training_home: Path, write_case: WriteCase, tmp_path: Path, spelling: Callable[[str], str]
) -> None:
    reference = deposit(training_home, write_case(case_of())).document["reference"]
    options = ("--home", training_home, "--clerk", CLERK.code, "--password-stdin", "--json")
    to = tmp_path / "receipt.txt"
    drawn = command(
        "receipt", spelling(reference), "-o", to, "--format", "text", *options,
        lines=(CLERK.password,),
    )  # fmt: skip
    assert (drawn.status, drawn.document["reference"]) == (0, reference)
    assert reference in to.read_text(encoding="utf-8")


@pytest.mark.parametrize("between", ["-", ""])
def test_without_its_last_two_digits_no_receipt_is_drawn(
    training_home: Path, write_case: WriteCase, tmp_path: Path, between: str
) -> None:
    """Drawn, it was the duplicate of whoever has the number that was typed."""
    reference = deposit(training_home, write_case(case_of())).document["reference"]
    typed = reference[:-3].replace("-", between)
    ended = receipt(training_home, typed, tmp_path / "r.txt", "--format", "text")
    assert (ended.status, ended.refused.count("\n")) == (2, 1)
    assert "les deux derniers chiffres" in ended.refused
    assert not (tmp_path / "r.txt").exists()
    receipt(training_home, reference, tmp_path / "r.txt", "--format", "text")
    assert "n°\N{NO-BREAK SPACE}1" in (tmp_path / "r.txt").read_text(encoding="utf-8")


def test_whose_receipt_was_drawn_is_said(
    training_home: Path, write_case: WriteCase, tmp_path: Path
) -> None:
    case = case_of()
    reference = deposit(training_home, write_case(case)).document["reference"]
    to = tmp_path / "r.txt"
    ended = receipt(training_home, reference.replace("-", " "), to, "--format", "text")
    (said,) = ended.said.splitlines()
    for part in (reference, case["answers"]["last_name"], case["answers"]["first_name"], str(to)):
        assert part in said


def test_a_byte_order_mark_is_no_part_of_a_password(
    training_home: Path, write_case: WriteCase
) -> None:
    ended = deposit(training_home, write_case(case_of()), lines=(f"\ufeff{CLERK.password}",))
    assert (ended.status, ended.refused) == (0, "")


def test_a_reason_for_which_no_receipt_has_room_is_refused_before_the_deposit(
    training_home: Path, write_case: WriteCase
) -> None:
    made = case_of()
    for letters, status in (("illisible " * 500, 2), ("illisible\n" * 60, 0)):
        made["attachments"]["identity_document"] = {"state": "refused", "reason": letters}
        ended = deposit(training_home, write_case(made))
        assert ended.status == status
        assert ended.refused.count("\n") == (1 if status else 0)
        assert len(ended.refused) < 200
    assert sequence_of(ended) == 1, "the first was none"
