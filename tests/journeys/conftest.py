"""Journeys are played at the training counter of the screens."""

from __future__ import annotations

from tests.screens.conftest import empty_counter, home

__all__ = ["empty_counter", "home"]
