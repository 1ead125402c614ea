"""Mistakes in the settings of signing in are told before the first request."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import LazySettings

from gongkai.units.checks import signing_in_holds


def ids() -> list[str | None]:
    return [message.id for message in signing_in_holds()]


def service(**given: str) -> dict[str, Any]:
    return {"openid_connect": {"APPS": [{"client_id": "site", "secret": "secret", **given}]}}


def test_the_defaults_have_no_mistake(settings: LazySettings) -> None:
    assert ids() == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("SECOND_FACTOR_DUTIES", ["emperor"], "gongkai.E020"),
        ("PASSWORD_LENGTH", 4, "gongkai.E021"),
        ("LOCK_FAILURES", 0, "gongkai.E021"),
        ("IDLE_MINUTES", 0, "gongkai.E021"),
    ],
)
def test_a_mistake_is_told(settings: LazySettings, name: str, value: object, code: str) -> None:
    setattr(settings, name, value)
    assert ids() == [code]


def test_an_identity_service_needs_https_and_a_name(settings: LazySettings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS, settings.OIDC_ISSUER = service(), "https://id.example"
    assert ids() == []
    settings.OIDC_ISSUER = "http://id.example"
    assert ids() == ["gongkai.E022"]
    settings.SOCIALACCOUNT_PROVIDERS, settings.OIDC_ISSUER = service(secret=""), "http://127.0.0.1:9/o"
    assert ids() == ["gongkai.E023"]
