"""Every look at every screen of errands, the staff, the office and the first day."""

from __future__ import annotations

import pytest

from cnss_counter.paths import Home
from tests.screens.looks.stories import THE_OFFICE
from tests.screens.looks.walk import walk


@pytest.mark.parametrize("name", THE_OFFICE)
async def test_each_screen_stands_up_to_every_look(home: Home, name: str) -> None:
    await walk(home, THE_OFFICE[name])
