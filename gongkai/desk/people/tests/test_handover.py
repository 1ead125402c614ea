"""A clerk with real drafts leaves: refused until a colleague takes them, then all at once."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from gongkai.kit import journal
from gongkai.kit.models import JournalEntry
from gongkai.records.actions.create_record import create_record
from gongkai.records.models import Record
from gongkai.records.tests.making import a_said
from gongkai.units.models import Agency, Notice, Person
from gongkai.units.tests import signing

Seat = Callable[[str], Client]


def test_drafts_go_to_a_colleague_when_their_clerk_leaves(staff: dict[str, Person], town: Agency, seat: Seat) -> None:
    clerk, heir = staff["clerk"], signing.person("接办人（某镇）", town, "clerk")
    publisher = signing.person("信息管理员（某镇）", town, "publisher")
    drafts = [
        create_record(agency=town, said=a_said(title=title), actor=signing.actor(clerk), now=signing.NOW)
        for title in ("第一份通知", "第二份通知")
    ]
    client, address = seat("system"), reverse("desk:person-leave", args=[clerk.pk])
    page = client.get(address).content.decode()
    assert "未办结 2 件，须移交" in page
    assert "接办人（某镇）（某镇经办人）" in page
    alone = client.post(address, {"reason": "调离"}).content.decode()
    assert "还有 2 件未办结" in alone
    unfit = client.post(address, {"reason": "调离", "receivers": [publisher.pk]}).content.decode()
    assert "不能接办 2 件" in unfit
    assert Person.objects.get(pk=clerk.pk).is_active
    done = client.post(address, {"reason": "调离", "receivers": [publisher.pk, heir.pk]}, follow=True)
    assert "2 件移交给接办人（某镇）" in done.content.decode()
    assert set(Record.objects.filter(pk__in=[one.pk for one in drafts]).values_list("handler", flat=True)) == {heir.pk}
    assert not Person.objects.get(pk=clerk.pk).is_active
    assert JournalEntry.objects.filter(act="hand_over", reason="调离").count() == 2
    assert Notice.objects.filter(person=heir, title__contains="移交给你 2 件").exists()
    assert not list(journal.verify())
