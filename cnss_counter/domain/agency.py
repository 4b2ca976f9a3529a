"""An agency of the CNSS and one of its counters."""

from __future__ import annotations

from dataclasses import dataclass

from cnss_counter.domain.bilingual import NOTHING, Bilingual


@dataclass(frozen=True, slots=True)
class Agency:
    """The agency and the counter of one home."""

    code: str
    name_fr: str
    name_ar: str
    city: str
    counter: str
    is_training: bool = False
    sampling_rate: int = 10
    """One counter deposit in this many is selected for physical control."""
    privacy_authorisation: str = ""
    """The number under which the CNDP knows what is done here with personal data; "" if none."""
    phone: str = ""
    """As it was told, in groups; "" if nobody did."""
    hours: Bilingual = NOTHING
    """When its counters are open, in words; said in both languages, or in neither."""
