"""Complaints and record corrections: brought, taken, proposed by one, signed by another, told, mended."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.kit.action import Refused
from gongkai.kit.models import JournalEntry
from gongkai.kit.private_files import take_private
from gongkai.requests.actions.judge_matter_reply import return_matter_reply, sign_matter_reply
from gongkai.requests.actions.propose_matter_reply import propose_matter_reply
from gongkai.requests.actions.register_matter import Brought, register_matter
from gongkai.requests.actions.take_matter import take_matter
from gongkai.requests.actions.tell_matter import orders_done, tell_matter
from gongkai.requests.models import CardFile, Matter, MatterPaper
from gongkai.requests.tests.making import RECEIVED, WANG, a_unit, at, by
from gongkai.requests.tests.papering import papers_of

pytestmark = pytest.mark.django_db
COMPLAINT = {"finding": "被反映单位未在期限内答复。", "result": "责令该单位限期答复。"}
CORRECTION = {"finding": "经核对，登记的出生年份有误。"}
LATER = date(2026, 3, 16)


def brought(kind: str = "complaint", **changes: Any) -> Matter:
    unit = a_unit("district", name="某区人民政府办公室", short="区府办")
    papers_of(unit)
    against = a_unit().code if kind == "complaint" else ""
    said: dict[str, Any] = {"kind": kind, "way": "letter", "on": RECEIVED, "person": WANG, "text": "逾期没有答复。"}
    made, code = register_matter(
        unit.code, Brought(**(said | {"against": against} | changes)), actor=by(unit), now=at(RECEIVED)
    )
    assert len(code) == 14
    return take_matter(made.pk, actor=by(unit), now=at(RECEIVED, 11))


def proposed(matter: Matter, ending: str, fields: dict[str, str], **more: Any) -> MatterPaper:
    clerk = by(matter.agency, "clerk")
    return propose_matter_reply(matter.pk, ending, fields, **more, actor=clerk, now=at(RECEIVED, 12))


def refused(code: str, function: Any, *given: Any, **named: Any) -> None:
    with pytest.raises(Refused) as error:
        function(*given, **named)
    assert error.value.code == code


def test_a_founded_complaint_orders_and_is_followed_to_the_end() -> None:
    matter = brought()
    assert (matter.number, matter.state) == ("2026-0001", "handling")
    paper = proposed(matter, "founded", COMPLAINT, orders="限期答复申请人。", orders_due_on=date(2026, 3, 13))
    leader = by(matter.agency, "deputy_leader")
    refused("changed-meanwhile", sign_matter_reply, paper.pk, "0" * 64, actor=leader, now=at(RECEIVED, 14))
    refused(
        "not-allowed",
        sign_matter_reply,
        paper.pk,
        paper.content_hash,
        actor=by(matter.agency, "clerk"),
        now=at(RECEIVED, 14),
    )
    paper = sign_matter_reply(paper.pk, paper.content_hash, actor=leader, now=at(RECEIVED, 14))
    assert take_private(paper.pdf).startswith(b"%PDF") and paper.number.endswith("〔2026〕1号")
    clerk = by(matter.agency, "clerk", LATER)
    refused("told-day", tell_matter, matter.pk, date(2026, 3, 1), actor=clerk, now=at(LATER))
    told = tell_matter(matter.pk, LATER, by_card=True, actor=clerk, now=at(LATER))
    assert (told.state, told.found, told.result) == ("done", "founded", "投诉举报成立")
    assert CardFile.objects.filter(card_id=matter.card).count() == 1
    assert orders_done(matter.pk, LATER, "已于今日答复。", actor=clerk, now=at(LATER)).orders_done_on == LATER
    refused("not-now", orders_done, matter.pk, LATER, "再次", actor=clerk, now=at(LATER))
    assert not JournalEntry.objects.filter(after__icontains="王小川").exists()


def test_what_may_not_be_proposed_is_refused_with_its_reason() -> None:
    matter = brought("record_correction")
    clerk = by(matter.agency, "clerk")
    given: dict[str, Any] = {"actor": clerk, "now": at(RECEIVED, 12)}
    refused("unknown-ending", propose_matter_reply, matter.pk, "founded", CORRECTION, **given)
    refused("no-agency", propose_matter_reply, matter.pk, "transferred", CORRECTION, **given)
    refused("orders-not-here", propose_matter_reply, matter.pk, "corrected", CORRECTION, orders="改正", **given)
    refused("paper-incomplete", propose_matter_reply, matter.pk, "corrected", {}, **given)
    first = proposed(matter, "refused", CORRECTION)
    second = proposed(matter, "corrected", CORRECTION)
    first.refresh_from_db()
    assert first.state == "returned"
    leader = by(matter.agency, "deputy_leader")
    refused("no-reason", return_matter_reply, second.pk, " ", actor=leader, now=at(RECEIVED, 13))
    return_matter_reply(second.pk, "请写明核对的材料。", actor=leader, now=at(RECEIVED, 13))
    refused("not-now", sign_matter_reply, second.pk, second.content_hash, actor=leader, now=at(RECEIVED, 14))


def test_a_complaint_names_whom_it_is_against() -> None:
    unit = a_unit("district", name="某区人民政府办公室", short="区府办")
    said = {"kind": "complaint", "way": "letter", "on": RECEIVED, "person": WANG, "text": "逾期没有答复。"}
    refused("no-against", register_matter, unit.code, Brought(**said), actor=by(unit), now=at(RECEIVED))  # type: ignore[arg-type]
    refused("not-allowed", register_matter, unit.code, Brought(**said), actor=by(unit, "publisher"), now=at(RECEIVED))  # type: ignore[arg-type]
