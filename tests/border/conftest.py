"""The sites are built once for all tests of the border."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.border.sites import Site, embedded, public_process
from tests.border.visitor import Visitor


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with embedded(tmp_path_factory.mktemp("border")) as made:
        yield made


@pytest.fixture(scope="session")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with public_process(tmp_path_factory.mktemp("border-public")) as made:
        yield made


@pytest.fixture(params=["on_sqlite", pytest.param("on_postgresql", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest) -> Site:
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def visitor(site: Site) -> Iterator[Visitor]:
    made = Visitor(site.address, site.always)
    yield made
    made.leave()
