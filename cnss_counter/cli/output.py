"""What a command says: an answer on standard output, one line of refusal on standard error.

The words are loaded only when there is a sentence to say: `check --json` says none.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from cnss_counter.cli import streams
from cnss_counter.errors import BadInputError, CounterError

if TYPE_CHECKING:
    from cnss_counter.rules.verdict import Verdict
    from cnss_counter.services.session import Session
    from cnss_counter.wording import Wording


def french() -> Wording:
    from cnss_counter import wording

    return wording.load("fr")


def both_languages() -> tuple[Wording, Wording]:
    from cnss_counter import wording

    return wording.load("fr"), wording.load("ar")


def print_line(text: str) -> None:
    """A line that may be Arabic: shaped and ordered for a terminal, as it is for a file."""
    if sys.stdout.isatty():
        from cnss_counter.text import display

        text = display(text)
    print(text)


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
    """One line; what it quotes was typed by a person, so no control in it reaches the
    terminal."""
    from cnss_counter.text import logical

    try:
        said = french().error(error)
    except CounterError as damage:  # the words themselves cannot be read
        said = f"{damage.code} {damage.detail}"
    except LookupError:  # its own sentence is missing, or cannot be filled
        said = f"{error.code} {error.detail}"
    print(logical(said), file=sys.stderr)


def tell_found(session: Session) -> None:
    """What was found while a counter was opened or a deposit made: the command goes on."""
    for found in session.take_found():
        tell_error(found)


def require_no_error(file: str, verdict: Verdict) -> None:
    """Raise `BadInputError` with the first answer that cannot be written down."""
    for error in verdict.errors:
        rule = french().finding(error)
        raise BadInputError("case_file.answer", file=file, field=error.subject, rule=rule)


def print_verdict(verdict: Verdict) -> None:
    """The outcome, the other right, the last day, then one line for each finding."""
    words = french()
    print(words(f"outcomes.{verdict.outcome_word}"))
    if verdict.other_right:
        print(f"{words('screens.why.other_right')} {words.other_right(verdict.other_right)}")
    if verdict.deadline:
        print(words("cli.deadline", deadline=verdict.deadline))
    for finding in verdict.findings:
        said, subject = words.finding(finding), words.label(finding.subject)
        print(f"- {said}" if said.startswith(subject) else f"- {subject} : {said}")
