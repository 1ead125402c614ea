"""One matter, one request: numbers, days and clocks of the parts, and what the applicant is told."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.private import card_key, open_sealed
from gongkai.requests.actions.split_request import split_request
from gongkai.requests.cards import key_in
from gongkai.requests.models import Request, StatusCard, SubCase
from gongkai.requests.standing import facts_for
from gongkai.requests.tests.making import RECEIVED, a_request, at, by

pytestmark = pytest.mark.django_db
LATER = at(date(2026, 3, 5))


def test_each_part_has_its_number_the_same_day_and_the_same_last_day() -> None:
    request = a_request(items=("公路养护资金", "村级会计账目", "低保名单"))
    parts = split_request(
        request.pk, [["公路养护资金"], ["村级会计账目"], ["低保名单"]], actor=by(request.agency, "clerk"), now=LATER
    )
    request.refresh_from_db()
    assert [one.number for one in (request, *parts)] == ["2026-0001", "2026-0002", "2026-0003"]
    assert {(one.received_on, one.due_on, one.state) for one in (request, *parts)} == {
        (RECEIVED, date(2026, 3, 30), "handling")
    }
    assert [item.text for item in request.items.all()] == ["公路养护资金"]
    assert parts[0].split_from == request and parts[0].identity_index == request.identity_index
    assert facts_for(parts[0], LATER.date()).correction_notices == 0


def test_the_applicant_can_follow_every_part() -> None:
    request = a_request(items=("甲", "乙"))
    (part,) = split_request(request.pk, [["甲"], ["乙"]], actor=by(request.agency, "clerk"), now=LATER)
    sealed = StatusCard.objects.get(card=request.card).sealed
    told = open_sealed(sealed, key_in(request.sealed_card_key))["messages"][-1]["text"]
    code = told.partition("查询码 ")[2][:14]
    place, key = card_key(part.receipt_number, code)
    shown = open_sealed(StatusCard.objects.get(card=place).sealed, key)
    assert shown["number"] == part.number and shown["due_on"] == "2026-03-30"


def test_what_cannot_be_split() -> None:
    request = a_request(items=("甲", "乙"))
    clerk = by(request.agency, "clerk")
    for parts in ([["甲", "乙"]], [["甲"], [" "]], [[str(part)] for part in range(51)]):
        with pytest.raises(Refused) as caught:
            split_request(request.pk, parts, actor=clerk, now=LATER)
        assert caught.value.code == "no-parts"
    SubCase.objects.create(
        request=request, key="s1", kind="third_party", state="open", party="某公司", question="是否同意", made_at=LATER,
        made_by=request.handler,
    )  # fmt: skip
    with pytest.raises(Refused) as caught:
        split_request(request.pk, [["甲"], ["乙"]], actor=clerk, now=LATER)
    assert caught.value.code == "letters-open" and Request.objects.count() == 1
