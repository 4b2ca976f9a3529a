"""The tables, as named migrations. A migration that has been released is never edited.

Nothing of the program but its driver is imported here: what a migration has to understand, it
understands by itself, as it was on its day. A test holds this.
"""

from __future__ import annotations

from cnss_counter.storage.driver import Database, Migrations

migrations = Migrations("cnss_counter")

ANCHORED = "prove_what_was_written"
"""The migration from which on a database has an anchor beside it."""


@migrations()
def create_the_counter(db: Database) -> None:
    """Who works here: the counter's settings, its signing key, its clerks."""
    _run(
        db,
        """CREATE TABLE settings (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            agency_code TEXT NOT NULL CHECK (length(agency_code) BETWEEN 1 AND 6),
            agency_name_fr TEXT NOT NULL,
            agency_name_ar TEXT NOT NULL,
            city TEXT NOT NULL,
            counter TEXT NOT NULL CHECK (length(counter) BETWEEN 1 AND 3),
            is_training INTEGER NOT NULL CHECK (is_training IN (0, 1)),
            sampling_rate INTEGER NOT NULL CHECK (sampling_rate >= 1),
            control_key BLOB NOT NULL CHECK (length(control_key) = 32)
        ) STRICT""",
        """CREATE TABLE signing_keys (
            key_id TEXT PRIMARY KEY CHECK (length(key_id) = 4),
            private_key BLOB NOT NULL CHECK (length(private_key) = 32),
            since TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE clerks (
            code TEXT PRIMARY KEY CHECK (length(code) BETWEEN 2 AND 20),
            name TEXT NOT NULL,
            roles TEXT NOT NULL CHECK (json_valid(roles)),
            is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1))
        ) STRICT""",
    )


@migrations()
def create_the_journal(db: Database) -> None:
    """The chain of what was done; nothing in it is ever changed or taken away."""
    _run(
        db,
        """CREATE TABLE journal (
            n INTEGER PRIMARY KEY CHECK (n >= 1),
            at TEXT NOT NULL,
            actor TEXT NOT NULL,
            kind TEXT NOT NULL,
            entity TEXT NOT NULL,
            body TEXT NOT NULL CHECK (json_valid(body)),
            previous TEXT NOT NULL,
            hash TEXT NOT NULL CHECK (length(hash) = 64)
        ) STRICT""",
        *_refusals("journal", "the journal is append-only"),
    )


@migrations()
def create_drafts_and_persons(db: Database) -> None:
    """Requests being written down, and the people known to this counter."""
    _run(
        db,
        """CREATE TABLE drafts (
            id TEXT PRIMARY KEY,
            version INTEGER NOT NULL CHECK (version >= 1),
            clerk TEXT NOT NULL REFERENCES clerks (code),
            saved_at TEXT NOT NULL,
            draft TEXT NOT NULL CHECK (json_valid(draft))
        ) STRICT""",
        "CREATE INDEX drafts_of_a_clerk ON drafts (clerk, saved_at)",
        """CREATE TABLE persons (
            id INTEGER PRIMARY KEY,
            immatriculation_number TEXT UNIQUE,
            draft TEXT NOT NULL CHECK (json_valid(draft))
        ) STRICT""",
        """CREATE TABLE person_keys (
            kind TEXT NOT NULL CHECK (kind IN ('identity', 'phone')),
            key TEXT NOT NULL,
            person INTEGER NOT NULL REFERENCES persons (id),
            PRIMARY KEY (kind, key, person)
        ) STRICT, WITHOUT ROWID""",
        """CREATE VIRTUAL TABLE person_names USING fts5 (
            names, content = '', contentless_delete = 1, prefix = '2 3', detail = 'column',
            tokenize = 'unicode61 remove_diacritics 2'
        )""",
    )


