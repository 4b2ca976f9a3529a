"""Sealed texts of receipts, altered in every place: none is taken for genuine, each genuine one is.

Letters replaced and exchanged, halves of two receipts put together, ends cut off; all by the
public keys alone.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from campaigns.apparatus import counters
from campaigns.frame import Findings
from cnss_counter.paper.content import seal
from cnss_counter.paths import Home
from cnss_counter.services.printing import verification
from cnss_counter.storage.vault.public_keys import PublicKey

SHORT, LONG = 2_000, 100_000
CONTROL_BREAKS = frozenset({"altered_accepted"})
_RECEIPTS = 10
_ALTERED_IN_CONTROL = 1_000
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_BARRED = re.compile(r"^\|(.*)\|$", re.MULTILINE)


def run(count: int, seed: int) -> Findings:
    def is_genuine(text: str, keys: Iterable[PublicKey]) -> bool:
        found = verification.verify_text(text, keys)
        return found is not None and found.outcome == "genuine"

    return _alter(count, seed, is_genuine)


def control(seed: int) -> Findings:
    """A look at the form of the text alone."""
    return _alter(_ALTERED_IN_CONTROL, seed, lambda text, _: seal.read(text) is not None)


def _alter(
    count: int, seed: int, is_genuine: Callable[[str, Iterable[PublicKey]], bool]
) -> Findings:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        sealed, keys = _receipts(Home(Path(folder) / "home"))
    refused = sum(not is_genuine(text, keys) for text in sealed)
    accepted = done = 0
    while done < count:
        text = _altered(sealed, chance)
        if text not in sealed:
            accepted += is_genuine(text, keys)
            done += 1
    tried = {"genuine": len(sealed), "altered": done}
    return Findings(tried, {"altered_accepted": accepted, "genuine_refused": refused})


def _receipts(home: Home) -> tuple[list[str], list[PublicKey]]:
    """The sealed texts of so many receipts, and the public keys of their counter."""
    counters.make(home)
    sealed = []
    with counters.at_the_desk(home) as session:
        for number in range(1, _RECEIPTS + 1):
            draft = counters.request(session, number)
            stored = session.drafts.new(session.cleaned(draft))
            done = counters.deposit(session, stored.id, draft)
            paper = session.receipts.save(done.reference, form="text").read_text("utf-8")
            sealed.append("".join(_BARRED.findall(paper)))
    return sealed, verification.known_keys(None, home)


def _altered(sealed: list[str], chance: random.Random) -> str:
    text = chance.choice(sealed)
    place = chance.randrange(len(text) - 1)
    kind = chance.random()
    if kind < 0.7:
        return text[:place] + chance.choice(_ALPHABET) + text[place + 1 :]
    if kind < 0.8:
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if kind < 0.95:
        return text[:place] + chance.choice(sealed)[place:]
    return text[:place]
