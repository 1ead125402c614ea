"""Withdrawing: page, text, files and every earlier version go; number, dates and reason stay; it is checked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from gongkai.kit import files
from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.kit.who import VISITOR
from gongkai.records import published, withdrawals
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.models import IndexNumber, Publication, Record, WithdrawalCheck
from gongkai.records.snapshot import digests_of
from gongkai.records.tests import making
from gongkai.records.tests.publishing_race import an_attachment
from gongkai.records.tests.test_publish_record import revised
from gongkai.units.models import Agency

pytestmark = pytest.mark.django_db
NOW = making.NOW
LATER = NOW + timedelta(days=1)


@pytest.fixture
def public(unit: Agency) -> Record:
    """A published record with one attachment."""
    record = making.an_approved(unit, files=[an_attachment(1)])
    publish_record(record.pk, actor=making.actors(unit)["publisher"], now=NOW)
    return record


def withdraw(record: Record, reason: str = "第三页数据有误", **more: bool) -> Publication:
    actor = making.actors(record.agency)["publisher"]
    return withdraw_record(record.pk, reason, actor=actor, now=LATER, **more)  # type: ignore[arg-type]


def test_text_and_files_go_and_the_stub_stays(
    public: Record, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = Publication.objects.get()
    (digest,) = digests_of(made.snapshot)
    with django_capture_on_commit_callbacks(execute=True):
        stub = withdraw(public)
    assert (stub.state, stub.snapshot, stub.snapshot_hash) == (Publication.State.WITHDRAWN, {}, "")
    assert (stub.index_number, stub.withdrawn_reason, stub.withdrawn_at) == (made.index_number, "第三页数据有误", LATER)
    assert not files.place_of(digest).exists()
    public.refresh_from_db()
    assert (public.state, public.approved) == (Record.State.WITHDRAWN, None)
    shown = published.find(VISITOR, made.index_number, LATER.date())
    assert shown is not None
    assert (shown.withdrawn, shown.body, shown.files) == (True, "", ())
    assert published.file_of(VISITOR, made.index_number, digest) is None


def test_the_site_itself_is_asked_after_the_commit(
    public: Record, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(public)
    check = WithdrawalCheck.objects.get()
    assert len(check.addresses) == 3
    assert (check.problem, check.tried_at, check.confirmed_at) == ("", LATER, None)
    assert [Client(SERVER_NAME="127.0.0.1").get(address).status_code for address in check.addresses] == [410, 410, 410]


def test_the_original_stays_in_the_file_store_as_evidence(
    public: Record, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert public.content is not None
    original = public.content.said["files"][0]["digest"]
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(public)
    assert files.take(original)


def test_a_copy_that_another_publication_offers_stays(
    unit: Agency, public: Record, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert public.content is not None
    other = making.an_approved(
        unit, files=public.content.said["files"], title="关于转发防火责任区一览的通知", doc_number=""
    )
    made = publish_record(other.pk, actor=making.actors(unit)["publisher"], now=NOW)
    (digest,) = digests_of(made.snapshot)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(public)
    found = published.file_of(VISITOR, made.index_number, digest)
    assert found is not None and found[0] == "责任区一览.docx"


def test_every_earlier_version_is_emptied(public: Record) -> None:
    record = revised(public, title="关于进一步做好春季森林防火工作的通知")
    publish_record(record.pk, change_note="标题有误。", actor=making.actors(public.agency)["publisher"], now=NOW)
    withdraw(public)
    assert list(Publication.objects.order_by("version").values_list("state", "snapshot")) == [
        ("replaced", {}), ("withdrawn", {}),
    ]  # fmt: skip


def test_the_title_can_be_left_out(public: Record) -> None:
    assert withdraw(public, keep_title=False).title == ""
    assert JournalEntry.objects.get(act="withdraw_record").after["title_kept"] is False


def test_a_revision_on_its_way_is_not_lost(public: Record) -> None:
    record = revised(public, title="关于进一步做好春季森林防火工作的通知")
    withdraw(public)
    record.refresh_from_db()
    assert record.state == Record.State.APPROVED
    made = publish_record(
        record.pk, change_note="更正标题后重新发布。", actor=making.actors(public.agency)["publisher"], now=LATER
    )
    assert (made.version, IndexNumber.objects.count()) == (2, 1)
    assert Publication.objects.get(version=1).state == Publication.State.REPLACED


@pytest.mark.parametrize("reason", ["", "  "])
def test_no_withdrawal_without_a_reason(public: Record, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        withdraw(public, reason)
    assert caught.value.code == "no-reason"


def test_nothing_to_withdraw(approved: Record) -> None:
    with pytest.raises(Refused) as caught:
        withdraw(approved)
    assert caught.value.code == "not-published"


def test_only_whoever_may(public: Record) -> None:
    staff = making.actors(public.agency)
    for duty, actor in staff.items():
        if duty not in ("publisher", "disclosure_office"):
            with pytest.raises(Refused) as caught:
                withdraw_record(public.pk, "有误", actor=actor, now=LATER)
            assert caught.value.code == "not-allowed"


def test_the_worker_confirms_from_outside_and_says_so_in_the_journal(
    public: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdraw(public)
    answers = {address: 200 for address in WithdrawalCheck.objects.get().addresses}
    monkeypatch.setattr(withdrawals, "ask_outside", answers.__getitem__)
    assert withdrawals.confirm_outside(LATER) == 0
    check = WithdrawalCheck.objects.get()
    assert "仍返回 200" in check.problem
    assert withdrawals.confirm_outside(LATER + timedelta(seconds=10)) == 0
    assert WithdrawalCheck.objects.get().tries == 1
    answers.update(dict.fromkeys(check.addresses, 410))
    assert withdrawals.confirm_outside(LATER + timedelta(minutes=2)) == 1
    check.refresh_from_db()
    assert (check.problem, check.confirmed_at) == ("", LATER + timedelta(minutes=2))
    rows = JournalEntry.objects.filter(act="confirm_withdrawal").order_by("number")
    assert [row.after["gone"] for row in rows] == [False, True]


def test_an_address_that_does_not_open_is_not_taken_for_gone(public: Record, settings: object) -> None:
    settings.BASE_URL = "http://127.0.0.1:9"  # type: ignore[attr-defined]
    withdraw(public)
    assert withdrawals.confirm_outside(LATER) == 0
    assert "没有应答" in WithdrawalCheck.objects.get().problem
