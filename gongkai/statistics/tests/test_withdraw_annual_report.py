"""Withdrawing: the page and its files go, the stub stays, and the reason is required."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from gongkai.kit import files, journal
from gongkai.kit.action import Refused
from gongkai.kit.who import VISITOR, Actor
from gongkai.statistics import reads
from gongkai.statistics.actions.publish_annual_report import publish_annual_report
from gongkai.statistics.actions.withdraw_annual_report import withdraw_annual_report
from gongkai.statistics.models import AnnualReport
from gongkai.statistics.tests.conftest import NOW, ORIGINAL, PUBLISHER, a_report, files_of
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


@pytest.fixture
def published(quangang: Agency) -> AnnualReport:
    """A report with two versions, the second public."""
    for year_of_penalties in (0, 3):
        made = publish_annual_report(
            a_report(t2__penalty__decisions=year_of_penalties),
            agency=quangang, original=ORIGINAL, actor=PUBLISHER, now=NOW, render=files_of,
        )  # fmt: skip
    return made


def withdraw(agency: Agency, **more: object) -> AnnualReport:
    """Withdraw 2025 as the publisher would."""
    given = {"year": 2025, "reason": "原件含个人电话", "actor": PUBLISHER, "now": LATER, **more}
    return withdraw_annual_report(agency=agency, **given)  # type: ignore[arg-type]  # mixed kinds by name


def test_a_stub_with_number_date_and_reason_stays(
    published: AnnualReport, quangang: Agency, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    kept = [published.original_digest, *(row["digest"] for row in published.files.values())]
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(quangang)
    stub = reads.current(VISITOR, "quangang", 2025)
    assert stub is not None
    assert (stub.state, stub.withdrawn_reason, stub.withdrawn_at) == ("withdrawn", "原件含个人电话", LATER)
    assert stub.number == "泉港政办〔2026〕2号"
    assert stub.content == {}
    assert reads.file_of(VISITOR, stub, "original") is None
    assert not [digest for digest in kept if files.place_of(digest).exists()]


def test_earlier_versions_are_emptied_too(published: AnnualReport, quangang: Agency) -> None:
    withdraw(quangang)
    assert [row.content for row in AnnualReport.objects.all()] == [{}, {}]


def test_a_file_another_report_needs_stays(
    published: AnnualReport, quangang: Agency, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    publish_annual_report(
        a_report(year=2024), agency=quangang, original=ORIGINAL, actor=PUBLISHER, now=NOW, render=files_of
    )
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(quangang)
    assert files.take(published.original_digest) == ORIGINAL.data


def test_the_reason_is_journalled(published: AnnualReport, quangang: Agency) -> None:
    withdraw(quangang, reason=" 内容有误 ")
    assert journal.length() == 3
    assert list(journal.verify()) == []


def test_no_reason_no_withdrawal(published: AnnualReport, quangang: Agency) -> None:
    with pytest.raises(Refused, match="撤回须写明原因"):
        withdraw(quangang, reason="  ")


def test_what_is_not_public_cannot_be_withdrawn(published: AnnualReport, quangang: Agency) -> None:
    with pytest.raises(Refused, match="泉港区没有已发布的 2019 年度报告"):
        withdraw(quangang, year=2019)


def test_another_agencys_publisher_may_not(published: AnnualReport, quangang: Agency) -> None:
    with pytest.raises(Refused, match="没有为该单位撤回年度报告的权限"):
        withdraw(quangang, actor=Actor("u-9", "黄某"))


def test_after_withdrawing_a_right_version_can_be_published(published: AnnualReport, quangang: Agency) -> None:
    withdraw(quangang)
    made = publish_annual_report(
        a_report(), agency=quangang, original=ORIGINAL, actor=PUBLISHER, now=LATER, render=files_of
    )
    assert made.version == 3
    public = reads.current(VISITOR, "quangang", 2025)
    assert public is not None
    assert public.state == "published"
