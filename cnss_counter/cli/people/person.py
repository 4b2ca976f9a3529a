"""`cnss-counter person`: what law 09-08 gives a person who asks about the data held."""

from __future__ import annotations

from cnss_counter.cli import output
from cnss_counter.cli.opening import open_session, password_line
from cnss_counter.cli.options.commands import Command, Group, Options
from cnss_counter.cli.options.parameters import (
    CLERK,
    FILE,
    HOME,
    JSON,
    PASSWORD,
    Option,
    Subject,
    a_new_file,
    one_of,
)
from cnss_counter.services.people import erasure, person_record
from cnss_counter.services.people.erasure import Second


def export(options: Options) -> int:

    with open_session(options) as session:
        requests = person_record.export(session.context, _number(options), options.to)
    if options.json:
        output.print_json({"file": str(options.to), "requests": requests})
    else:
        page = str(person_record.page_of(options.to))
        said = output.french()
        print(said("cli.person_exported", file=str(options.to), page=page, count=requests))
    return 0


def erase(options: Options) -> int:

    with open_session(options) as session:
        erased = erasure.erase(
            session.context,
            _number(options),
            options.reason,
            _second(options),
            is_forced=options.force,
        )
    if options.json:
        output.print_json({"requests": list(erased.references), "drafts": erased.drafts})
    else:
        print(output.french()("cli.person_erased", count=len(erased.references)))
    return 0


def overdue(options: Options) -> int:
    """Lists, and does nothing else: exit status 0 whether there are any or not."""
    with open_session(options) as session:
        found = erasure.overdue(session.context)
    if options.json:
        output.print_json([{"requests": one.references, "newest": one.newest} for one in found])
    for one in () if options.json else found:
        print(f"{one.newest}  {' '.join(one.references)}")
    return 0


def purge(options: Options) -> int:

    with open_session(options) as session:
        purged = erasure.purge(session.context, _second(options), options.to)
    count = sum(len(one.references) for one in purged)
    if options.json:
        output.print_json({"requests": count, "report": str(options.to)})
    else:
        print(output.french()("cli.persons_purged", count=count, file=str(options.to)))
    return 0


def _number(options: Options) -> str:
    """The number asked for; `-` reads it, since whoever lists the processes sees an argument."""
    return password_line() if options.number == "-" else str(options.number)


def _second(options: Options) -> Second:

    return Second(options.supervisor, password_line())


NUMBER = Subject("number", "N°", "person_number")
SUPERVISOR = Option("--supervisor", "erasing_supervisor", "CODE", is_required=True)
REASONS = ("asked", "retention", "ordered")
REASON = Option(
    "--reason", "erasing_reason", "MOTIF", is_required=True, read=one_of(*REASONS), offers=REASONS
)
FORCE = Option("--force", "force")
TO = Option("-o", "to", "FICHIER", is_required=True, read=a_new_file, offers=FILE, key="to")
WHO = (HOME, CLERK, PASSWORD)

COMMAND = Group(
    "person",
    Command("person export", export, NUMBER, *WHO, TO, JSON),
    Command("person erase", erase, NUMBER, *WHO, REASON, SUPERVISOR, FORCE, JSON),
    Command("person overdue", overdue, *WHO, JSON),
    Command("person purge", purge, *WHO, SUPERVISOR, TO, JSON),
)
