"""SQLCipher as the driver of sqlite-utils. Everybody takes sqlite-utils from here.

sqlite-utils looks for `pysqlite3` first; giving it sqlcipher3 under that name makes it catch
the exception classes that the connection really raises (docs/decisions/0002).
"""

from __future__ import annotations

import sys

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

from sqlite_utils import Database, Migrations  # noqa: E402  after its driver is in place

__all__ = [
    "SQLITE_VERSION",
    "Database",
    "DriverError",
    "IntegrityError",
    "Migrations",
    "connect",
    "error_name",
]

DriverError = dbapi2.Error
IntegrityError = dbapi2.IntegrityError
SQLITE_VERSION: tuple[int, ...] = dbapi2.sqlite_version_info


def error_name(refusal: BaseException) -> str:
    """What SQLite calls a refusal, without what it adds to the name; "" for what is none of its."""
    return "_".join(str(getattr(refusal, "sqlite_errorname", "")).split("_")[:2])


def connect(path: str, key: bytes) -> dbapi2.Connection:
    """Open an encrypted database with a raw key of 32 bytes, without any implicit transaction.

    A connection belongs to one thread; the check is off only so that logging out can close
    the connections of the other threads.
    """
    connection = dbapi2.connect(
        path, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write over the screen
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")  # a key cannot be bound
    return connection
