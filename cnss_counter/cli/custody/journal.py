"""`cnss-counter journal verify`: walks the chain, and names the first broken link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnss_counter.cli import output
from cnss_counter.cli.opening import open_session
from cnss_counter.cli.options.commands import Command, Group, Options
from cnss_counter.cli.options.parameters import CLERK, HOME, JSON, PASSWORD, Option
from cnss_counter.cli.progress import progress_line
from cnss_counter.services.custody import journal_check
from cnss_counter.services.custody.broken_words import broken_words

if TYPE_CHECKING:
    from cnss_counter.services.custody.journal_check import Verified


def verify(options: Options) -> int:

    with open_session(options) as session, progress_line() as progress:
        verified = journal_check.verify(session.context, whole=options.all, progress=progress)
    if options.json:
        output.print_json(_document(verified))
    else:
        print(_sentence(verified))
    return int(verified.broken is not None)


def _document(verified: Verified) -> dict[str, object]:
    broken = verified.broken
    told = broken and {"entry": broken.n, "rule": broken.rule, "subject": broken.subject}
    return {
        "holds": broken is None,
        "since": verified.since,
        "entries": verified.entries,
        "head": verified.head,
        "erased": verified.erased,
        "broken": told,
    }


def _sentence(verified: Verified) -> str:
    words = output.french()
    if verified.broken is None:
        holds = words("journal.holds", count=verified.entries, head=verified.head)
        if verified.erased:
            holds += f" {words('journal.erased', count=verified.erased)}"
        return holds
    return broken_words(words, verified.broken)


ALL = Option("--all", "whole_journal")

COMMAND = Group("journal", Command("journal verify", verify, HOME, CLERK, PASSWORD, ALL, JSON))
