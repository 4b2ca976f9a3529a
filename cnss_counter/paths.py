"""Where things are: the data files that come with the program, and one home for all state."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


def data_place() -> str:
    """The law, the words and the reference tables: in the wheel, or beside it in a checkout."""
    package = os.path.dirname(__file__)
    installed = os.path.join(package, "data")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(package), "data")


def bundle() -> str:
    """Which bundle this program was unpacked from; "" where it was installed otherwise."""
    beside = os.path.dirname(os.path.dirname(__file__))
    try:
        with open(os.path.join(beside, "cnss_counter.bundle"), encoding="ascii") as said:
            return said.read()
    except OSError:
        return ""


def data_folder() -> Path:
    """The same, for whoever needs more of it than a name."""
    from pathlib import Path  # not paid by `check`

    return Path(data_place())


class Home(NamedTuple):
    """One folder that holds the state of one counter, real or training.

    A home says what it is in `home.toml` (`kind = "real"` or `"training"`), and its database
    proves it; the two kinds never open each other.
    """

    folder: Path

    @property
    def is_set_up(self) -> bool:
        """Whether this home holds a counter, if only its database."""
        return self.description.exists() or self.database.exists()

    @property
    def database(self) -> Path:
        return self.folder / "counter.db"

    @property
    def keyring(self) -> Path:
        return self.folder / "keys.json"

    @property
    def machine_secret(self) -> Path:
        return self.folder / "machine.key"

    @property
    def description(self) -> Path:
        return self.folder / "home.toml"

    @property
    def preferences(self) -> Path:
        return self.folder / "preferences.json"

    @property
    def throttle(self) -> Path:
        return self.folder / "throttle.json"

    @property
    def refused_tries(self) -> Path:
        return self.folder / "refused.json"

    @property
    def public_keys(self) -> Path:
        return self.folder / "public_keys.json"

    @property
    def receipts(self) -> Path:
        return self.folder / "receipts"

    @property
    def session_marks(self) -> Path:
        return self.folder / "sittings"

    @property
    def handed_over(self) -> Path:
        """Marks of papers that the printer took and whose person has not left yet."""
        return self.folder / "handed_over"

    @property
    def code_sheet(self) -> Path:
        """A code on its way to the printer; deleted when its screen is left."""
        return self.folder / "code.pdf"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"


def state_folder() -> Path | None:
    """Where this account keeps what belongs to the machine and into no backup (XDG's state).

    None for an account without a folder of its own.
    """
    from platformdirs import user_state_path

    folder = user_state_path("cnss-counter", appauthor=False)
    return folder if folder.is_absolute() else None


def home(chosen: str | None = None, *, training: bool = False) -> Home:
    """The home asked for, else `$CNSS_COUNTER_HOME`, else the platform's user-data folder.

    The training twin lives in a `training` folder beside the real one's default place. Raises
    `RuntimeError` for `~` or an account without a folder of its own.
    """
    from pathlib import Path

    if chosen or (chosen := os.environ.get("CNSS_COUNTER_HOME")):
        return Home(Path(chosen).expanduser())
    from platformdirs import user_data_path

    folder = user_data_path("cnss-counter", appauthor=False)
    return Home(folder / "training" if training else folder / "counter")
