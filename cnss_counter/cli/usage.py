"""What `--help` shows, from the same declarations that are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cnss_counter.cli.options import Command, Option, Subject

WIDTH = 28


def help_of(command: Command, others: Iterable[Command] = ()) -> str:
    """How a command is called, what it takes; `others` are listed at the end."""
    return "\n".join(_lines(command, tuple(others)))


def _lines(command: Command, others: tuple[Command, ...]) -> Iterator[str]:
    yield f"emploi : {' '.join((command.whole_name, *_call(command)))}"
    yield ""
    yield command.does[:1].upper() + command.does[1:] + "."
    yield ""
    for subject in command.subjects:
        yield _row(subject.value, subject.does)
    for option in command.options:
        yield _row(f"{option.name} {option.value}".strip(), option.does)
    yield _row("--help", "cette aide")
    if others:
        yield ""
    for other in others:
        yield _row(other.whole_name, other.does)


def _call(command: Command) -> Iterator[str]:
    yield from map(_subject, command.subjects)
    yield from map(_option, command.options)


def _subject(subject: Subject) -> str:
    return f"[{subject.value} …]" if subject.is_many else subject.value


def _option(option: Option) -> str:
    said = f"{option.name} {option.value}".strip()
    return said if option.is_required else f"[{said}]"


def _row(name: str, does: str) -> str:
    return f"  {name:<{WIDTH}}{does}"
