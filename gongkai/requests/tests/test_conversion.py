"""What several people ask for, or an applicant suggests, is proposed for publication; deciding publishes nothing."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from gongkai.kit.action import Refused
from gongkai.kit.files import take
from gongkai.kit.private import open_sealed
from gongkai.records.models import Record
from gongkai.requests.actions.decide_publication import accept_publication, decline_publication
from gongkai.requests.actions.open_release import open_release
from gongkai.requests.actions.order_burning import order_burning
from gongkai.requests.actions.propose_publication import propose_publication
from gongkai.requests.applicants import ApplicantData
from gongkai.requests.burning_orders import carry_out
from gongkai.requests.conversions import interest_in
from gongkai.requests.models import Conversion, Exchange
from gongkai.requests.tests.making import NOW, a_request, by
from gongkai.requests.tests.sources import IDENTITY, a_source

OTHER = ApplicantData(name="李小明", identity_kind="resident_card", identity_number="350582199001011248")


def test_an_accepted_suggestion_becomes_a_draft_from_the_public_version(db: None) -> None:
    request = a_request(suggests_publishing=True)
    clerk = by(request.agency, "clerk")
    row = propose_publication(request.pk, actor=clerk, now=NOW)
    assert (row.origin, row.state) == ("applicant", "open")
    for attempt, code in (
        (lambda: propose_publication(request.pk, actor=clerk, now=NOW), "proposed-already"),
        (lambda: accept_publication(row.pk, actor=clerk, now=NOW), "no-public-version"),
        (lambda: accept_publication(row.pk, actor=by(request.agency, "legal_reviewer"), now=NOW), "not-allowed"),
    ):
        with pytest.raises(Refused) as raised:
            attempt()
        assert raised.value.code == code
    source = a_source(request, clerk, NOW)
    public = open_release(request.pk, source.pk, audience="public", actor=clerk, now=NOW)
    assert carry_out(order_burning(public.pk, actor=clerk, now=NOW).pk, NOW)
    done = accept_publication(row.pk, actor=clerk, now=NOW)
    record = Record.objects.get(pk=done.record_id)
    content = record.contents.get()
    assert record.state == "draft" and request.number in content.said["summary"]
    (file,) = content.said["files"]
    assert IDENTITY.encode() not in take(file["digest"]) and take(file["digest"]).startswith(b"%PDF")
    told = Exchange.objects.get(request=request)
    assert "拟纳入主动公开" in open_sealed(told.sealed)["text"]
    with pytest.raises(Refused, match="已经有了决定"):
        decline_publication(row.pk, "重复", actor=clerk, now=NOW)


def test_the_same_thing_asked_by_another_person_is_seen_and_declined_with_a_reason(db: None) -> None:
    first = a_request()
    clerk = by(first.agency, "clerk")
    a_request(first.agency)
    assert interest_in(first).others == 0
    with pytest.raises(Refused) as raised:
        propose_publication(first.pk, actor=clerk, now=NOW)
    assert raised.value.code == "no-reason"
    second = a_request(first.agency, applicant=OTHER, subject="涂岭镇2025年农村公路养护资金使用情况")
    assert (interest_in(first).others, interest_in(second).others) == (1, 2)
    row = propose_publication(first.pk, actor=clerk, now=NOW)
    assert row.origin == "repeated"
    with pytest.raises(Refused, match="须写明理由"):
        decline_publication(row.pk, " ", actor=clerk, now=NOW)
    decline_publication(row.pk, "已在年度决算中公开", actor=clerk, now=NOW)
    assert not Exchange.objects.exists()
    again = propose_publication(first.pk, actor=clerk, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversion.objects.filter(pk=again.pk).update(state="accepted")
