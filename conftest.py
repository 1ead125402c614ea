"""Every test has a home folder and a cache of its own; nothing is left in the working tree. Tables are made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import tables


def pytest_configure(config: pytest.Config) -> None:
    """Tests roll back one connection, so both sides share it; on SQLite it is watched while the public is answered."""
    from django.conf import settings

    settings.PUBLIC_DATABASE = "default"


# Sites that cost a process tens of seconds to make: the tests that share one stay together, by the folder they lie in.
SHARED = {"tests/border/": "border", "tests/browser/portal/": "district", "tests/pages/": "pages"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one served site run in one process, so that it is made once; all others go wherever there is room."""
    for item in items:
        file = item.nodeid.partition("::")[0]
        names = getattr(item, "fixturenames", ())
        group = next((name for folder, name in SHARED.items() if file.startswith(folder)), "")
        if not group and file.startswith(("tests/browser/", "tests/identity/")):
            group = "site" if "site" in names else file
        if group:
            item.add_marker(pytest.mark.xdist_group(group))


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


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Begin the test database of SQLite with the copy of the migrated tables; PostgreSQL migrates from nothing."""
    from django.db import connection

    if connection.vendor != "sqlite":
        yield
        return
    with tables.copied(connection.creation):
        yield