@migrations()
def create_deposits(db: Database) -> None:
    """What was deposited. Only the status of a deposit may ever move."""
    _run(
        db,
        """CREATE TABLE sequences (
            agency TEXT NOT NULL,
            counter TEXT NOT NULL,
            year INTEGER NOT NULL,
            last INTEGER NOT NULL CHECK (last >= 1),
            PRIMARY KEY (agency, counter, year)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE deposits (
            id INTEGER PRIMARY KEY,
            reference TEXT NOT NULL UNIQUE,
            draft_id TEXT NOT NULL UNIQUE,
            person INTEGER NOT NULL REFERENCES persons (id),
            deposited_at TEXT NOT NULL,
            clerk TEXT NOT NULL REFERENCES clerks (code),
            is_provisional INTEGER NOT NULL CHECK (is_provisional IN (0, 1)),
            is_selected_for_control INTEGER NOT NULL CHECK (is_selected_for_control IN (0, 1)),
            status TEXT NOT NULL CHECK (status IN ('deposited', 'withdrawn')),
            salt BLOB NOT NULL CHECK (length(salt) = 16),
            record TEXT NOT NULL CHECK (json_valid(record)),
            key_id TEXT NOT NULL REFERENCES signing_keys (key_id),
            journal_entry INTEGER NOT NULL REFERENCES journal (n)
        ) STRICT""",
        "CREATE INDEX deposits_of_a_person ON deposits (person)",
        """CREATE TRIGGER deposits_are_kept BEFORE DELETE ON deposits
            BEGIN SELECT RAISE(ABORT, 'a deposit is never deleted'); END""",
        """CREATE TRIGGER deposits_are_not_rewritten BEFORE UPDATE OF id, reference, draft_id,
            person, deposited_at, clerk, is_provisional, is_selected_for_control, salt, record,
            key_id, journal_entry ON deposits
            BEGIN SELECT RAISE(ABORT, 'a deposit is never rewritten'); END""",
        """CREATE TABLE receipt_prints (
            reference TEXT NOT NULL REFERENCES deposits (reference),
            number INTEGER NOT NULL CHECK (number >= 0),
            journal_entry INTEGER NOT NULL REFERENCES journal (n),
            PRIMARY KEY (reference, number)
        ) STRICT, WITHOUT ROWID""",
        *_refusals("receipt_prints", "a print is never forgotten"),
    )


@migrations()
def create_tallies(db: Database) -> None:
    """Counts kept at each deposit, because counting rows slows down with their number."""
    _run(
        db,
        """CREATE TABLE tallies (
            name TEXT NOT NULL CHECK (name IN ('deposited', 'waiting_control', 'not_exported')),
            day TEXT NOT NULL,
            n INTEGER NOT NULL CHECK (n >= 0),
            PRIMARY KEY (name, day)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TRIGGER deposits_are_tallied AFTER INSERT ON deposits BEGIN
            INSERT INTO tallies (name, day, n)
            VALUES ('deposited', substr(new.deposited_at, 1, 10), 1),
                   ('waiting_control', '', new.is_selected_for_control),
                   ('not_exported', '', 1)
            ON CONFLICT (name, day) DO UPDATE SET n = n + excluded.n;
        END""",
    )


@migrations()
def know_law_09_08(db: Database) -> None:
    """Two settings: the CNDP's number, and how long a request is kept. Nobody has to say."""
    _run(
        db,
        """ALTER TABLE settings ADD COLUMN privacy_authorisation TEXT
            CHECK (length(privacy_authorisation) BETWEEN 1 AND 40)""",
        """ALTER TABLE settings ADD COLUMN retention_months INTEGER
            CHECK (retention_months BETWEEN 1 AND 1200)""",
    )


