"""Settings mistakes come out as checks with ids, each with what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from gongkai.kit.checks import settings_hold


def ids() -> list[str | None]:
    """The ids found with the settings as they are."""
    return [message.id for message in settings_hold()]


def test_the_embedded_default_has_no_mistake(settings: LazySettings) -> None:
    assert ids() == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("BASE_URL", "www.example.gov.cn", "gongkai.E001"),
        ("SECRET_KEY", "short", "gongkai.E003"),
        ("UPLOAD_LIMIT_MB", 0, "gongkai.E005"),
        ("UPLOAD_LIMIT_MB", 500, "gongkai.E005"),
        ("CHECKS_PER_HOUR", 0, "gongkai.E006"),
    ],
)
def test_each_mistake_has_its_id_and_says_what_to_do(
    settings: LazySettings, name: str, value: Any, expected: str
) -> None:
    setattr(settings, name, value)
    found = settings_hold()
    assert [message.id for message in found] == [expected]
    assert found[0].hint


def test_production_over_plain_http_and_with_a_cache_of_its_own_is_told(settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert ids() == ["gongkai.E002", "gongkai.W001"]


def test_a_home_that_is_a_file_cannot_be_written(settings: LazySettings, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    settings.HOME = taken
    assert ids() == ["gongkai.E004"]
