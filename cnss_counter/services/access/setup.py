"""First run: a counter made whole or not at all; no account exists before it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from cnss_counter.clock import Clock, system_clock
from cnss_counter.domain.agency import Agency
from cnss_counter.domain.clerk import ALL_ROLES, Clerk
from cnss_counter.errors import BadInputError
from cnss_counter.paths import Home
from cnss_counter.services.access import accounts
from cnss_counter.services.access.recovery import draw_code
from cnss_counter.storage.database import Store
from cnss_counter.storage.files.homes import describe, made_whole
from cnss_counter.storage.files.private_files import make_private_folder
from cnss_counter.storage.tables import clerks, counter, journal
from cnss_counter.storage.vault.keyring import KEY_BYTES, USUAL_COST, Keyring, PasswordCost
from cnss_counter.text import has_arabic, plain

_AGENCY = re.compile(r"[0-9]{3}")
LONGEST_AUTHORISATION = 40
_COUNTER = re.compile(r"[1-9][0-9]?")


def set_up(
    home: Home,
    agency: Agency,
    administrator: Clerk,
    password: str,
    *,
    colleagues: Mapping[Clerk, str] = MappingProxyType({}),
    clock: Clock = system_clock,
    cost: PasswordCost = USUAL_COST,
) -> str:
    """Make the counter of this home. The first administrator holds all roles.

    Returns the code of the recovery sheet, to be shown once and printed: it is written nowhere.
    A training counter, whose passwords everybody may read, has none ("").

    A power cut leaves no half-made counter. `colleagues` are named at once, each with a password
    (the training counter has one). `cost` is argon2id's; a real counter refuses less than the
    floor.

    Raises `BadInputError` naming the field and the rule, `StoreError` when the home cannot
    be written or is not empty.
    """
    for refusal in problems(agency, administrator, password):
        raise refusal
    agency = _cleaned(agency)
    for clerk, chosen in colleagues.items():
        accounts.require_good_password(chosen, clerk, agency)
    code, name = accounts.clerk_code(administrator.code), plain(administrator.name)
    passwords = {Clerk(code, name, ALL_ROLES): password, **colleagues}
    with made_whole(home) as beside:
        return _furnish(beside, agency, passwords, clock, cost)


def problems(agency: Agency, administrator: Clerk, password: str) -> tuple[BadInputError, ...]:
    """All that `set_up` would refuse of what was typed, at once; each error names its field.

    An error of the password names none: it begins with `password.`.
    """
    required = {
        "agency_name_fr": agency.name_fr,
        "agency_name_ar": agency.name_ar,
        "city": agency.city,
        "administrator_name": administrator.name,
    }
    return (
        *_refused_numbers(agency),
        *(
            BadInputError("setup.empty", field=name)
            for name in required
            if not plain(required[name])
        ),
        *_refused_arabic(agency),
        *_refused_account(agency, administrator, password),
    )


def _refused_numbers(agency: Agency) -> Iterator[BadInputError]:
    """The numbers go into every reference, so digits only."""
    if not _AGENCY.fullmatch(agency.code):
        yield BadInputError("setup.agency", field="agency")
    if not _COUNTER.fullmatch(agency.counter):
        yield BadInputError("setup.counter", field="counter")
    if len(plain(agency.privacy_authorisation)) > LONGEST_AUTHORISATION:
        yield BadInputError(
            "settings.authorisation", field="privacy_authorisation", most=str(LONGEST_AUTHORISATION)
        )
    if agency.sampling_rate < 1:
        yield BadInputError("setup.sampling_rate", field="sampling_rate")


def _refused_arabic(agency: Agency) -> Iterator[BadInputError]:
    if plain(agency.name_ar) and not has_arabic(agency.name_ar):
        yield BadInputError("setup.arabic_name", field="agency_name_ar")


def _refused_account(agency: Agency, clerk: Clerk, password: str) -> Iterator[BadInputError]:
    try:
        accounts.require_clerk_code(clerk.code)
    except BadInputError as refusal:
        yield refusal
    try:
        accounts.require_good_password(password, clerk, agency)
    except BadInputError as refusal:
        yield refusal


def _furnish(
    home: Home,
    agency: Agency,
    passwords: Mapping[Clerk, str],
    clock: Clock,
    cost: PasswordCost,
) -> str:

    keyring = Keyring(home.keyring, home.machine_secret, is_real=not agency.is_training, cost=cost)
    key = secrets.token_bytes(KEY_BYTES)
    keyring.create()
    recovery_code = "" if agency.is_training else draw_code()
    if recovery_code:
        keyring.put_recovery(recovery_code, key)
    store = Store.create(home.database, key)
    try:
        with store.writing() as database:
            counter.create(database, agency, clock())
            for clerk, password in passwords.items():
                keyring.put(clerk.code, password, key)
                clerks.put(database, clerk)
            journal.append(
                database, clock(), next(iter(passwords)).code, "counter_set_up", agency.code,
                {"counter": agency.counter, "is_training": agency.is_training},
            )  # fmt: skip
    finally:
        store.close()
    make_private_folder(home.receipts)
    describe(home, is_training=agency.is_training)
    return recovery_code


def _cleaned(agency: Agency) -> Agency:
    return replace(
        agency,
        name_fr=plain(agency.name_fr),
        name_ar=plain(agency.name_ar),
        city=plain(agency.city),
        privacy_authorisation=plain(agency.privacy_authorisation),
    )
