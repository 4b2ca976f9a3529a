"""Journeys are played at the training counter of the screens."""

from __future__ import annotations

from tests.empty_counter import empty_counter
from tests.screens.conftest import home

__all__ = ["empty_counter", "home"]
