"""The value of a parameter in words, by its unit."""

from __future__ import annotations

from typing import Any

from cnss_counter.rules.parameters import Unit
from cnss_counter.wording import Wording


def value_in_words(unit: Unit, value: Any, words: Wording) -> str:
    match unit:
        case "years" | "months" | "days" | "persons":
            return words(f"cli.units.{unit}", count=value)
        case "percent":
            return f"{value} %"
        case "date":
            return words.date(value)
        case "dirhams_a_month":
            tiers = (
                words("cli.units.dirhams_a_month", days=days, amount=amount)
                for days, amount in value
            )
            return ", ".join(tiers)
        case "day_of_a_person":
            return words(f"cli.dated_by.{value}")
        case "share" if value != "none":
            return words(f"refunds.{value}")
    return words("cli.units.yes" if value is True else "cli.units.no")
