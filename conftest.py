"""Every test has a home folder and a cache of its own; nothing is left in the working tree."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_home(request: pytest.FixtureRequest) -> None:
    """Point GONGKAI_HOME at a temporary folder and empty the cache, for the tests that touch Django."""
    if "settings" not in request.fixturenames and "db" not in request.fixturenames:
        return
    settings = request.getfixturevalue("settings")
    home: Path = request.getfixturevalue("tmp_path") / "home"
    settings.HOME = home
    from django.core.cache import cache

    cache.clear()
