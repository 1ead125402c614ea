"""The district for the tests of this room."""

from __future__ import annotations

import pytest

from gongkai.delivery.tests.making import District, a_district


@pytest.fixture
def district(db: None) -> District:
    """Two units, two halls, an office."""
    return a_district()