@migrations(name=ANCHORED)
def prove_what_was_written(db: Database) -> None:
    """Each entry signed, each row vouched for by an entry; keys that can be replaced."""
    _run(
        db,
        "ALTER TABLE journal ADD COLUMN key_id TEXT",
        "ALTER TABLE journal ADD COLUMN signature BLOB",
        "DROP TRIGGER journal_refuses_update",
        """CREATE TRIGGER journal_refuses_update BEFORE UPDATE ON journal
            WHEN old.signature IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
        """CREATE INDEX journal_milestones ON journal (kind, n)
            WHERE kind IN ('backup_made', 'day_closed', 'journal_verified')""",
        "ALTER TABLE signing_keys ADD COLUMN retired_at TEXT",
        """CREATE UNIQUE INDEX one_key_signs ON signing_keys (retired_at IS NULL)
            WHERE retired_at IS NULL""",
        """CREATE TABLE search_salts (
            id INTEGER PRIMARY KEY,
            salt BLOB NOT NULL CHECK (length(salt) = 16)
        ) STRICT""",
        "CREATE INDEX person_keys_of_a_person ON person_keys (person)",
        "DROP TRIGGER receipt_prints_refuses_update",
        """CREATE TRIGGER receipt_prints_refuses_update
            BEFORE UPDATE OF reference, number, journal_entry ON receipt_prints
            BEGIN SELECT RAISE(ABORT, 'a print is never forgotten'); END""",
        *(
            f"ALTER TABLE {table} ADD COLUMN {column}"
            for table in (
                "settings", "signing_keys", "clerks", "sequences", "persons", "deposits",
                "receipt_prints", "search_salts",
            )
            for column in ("sealed_by INTEGER", "seal_salt BLOB")
        ),
    )  # fmt: skip


@migrations()
def let_a_person_be_erased(db: Database) -> None:
    """A deposit may still not be rewritten, but into one that says nothing of anybody."""
    kept = (
        "id", "reference", "draft_id", "person", "deposited_at", "clerk", "is_provisional",
        "is_selected_for_control", "key_id", "journal_entry",
    )  # fmt: skip
    _run(
        db,
        "DROP TRIGGER deposits_are_not_rewritten",
        f"""CREATE TRIGGER deposits_are_not_rewritten
            BEFORE UPDATE OF {", ".join(kept)}, salt, record ON deposits
            WHEN {" OR ".join(f"new.{column} IS NOT old.{column}" for column in kept)}
                OR new.salt IS NOT zeroblob(16)
                OR new.record ->> '$.erased_at' IS NULL
                OR new.record -> '$.draft.answers' IS NOT '{{}}'
                OR new.record -> '$.draft.attachments' IS NOT '{{}}'
                OR new.record -> '$.draft.survivors' IS NOT '[]'
                OR new.record -> '$.trace' IS NOT '[]'
            BEGIN SELECT RAISE(ABORT, 'a deposit is never rewritten'); END""",
    )


@migrations()
def hand_drafts_over(db: Database) -> None:
    """A draft says which clerk it comes from, when it was handed over."""
    _run(db, "ALTER TABLE drafts ADD COLUMN given_by TEXT REFERENCES clerks (code)")


@migrations()
def count_erased_requests(db: Database) -> None:
    """How many requests were erased, without reading all of them."""
    _run(db, f"CREATE INDEX erased_deposits ON deposits (id) WHERE salt = x'{'00' * 16}'")


@migrations()
def find_longer_beginnings_of_names(db: Database) -> None:
    """Names are indexed by their beginnings of up to eight letters.

    A longer beginning than the longest one indexed is answered by gathering everybody whose
    name begins so: 0.3 s among a million, at each key. Whoever opens the database indexes
    everybody (`persons.index_names`): how names are folded is no business of a migration.
    """
    _run(
        db,
        "DROP TABLE person_names",
        """CREATE VIRTUAL TABLE person_names USING fts5 (
            names, content = '', contentless_delete = 1, prefix = '2 3 4 5 6 7 8',
            detail = 'column', tokenize = 'unicode61 remove_diacritics 2'
        )""",
        "PRAGMA user_version = 0",
    )


@migrations()
def know_the_lock(db: Database) -> None:
    """After how many minutes without a key the screen locks itself; null is the usual five."""
    _run(
        db,
        """ALTER TABLE settings ADD COLUMN lock_minutes INTEGER
            CHECK (lock_minutes BETWEEN 1 AND 15)""",
    )


@migrations()
def know_head_office(db: Database) -> None:
    """The age public key that a recovery code is sealed to; null when none was given."""
    _run(db, "ALTER TABLE settings ADD COLUMN head_office TEXT CHECK (length(head_office) < 200)")


@migrations()
def know_who_was_shown(db: Database) -> None:
    """The persons whom a search by name showed: its salt goes when one of them is erased."""
    _run(db, "ALTER TABLE search_salts ADD COLUMN persons TEXT CHECK (json_valid(persons))")


@migrations()
def know_whose_receipt_is_unprinted(db: Database) -> None:
    """The deposits whose original has not come out yet; one drawn before counts as given out."""
    _run(
        db,
        """CREATE TABLE unprinted_receipts (
            deposit INTEGER PRIMARY KEY REFERENCES deposits (id)
        ) STRICT""",
        """INSERT INTO unprinted_receipts (deposit) SELECT id FROM deposits
            WHERE salt <> zeroblob(16) AND NOT EXISTS (
                SELECT 1 FROM receipt_prints WHERE receipt_prints.reference = deposits.reference)
        """,
    )


@migrations()
def know_the_colours_of_each_clerk(db: Database) -> None:
    """In which colours a clerk wants the screen; no row is the usual ones."""
    _run(
        db,
        """CREATE TABLE clerk_colours (
            clerk TEXT PRIMARY KEY REFERENCES clerks (code),
            colours TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
    )


@migrations()
def know_the_epochs(db: Database) -> None:
    """In which epoch a key signs, and on which machine; null: the first, not told yet."""
    _run(
        db,
        "ALTER TABLE signing_keys ADD COLUMN epoch INTEGER CHECK (epoch >= 1)",
        "ALTER TABLE signing_keys ADD COLUMN machine TEXT",
    )


@migrations()
def know_the_language_of_each_clerk(db: Database) -> None:
    """In which language a clerk reads the screen; no row is that of the login."""
    _run(
        db,
        """CREATE TABLE clerk_languages (
            clerk TEXT PRIMARY KEY REFERENCES clerks (code),
            language TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
    )


@migrations()
def know_the_account_of_an_epoch(db: Database) -> None:
    """Under which account of its machine a key signs; null: not told yet."""
    _run(db, "ALTER TABLE signing_keys ADD COLUMN account TEXT")


@migrations()
def find_references_of_the_portal(db: Database) -> None:
    """Requests by the reference that the portal gave them, whatever stands between its parts.

    A record that cannot be read keeps no counter from its new tables.
    """
    said = "iif(json_valid(record), record ->> '$.draft.answers.portal_reference', NULL)"
    key = f"upper({said})"
    for separator in " .-/_:":
        key = f"replace({key}, '{separator}', '')"
    _run(db, f"CREATE INDEX deposits_from_the_portal ON deposits ({key}) WHERE {said} IS NOT NULL")


@migrations()
def know_how_the_agency_is_reached(db: Database) -> None:
    """Its telephone and opening hours, for receipts; null: nobody told them."""
    _run(
        db,
        "ALTER TABLE settings ADD COLUMN phone TEXT",
        "ALTER TABLE settings ADD COLUMN hours_fr TEXT",
        "ALTER TABLE settings ADD COLUMN hours_ar TEXT",
    )


def _refusals(table: str, reason: str) -> tuple[str, str]:
    return tuple(  # type: ignore[return-value]
        f"CREATE TRIGGER {table}_refuses_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{reason}'); END"
        for verb in ("UPDATE", "DELETE")
    )


def _run(db: Database, *statements: str) -> None:
    for statement in statements:
        db.execute(statement)
