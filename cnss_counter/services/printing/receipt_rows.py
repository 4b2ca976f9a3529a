"""The table of a receipt: who, for what, under which reference, when, and who else has a share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.domain.dates import day_of
from cnss_counter.domain.deposit import Deposit
from cnss_counter.domain.names import name_in
from cnss_counter.paper.content.receipt import ReceiptRow
from cnss_counter.rules.field_kinds import UNKNOWN
from cnss_counter.text import has_arabic, isolate
from cnss_counter.wording import Value, Wording
from cnss_counter.wording.both import Both


def _row(words: Both, key: str, value: str, value_ar: str = "") -> ReceiptRow:
    return ReceiptRow(words(f"receipt.rows.{key}"), value, value_ar)


def _said_row(words: Both, key: str, said: Bilingual, **values: Value) -> ReceiptRow:
    return ReceiptRow(words(f"receipt.rows.{key}", **values), said.fr, said.ar)


def rows(words: Both, deposit: Deposit) -> list[ReceiptRow]:
    """Who, for what, under which reference, when; then what only some requests have."""
    draft = deposit.draft
    day = words.each(lambda language: moment_of(language, deposit.deposited_at))
    found = [_said_row(words, "addressee", name_in(draft))]
    if draft.answer("deceased_last_name") or draft.answer("deceased_last_name_ar"):
        quality = f"choices.applicant_quality.{draft.answer('applicant_quality')}"
        found.append(_said_row(words, "applicant_quality", words(quality)))
        found.append(_said_row(words, "deceased", name_in(draft, "deceased_")))
        number = draft.answer("deceased_immatriculation_number")
        found.append(_number_row(words, "deceased_insured", number))
        found += _survivors(words, deposit)
    elif number := draft.answer("immatriculation_number"):
        found.append(_number_row(words, "insured", number))
    found.append(_said_row(words, "type", words(f"procedures.{draft.procedure}.title")))
    found.append(_row(words, "reference", deposit.reference))
    found.append(_said_row(words, "date", day))
    if is_of_portal(deposit):
        found.append(_said_row(words, "portal", _portal(words, deposit)))
    if name := draft.answer("depositor_name"):
        tie = draft.answer("depositor_tie")
        said = words("receipt.rows.deposited_by_value", name=name, tie=tie) if tie else None
        found.append(_row(words, "deposited_by", said.fr if said else name))
    if deposit.agency.hours.fr:
        found.append(_said_row(words, "hours", deposit.agency.hours))
    return found


def _number_row(words: Both, key: str, number: str) -> ReceiptRow:
    """The insured person's number; one that is not in hand is still to be found."""
    if number == UNKNOWN:
        return _said_row(words, key, words("receipt.rows.number_unknown"))
    return _row(words, key, number)


def _survivors(words: Both, deposit: Deposit) -> Iterator[ReceiptRow]:
    """Each survivor with the share; without one where it is in doubt."""
    shares = {share["survivor"]: Decimal(share["share"]) for share in deposit.verdict["shares"]}
    findings = deposit.verdict["findings"]
    doubtful = {one.get("subject") for one in findings if one["severity"] == "unknown"}
    for number, survivor in enumerate(deposit.draft.survivors, 1):
        name, share = survivor.get("name", ""), shares.get(number)
        said = Bilingual(name, name)
        if share is not None:
            percent = f"{share * 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")
            told = "survivor_value" if share else "survivor_not_counted"
            key = "survivor_in_doubt" if f"survivors.{number}" in doubtful else told
            apart = Bilingual(isolate(name) if has_arabic(name) else name, isolate(name))
            said = words(f"receipt.rows.{key}", name=apart, share=percent)
        yield _said_row(words, "survivor", said, number=number)


def moment_of(words: Wording, at: datetime) -> str:
    return words("dates.moment", day=words.date(at.date()), time=f"{at:%H:%M}")


def _portal(words: Both, deposit: Deposit) -> Bilingual:
    reference = deposit.draft.answer("portal_reference")
    day: date | None = day_of(deposit.draft.answer("portal_date"))
    if day is None:
        return Bilingual(reference, "")
    return words("receipt.rows.portal_value", reference=reference, day=day)


def is_of_portal(deposit: Deposit) -> bool:
    """Whether the request was made on the portal before anybody came to the counter."""
    return deposit.draft.answer("origin") == "taawidaty"
