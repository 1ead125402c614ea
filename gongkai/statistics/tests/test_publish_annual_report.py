"""Publishing: who may, what is kept, what is refused, and what happens to the version before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import LazySettings
from django.db import IntegrityError

from gongkai.kit import files, journal
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.kit.who import VISITOR, Actor
from gongkai.statistics import reads
from gongkai.statistics.actions.publish_annual_report import publish_annual_report
from gongkai.statistics.models import AnnualReport
from gongkai.statistics.original import Original
from gongkai.statistics.snapshot import thaw
from gongkai.statistics.tests.conftest import NOW, ORIGINAL, PUBLISHER, a_report, files_of
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
HOW = {"original": ORIGINAL, "actor": PUBLISHER, "now": NOW, "render": files_of}


def test_a_published_report_is_public_with_its_figures_and_files(quangang: Agency, settings: LazySettings) -> None:
    report = a_report()
    publish_annual_report(report, agency=quangang, **HOW)
    public = reads.current(VISITOR, "quangang", 2025)
    assert public is not None
    assert thaw(public.content) == report
    assert (public.version, public.edition, public.number) == (1, "2021", "泉港政办〔2026〕2号")
    assert reads.file_of(VISITOR, public, "original") == ORIGINAL.data
    assert reads.file_of(VISITOR, public, "csv") == report.title.encode()
    assert reads.file_of(VISITOR, public, "pdf") is None


def test_findings_are_counted_and_are_no_barrier(quangang: Agency) -> None:
    made = publish_annual_report(a_report(t3__granted__total=7), agency=quangang, **HOW)
    assert made.errors > 0


def test_publishing_is_journalled_in_the_agencys_chain(quangang: Agency) -> None:
    made = publish_annual_report(a_report(), agency=quangang, **HOW)
    row = JournalEntry.objects.get(chain="quangang")
    assert (row.actor, row.act, row.subject) == ("u-7", "publish_annual_report", "annual-report quangang 2025")
    assert row.after["content"] == made.content_hash
    assert list(journal.verify()) == []


def test_a_correction_replaces_the_version_before(quangang: Agency) -> None:
    publish_annual_report(a_report(), agency=quangang, **HOW)
    publish_annual_report(a_report(t2__penalty__decisions=3), agency=quangang, **HOW)
    assert [row.state for row in AnnualReport.objects.order_by("version")] == ["replaced", "published"]
    public = reads.current(VISITOR, "quangang", 2025)
    assert public is not None
    assert public.version == 2


def test_a_report_without_a_title_is_listed_under_the_publishers(quangang: Agency) -> None:
    untitled = replace(a_report(), title="")
    made = publish_annual_report(untitled, agency=quangang, title="泉港区2025年度报告", **HOW)
    assert made.title == "泉港区2025年度报告"
    assert made.content["title"] == ""


def test_the_same_content_is_not_published_twice(quangang: Agency) -> None:
    publish_annual_report(a_report(), agency=quangang, **HOW)
    with pytest.raises(Refused, match="同样内容的报告已经发布"):
        publish_annual_report(a_report(), agency=quangang, **HOW)
    assert AnnualReport.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "original", "code"),
    [
        ({"form": None}, ORIGINAL, "no-form"),
        ({"year": None}, ORIGINAL, "no-year"),
        ({"title": " "}, ORIGINAL, "no-title"),
        ({"figures": {}}, ORIGINAL, "no-figures"),
        ({}, Original("报告.pdf", b""), "no-original"),
        ({}, Original("../报告.pdf", b"x"), "bad-name"),
    ],
)
def test_an_incomplete_report_is_refused_with_its_reason(
    quangang: Agency, change: dict[str, object], original: Original, code: str
) -> None:
    report = replace(a_report(), **change)  # type: ignore[arg-type]  # each row names one field
    with pytest.raises(Refused) as refused:
        publish_annual_report(report, agency=quangang, **(HOW | {"original": original}))
    assert refused.value.code == code
    assert "不能" in refused.value.sentence
    assert journal.length() == 0


def test_a_publisher_of_another_agency_may_not(quangang: Agency) -> None:
    stranger = Actor("u-9", "黄某", frozenset({("publish_annual_report", "licheng")}))
    with pytest.raises(Refused, match="没有为该单位发布年度报告的权限"):
        publish_annual_report(a_report(), agency=quangang, **(HOW | {"actor": stranger}))


def test_nobody_may_not(quangang: Agency) -> None:
    with pytest.raises(Refused, match="没有写明由谁办理"):
        publish_annual_report(a_report(), agency=quangang, **(HOW | {"actor": VISITOR}))


def test_a_failing_renderer_publishes_nothing(quangang: Agency) -> None:
    def broken(report: object) -> dict[str, bytes]:
        raise RuntimeError("no fonts")

    with pytest.raises(RuntimeError, match="no fonts"):
        publish_annual_report(a_report(), agency=quangang, **(HOW | {"render": broken}))
    assert reads.current(VISITOR, "quangang", 2025) is None
    assert journal.length() == 0


def test_the_database_itself_allows_one_public_version_a_year(quangang: Agency) -> None:
    made = publish_annual_report(a_report(), agency=quangang, **HOW)
    made.pk, made.version = None, 2
    with pytest.raises(IntegrityError):
        made.save(force_insert=True)


def test_a_lost_original_is_told_and_not_papered_over(quangang: Agency) -> None:
    made = publish_annual_report(a_report(), agency=quangang, **HOW)
    files.discard(made.original_digest)
    with pytest.raises(files.FileLost, match="请从备份中恢复"):
        reads.file_of(VISITOR, made, "original")
