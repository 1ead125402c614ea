"""Mistakes in the settings of mail and webhooks are found at start, and no secret is printed."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.supervision.checks import notifying_holds


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("MAIL_URL", "mail.example.test", "E090"),
        ("NOTICE_WEBHOOKS", {"QG": "http://example.test/hook?key=s3cret"}, "E091"),
        ("NOTICE_TRIES", 0, "E092"),
        ("WATCH_SECONDS", 1, "E093"),
    ],
)
def test_each_mistake_is_named(settings: Any, name: str, value: object, found: str) -> None:
    assert notifying_holds() == []
    setattr(settings, name, value)
    (error,) = notifying_holds()
    assert error.id == f"gongkai.{found}" and "s3cret" not in f"{error.msg}{error.hint}"
