"""What a deposit says, as canonical JSON: written once, read key by key for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, get_args

from cnss_counter.domain.agency import Agency
from cnss_counter.domain.bilingual import Bilingual
from cnss_counter.domain.deposit import Agreement, AgreementSubject, Consent
from cnss_counter.domain.request import ReadTo, RequestDraft
from cnss_counter.storage import canonical, stored
from cnss_counter.storage.stored import VERSION, Record
from cnss_counter.storage.tables import drafts

_VERSION = 1
_LANGUAGES = ("fr", "ar")
_READ_TO: tuple[ReadTo, ...] = get_args(ReadTo)


@dataclass(frozen=True, slots=True)
class DepositRecord:
    """All of a deposit that stands in no column of its own.

    `verdict` is `Verdict.to_json()`, `trace` its reasoning. `erased_at`: when the person was
    erased; then no answer, paper, finding or reason is left.
    """

    draft: RequestDraft
    clerk_name: str
    agency: Agency
    consent: Consent
    agreements: tuple[Agreement, ...]
    right: str
    verdict: Mapping[str, Any]
    trace: tuple[Mapping[str, Any], ...]
    erased_at: datetime | None = None

    def without_person(self, at: datetime) -> DepositRecord:
        """What stays once the person is erased."""
        kept = ("outcome", "rules_version")
        return replace(
            self,
            draft=RequestDraft(self.draft.procedure),
            agreements=tuple(replace(agreement, reason="") for agreement in self.agreements),
            verdict={
                **{key: self.verdict[key] for key in kept},
                "attachments": [],
                "findings": [],
            },
            trace=(),
            erased_at=at,
        )


def as_text(record: DepositRecord) -> str:
    """Canonical JSON, with its version."""
    return canonical.to_json({VERSION: _VERSION, **as_json(record)})


def as_json(record: DepositRecord) -> dict[str, Any]:
    """What it says, as plain dicts and lists."""
    agency, consent, hours = record.agency, record.consent, record.agency.hours
    said = {
        "draft": drafts.as_json(record.draft),
        "clerk_name": record.clerk_name,
        "agency": {
            "code": agency.code,
            "name_fr": agency.name_fr,
            "name_ar": agency.name_ar,
            "city": agency.city,
            "counter": agency.counter,
            "is_training": agency.is_training,
            "sampling_rate": agency.sampling_rate,
            "privacy_authorisation": agency.privacy_authorisation,
            **({"phone": agency.phone} if agency.phone else {}),
            **({"hours_fr": hours.fr, "hours_ar": hours.ar} if hours.fr else {}),
        },
        "consent": {
            "language": consent.language,
            "given_at": consent.given_at.isoformat(),
            **({"heard_of": consent.heard_of} if consent.heard_of else {}),
            **({"read_to": consent.read_to} if consent.read_to != "applicant" else {}),
        },
        "agreements": [
            {
                "supervisor": agreement.supervisor,
                "reason": agreement.reason,
                "subject": agreement.subject,
                "is_alone": agreement.is_alone,
                **({"against": agreement.against} if agreement.against else {}),
            }
            for agreement in record.agreements
        ],
        "right": record.right,
        "verdict": record.verdict,
        "trace": list(record.trace),
    }
    if record.erased_at is not None:
        said["erased_at"] = record.erased_at.isoformat()
    return said


def from_text(text: str, reference: str) -> DepositRecord:
    """Raises `StoreError` (`store.record_damaged`) naming the deposit."""
    return stored.read(text, f"deposits/{reference}", _record)


def _record(said: Record) -> DepositRecord:
    said.version(_VERSION)
    is_erased = "erased_at" in said.said
    return DepositRecord(
        draft=said.part("draft", drafts.read_draft),
        clerk_name=said.text("clerk_name"),
        agency=said.part("agency", _agency),
        consent=said.part("consent", _consent),
        agreements=said.parts("agreements", _agreement),
        right=said.text("right"),
        verdict=said.part("verdict", _erased_verdict if is_erased else _verdict),
        trace=said.parts("trace", _as_it_stands),
        erased_at=said.moment("erased_at") if is_erased else None,
    )


def _agency(said: Record) -> Agency:
    return Agency(
        code=said.text("code"),
        name_fr=said.text("name_fr"),
        name_ar=said.text("name_ar"),
        city=said.text("city"),
        counter=said.text("counter"),
        is_training=said.yes("is_training"),
        sampling_rate=said.whole("sampling_rate"),
        privacy_authorisation=said.text("privacy_authorisation", ""),
        phone=said.text("phone", ""),
        hours=Bilingual(said.text("hours_fr", ""), said.text("hours_ar", "")),
    )


def _consent(said: Record) -> Consent:
    return Consent(
        language=said.word("language", _LANGUAGES),
        given_at=said.moment("given_at"),
        heard_of=said.text("heard_of") if "heard_of" in said.said else "",
        read_to=said.word("read_to", _READ_TO) if "read_to" in said.said else "applicant",
    )


def _agreement(said: Record) -> Agreement:
    return Agreement(
        supervisor=said.text("supervisor"),
        reason=said.text("reason"),
        subject=said.word("subject", get_args(AgreementSubject)),
        is_alone=said.yes("is_alone"),
        against=said.text("against") if "against" in said.said else "",
    )


def _verdict(said: Record) -> Mapping[str, Any]:
    """As `Verdict.to_json` wrote it: a replay compares it letter for letter."""
    for key in ("outcome", "deadline_state", "rules_version"):
        said.text(key)
    for key in ("refund", "legal_age_reached_on", "deadline"):
        said.text_or_none(key)
    said.part_or_none("other_right", _other_right)
    for key in ("findings", "errors"):
        said.parts(key, _finding)
    said.parts("attachments", lambda paper: (paper.text("id"), paper.yes("required")))
    said.parts("shares", lambda share: (share.whole("survivor"), share.text("share")))
    return said.said


def _erased_verdict(said: Record) -> Mapping[str, Any]:
    for key in ("outcome", "rules_version"):
        said.text(key)
    for key in ("attachments", "findings"):
        said.parts(key, _finding)
    return said.said


def _other_right(said: Record) -> None:
    said.text("kind")
    said.whole_or_none("monthly_amount")


def _finding(said: Record) -> None:
    for key in ("code", "subject", "severity", "reference"):
        said.text(key)
    said.part("values", _as_it_stands)


def _as_it_stands(said: Record) -> Mapping[str, Any]:
    """What names itself as the law does: values of a finding, a line of the reasoning."""
    return said.as_it_stands()
