"""What a command says: an answer on standard output, one line of refusal on standard error.

The words are loaded only when there is a sentence to say: `check --json` says none.
"""

from __future__ import annotations

import json
import os
import sys
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TextIO

from cnss_counter.cli import streams
from cnss_counter.errors import BadInputError, CounterError

if TYPE_CHECKING:
    from pathlib import Path

    from cnss_counter.rules.verdict import Verdict
    from cnss_counter.services.session import Session
    from cnss_counter.wording import Language, Wording

_LANGUAGE: ContextVar[Language] = ContextVar("language", default="fr")
_LAW: ContextVar[Path | None] = ContextVar("law", default=None)


def speak(language: Language | None) -> None:
    """From here on `words`, and what is refused, in this language: None, that of the locale.

    Said once, by the option `--lang`; a command without it speaks French.
    """
    _LANGUAGE.set(language or _of_the_locale())


def _of_the_locale() -> Language:
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "ar" if named.startswith("ar") else "fr"


def read_law(folder: Path | None) -> None:
    """From here on `words` are those of this folder of the law, said once by `--with`."""
    _LAW.set(folder)


def words() -> Wording:
    """The words of the law that the command reads, in the language it was asked to speak."""
    from cnss_counter import wording

    return wording.of_law(_LAW.get(), _LANGUAGE.get())


def french() -> Wording:
    """Help, and whatever has no `--lang`."""
    from cnss_counter import wording

    return wording.load("fr")


def print_line(text: str) -> None:
    """A line that may be Arabic: shaped and ordered for a terminal, as it is for a file."""
    print(_as_shown(text, sys.stdout))


def _as_shown(text: str, output: TextIO) -> str:
    if not output.isatty():
        return text
    from cnss_counter.text import display

    return display(text)


def print_json(document: Any) -> None:
    """One JSON document."""
    print(as_json(document))


def as_json(document: Any) -> str:
    """With its accents and its Arabic readable."""
    return json.dumps(document, ensure_ascii=False)


def give(said: str) -> None:
    """What is said once, a number or a code: on standard output, else on standard error."""
    print(said)
    if streams.refusal() is not None:
        print(said, file=sys.stderr)


def tell_error(error: CounterError) -> None:
    """One line, in the program's own words: those of a copy may be what is refused.

    What it quotes was typed by a person, so no control in it reaches the terminal.
    """
    from cnss_counter import wording
    from cnss_counter.text import logical

    try:
        said = wording.load(_LANGUAGE.get()).error(error)
    except CounterError as damage:  # the words themselves cannot be read
        said = f"{damage.code} {damage.detail}"
    except LookupError:  # its own sentence is missing, or cannot be filled
        said = f"{error.code} {error.detail}"
    print(_as_shown(logical(said), sys.stderr), file=sys.stderr)


def tell_found(session: Session) -> None:
    """What was found while a counter was opened or a deposit made: the command goes on."""
    for found in session.take_found():
        tell_error(found)


def require_no_error(file: str, verdict: Verdict) -> None:
    """Raise `BadInputError` with the first answer that cannot be written down."""
    for error in verdict.errors:
        rule = words().finding(error)
        raise BadInputError("case_file.answer", file=file, field=error.subject, rule=rule)


def print_verdict(verdict: Verdict) -> None:
    """The outcome, what is refunded, the other right, the last day, a line for each finding."""
    said = words()
    print_line(said(f"outcomes.{verdict.outcome_word}"))
    if verdict.refund:
        print_line(said(f"cli.refunds.{verdict.refund}"))
    if verdict.other_right:
        right = said.other_right(verdict.other_right)
        print_line(f"{said('screens.why.other_right')} {right}")
    if verdict.deadline:
        print_line(said("cli.deadline", deadline=verdict.deadline))
    for finding in verdict.findings:
        sentence, subject = said.finding(finding), said.label(finding.subject)
        named = said("cli.finding_of", subject=subject, sentence=sentence)
        print_line(f"- {sentence}" if sentence.startswith(subject) else named)
