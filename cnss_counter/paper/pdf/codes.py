"""The two codes of a receipt, as rows of dark and light modules."""

from __future__ import annotations

from functools import lru_cache

QUIET_ZONE = 4
BAR_QUIET_ZONE = 10
"""Light modules around a QR code and beside a Code 128, by their standards."""


@lru_cache(maxsize=8)
def qr_code(text: str) -> tuple[str, ...]:
    """Rows of `1` and `0`, quiet zone included; medium error correction (15 %)."""
    import segno

    code = segno.make(text, error="m", boost_error=False, micro=False)
    return tuple(
        "".join("1" if is_dark else "0" for is_dark in row)
        for row in code.matrix_iter(border=QUIET_ZONE)
    )


@lru_cache(maxsize=8)
def bar_code(text: str) -> str:
    """The bars of a Code 128 as one row of modules, quiet zones included."""
    from barcode.codex import Code128

    light = "0" * BAR_QUIET_ZONE
    return f"{light}{Code128(text).build()[0]}{light}"
