"""The district for the tests of this room, and the platforms that it pushes to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gongkai.delivery import push_channels
from gongkai.delivery.tests import platform as served
from gongkai.delivery.tests.making import District, a_district


@pytest.fixture
def district(db: None) -> District:
    """Two units, two halls, an office."""
    return a_district()


@pytest.fixture
def platform(settings: Any) -> Iterator[served.Platform]:
    """A platform of our own, and the site linked with its account; no robot."""
    push_channels._ACCOUNTS.clear()
    with served.running() as made:
        settings.WECHAT_BASE, settings.WECHAT_APP_ID, settings.WECHAT_SECRET = made.base, served.APP_ID, served.SECRET
        yield made


@pytest.fixture
def robot(platform: served.Platform, settings: Any) -> served.Platform:
    """The platform with a robot only, which is never silent."""
    settings.WECHAT_APP_ID = settings.WECHAT_SECRET = settings.WECOM_QUIET = ""
    settings.WECOM_WEBHOOK = f"{platform.base}/cgi-bin/webhook/send?key={served.KEY}"
    return platform
