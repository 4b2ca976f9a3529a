"""The page of all commands is what the commands say of themselves."""

from __future__ import annotations

from testkit.command_reference import PAGE, reference


def test_the_page_is_what_make_reference_writes() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "run `make reference`"


def test_the_page_tells_every_option_where_it_is_asked_for() -> None:
    page = PAGE.read_text(encoding="utf-8")
    deposit = page.split("## cnss-counter deposit\n")[1].split("\n## ")[0]
    assert "cnss-counter deposit CASE.json [--home DOSSIER] --clerk CODE" in deposit
    assert "| `--supervisor CODE` | qui accepte de continuer" in deposit
    assert "--agency" not in deposit
