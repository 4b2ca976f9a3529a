"""`cnss-counter clerk …`: who works here, by the same services as the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from cnss_counter.cli import output
from cnss_counter.cli.opening import open_session
from cnss_counter.cli.options.commands import Command, Group, Options
from cnss_counter.cli.options.parameters import CLERK, HOME, JSON, PASSWORD, Option, Subject, one_of
from cnss_counter.domain.clerk import Clerk, Role
from cnss_counter.services.access import staff

if TYPE_CHECKING:
    from cnss_counter.services.access.staff import OneTimeCode


def list_clerks(options: Options) -> int:

    with open_session(options) as session:
        listed = staff.listed(session.context)
    if options.json:
        output.print_json(
            [
                {
                    "code": line.clerk.code,
                    "name": line.clerk.name,
                    "roles": sorted(line.clerk.roles),
                    "active": line.is_active,
                }
                for line in listed
            ]
        )
        return 0
    words = output.french()
    for line in listed:
        roles = " · ".join(words(f"roles.{role}") for role in sorted(line.clerk.roles))
        state = roles if line.is_active else words("cli.clerk.left")
        output.print_line(f"{line.clerk.code:<21}{line.clerk.name}  {state}")
    return 0


def name(options: Options) -> int:

    with open_session(options) as session:
        given = staff.name(session.context, Clerk(options.code, options.name, options.role))
    return _tell_code(options, given)


def reset(options: Options) -> int:

    with open_session(options) as session:
        given = staff.give_code(session.context, options.code)
    return _tell_code(options, given)


def unlock(options: Options) -> int:

    with open_session(options) as session:
        staff.let_in_again(session.context, options.code)
    return _tell_done(options, "unlocked")


def change_roles(options: Options) -> int:

    with open_session(options) as session:
        staff.change_roles(session.context, options.code, options.role)
    return _tell_done(options, "roles_changed")


def remove(options: Options) -> int:

    with open_session(options) as session:
        staff.remove(session.context, options.code)
    return _tell_done(options, "removed")


def _tell_code(options: Options, given: OneTimeCode) -> int:
    """The code is said here and nowhere else."""
    until = given.until
    if options.json:
        document = {"clerk": given.clerk.code, "code": given.code, "until": until.isoformat()}
        output.give(output.as_json(document))
    else:
        said = {"clerk": given.clerk.code, "code": given.code}
        day, time = until.date(), f"{until:%H:%M}"
        output.give(output.french()("cli.clerk.code", **said, day=day, time=time))
    return 0


def _tell_done(options: Options, what: str) -> int:
    if options.json:
        output.print_json({"clerk": options.code, "done": what})
    else:
        print(output.french()(f"cli.clerk.{what}", clerk=options.code))
    return 0


def roles(typed: str) -> frozenset[str]:
    """`clerk,supervisor`."""
    read = one_of(*get_args(Role))
    return frozenset(read(role.strip()) for role in typed.split(","))


CODE = Subject("code", "CODE", "clerk_meant")
ROLE = Option("--role", "roles", "RÔLE", is_required=True, read=roles, offers=get_args(Role))
NAME = Option("--name", "clerk_name", "NOM", is_required=True)
WHO = (HOME, CLERK.saying("your_code"), PASSWORD)

COMMAND = Group(
    "clerk",
    Command("clerk list", list_clerks, *WHO, JSON),
    Command("clerk name", name, CODE, NAME, ROLE, *WHO, JSON),
    Command("clerk reset", reset, CODE, *WHO, JSON),
    Command("clerk unlock", unlock, CODE, *WHO, JSON),
    Command("clerk roles", change_roles, CODE, ROLE, *WHO, JSON),
    Command("clerk remove", remove, CODE, *WHO, JSON),
)
