"""The value of a parameter in words, with its unit."""

from __future__ import annotations

from cnss_counter.rules.parameters import DatedValue, Parameter
from cnss_counter.wording import Wording


def value_in_words(parameter: Parameter, dated: DatedValue, words: Wording) -> str:
    value = dated.value
    match parameter.unit:
        case "years" | "days":
            return words(f"cli.units.{parameter.unit}", count=value)
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
        case "share" if value != "none":
            return words(f"refunds.{value}")
    return words("cli.units.yes" if value is True else "cli.units.no")
