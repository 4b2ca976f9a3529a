"""Every look at every screen of requests that are given up, taken up again, or another's."""

from __future__ import annotations

import pytest

from cnss_counter.paths import Home
from tests.screens.looks.stories import OTHER_REQUESTS
from tests.screens.looks.walk import walk


@pytest.mark.parametrize("name", OTHER_REQUESTS)
async def test_each_screen_stands_up_to_every_look(home: Home, name: str) -> None:
    await walk(home, OTHER_REQUESTS[name])
