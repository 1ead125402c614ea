"""`gongkai probe` as people run it: its figures, its findings, its exit codes, and the hosts it refuses."""

from __future__ import annotations

import pytest
from pytest_django import Settings
from typer.testing import CliRunner

from gongkai.cli.main import app
from gongkai.cli.speech import Stop
from gongkai.inspection.models import Probe
from gongkai.inspection.tests.public_site import SITE, a_page, serving

pytestmark = pytest.mark.django_db


def test_a_sound_site_ends_with_nought_a_broken_one_with_its_findings(settings: Settings) -> None:
    settings.PROBE_PAUSE_MS = 0
    with serving({"/": a_page("甲", SITE)}) as site:
        settings.BASE_URL = site.base
        once = CliRunner().invoke(app, ["probe", "--once"])
        assert once.exit_code == 0 and "毫秒" in once.stdout
        sound = CliRunner().invoke(app, ["probe", "--base", site.base])
        assert sound.exit_code == 0 and "页面 1 个" in sound.stdout
        site.pages["/"] = a_page('<a href="/none/">甲</a>', SITE)
        broken = CliRunner().invoke(app, ["probe"])
    assert broken.exit_code == 1
    assert "待处理的问题 1 个" in broken.stdout and "/none/" in broken.stderr
    assert list(Probe.objects.order_by("pk").values_list("kind", flat=True)) == ["visit", "round", "round"]


def test_another_host_and_a_site_that_is_down_are_said_in_one_line(settings: Settings) -> None:
    settings.BASE_URL = "http://127.0.0.1:9"
    for arguments, code in ((["--base", "https://elsewhere.example"], "wrong-site"), ([], "no-answer"),
                            (["--once"], "no-answer")):  # fmt: skip
        answer = CliRunner().invoke(app, ["probe", *arguments])
        assert isinstance(answer.exception, Stop) and answer.exception.code == code
