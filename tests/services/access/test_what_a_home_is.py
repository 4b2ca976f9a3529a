"""Real or training: the sealed row decides, of what is restored too, and against an SQL shell."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from cnss_counter.domain.clerk import Clerk
from cnss_counter.errors import AccessError, StoreError
from cnss_counter.paths import Home
from cnss_counter.services.access import staff
from cnss_counter.services.access.login import choose_password, log_in
from cnss_counter.services.access.setup import set_up
from cnss_counter.services.custody import backups, journal_check, numbering
from cnss_counter.services.custody.restoring import ByMachine, restore
from cnss_counter.storage.connections import open_connection
from cnss_counter.storage.files import homes
from cnss_counter.storage.files.homes import describe
from cnss_counter.storage.vault.keyring import LOWEST_COST
from testkit.clients import first_client
from tests.refusals import refused
from tests.services.conftest import AGENCY, FIRST, PASSWORD, consent

TRAINEE = Clerk("T05", "Sara Idrissi", frozenset({"trainee"}))


@pytest.fixture(params=["real", "training"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    """A counter of each kind, in a folder that has its name."""
    home = Home(tmp_path / request.param)
    agency = replace(AGENCY, is_training=request.param == "training")
    set_up(home, agency, FIRST, PASSWORD, cost=LOWEST_COST)
    return home


def _is_training(home: Home) -> bool:
    return home.folder.name == "training"


def test_neither_login_nor_resume_nor_a_first_password_opens_a_home_that_says_the_other_kind(
    home: Home,
) -> None:
    is_training = _is_training(home)
    sealed = f"home.sealed_{home.folder.name}"
    session = log_in(home, "A17", PASSWORD, training=is_training)
    code = staff.name(session.context, TRAINEE).code
    session.log_out()
    describe(home, is_training=not is_training)
    with refused(StoreError, sealed) as detail:
        log_in(home, "A17", PASSWORD, training=not is_training)
    assert detail == {
        "file": str(home.description),
        "line": f'kind = "{home.folder.name}"',
    }
    with refused(StoreError, sealed):
        choose_password(home, "T05", code, "sept tasses sans anse", training=not is_training)
    with refused(StoreError, sealed):
        numbering.resume(home, "A17", PASSWORD, "9", training=not is_training)
    with refused(AccessError, "access.refused"):  # nothing is told to who has no password
        log_in(home, "A17", "une autre phrase", training=not is_training)
    describe(home, is_training=is_training)
    again = log_in(home, "A17", PASSWORD, training=is_training)
    assert journal_check.verify(again.context, whole=True).broken is None
    assert (
        again.deposit("one", again.assess(first_client()), consent()).reference.split("-")[4]
        == "000001"
    )
    again.log_out()


def test_a_real_counter_turned_to_training_by_sql_opens_for_nobody(tmp_path: Path) -> None:
    """By somebody who has the database's key: the journal no longer vouches for the row."""
    home = Home(tmp_path / "real")
    set_up(home, replace(AGENCY, is_training=False), FIRST, PASSWORD, cost=LOWEST_COST)
    session = log_in(home, "A17", PASSWORD)
    key = session.context.store.key()
    session.log_out()
    for is_training, unvouched in ((1, ""), (1, ", sealed_by = NULL"), (0, "")):
        database = open_connection(home.database, key)
        database.execute(f"UPDATE settings SET is_training = {is_training}{unvouched}")
        database.conn.commit()
        database.close()
        describe(home, is_training=bool(is_training))
        if is_training:
            with refused(StoreError, "store.settings_altered"):
                log_in(home, "A17", PASSWORD, training=True)
    with refused(StoreError, "store.settings_altered"):  # `sealed_by` is still missing
        log_in(home, "A17", PASSWORD)


def _changed(file: Path, *, is_training: bool) -> Path:
    """The same backup, which says of itself that it is of the other kind, with hashes that fit."""
    with tarfile.open(file) as packed:
        parts = {}
        for member in packed.getmembers():
            content = packed.extractfile(member)
            assert content is not None
            parts[member.name] = content.read()
    kind: homes.Kind = "training" if is_training else "real"
    parts["home.toml"] = f"format = 1\n{homes.line_of(kind)}\n".encode("ascii")
    manifest = json.loads(parts.pop("manifest.json"))
    manifest["is_training"] = is_training
    manifest["files"] = {name: hashlib.sha256(part).hexdigest() for name, part in parts.items()}
    changed = file.with_name("changed.backup")
    with tarfile.open(changed, "w") as packed:
        for name, part in {"manifest.json": json.dumps(manifest).encode(), **parts}.items():
            info = tarfile.TarInfo(name)
            info.size = len(part)
            packed.addfile(info, io.BytesIO(part))
    return changed


def test_a_backup_that_says_the_other_kind_is_restored_as_what_it_is(
    home: Home, tmp_path: Path
) -> None:
    is_training = _is_training(home)
    session = log_in(home, "A17", PASSWORD, training=is_training)
    made = backups.back_up(session.context).file
    session.log_out()
    for number, file in enumerate((made, _changed(made, is_training=not is_training))):
        new = Home(tmp_path / f"new {number}")
        restore(file, new, "A17", ByMachine(PASSWORD, home.machine_secret), "0")
        assert homes.kind(new) == home.folder.name
        log_in(new, "A17", PASSWORD, training=is_training).log_out()
        with refused(StoreError, f"home.is_{home.folder.name}"):
            log_in(new, "A17", PASSWORD, training=not is_training)


def test_a_backup_never_goes_into_a_home_of_the_other_kind(home: Home, tmp_path: Path) -> None:
    is_training = _is_training(home)
    other = Home(tmp_path / "other")
    agency = replace(AGENCY, is_training=not is_training)
    set_up(other, agency, FIRST, PASSWORD, cost=LOWEST_COST)
    session = log_in(home, "A17", PASSWORD, training=is_training)
    made = backups.back_up(session.context).file
    session.log_out()
    before = other.database.read_bytes()
    with refused(StoreError, "home.not_empty"):
        restore(made, other, "A17", ByMachine(PASSWORD, home.machine_secret), "0")
    assert other.database.read_bytes() == before
