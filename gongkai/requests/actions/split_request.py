"""One matter, one request: further matters become requests of their own (一事一申请; docs/decisions/D-274)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import day_of
from gongkai.kit.private import seal
from gongkai.kit.who import Actor
from gongkai.requests import clocks
from gongkai.requests.cards import card_of
from gongkai.requests.clocks import Entering
from gongkai.requests.locking import facts_of, lock_request, subject_of
from gongkai.requests.models import Mending, Paper, Request, RequestItem, SubCase
from gongkai.requests.numbering import REQUESTS, next_number, query_code, receipt_number
from gongkai.requests.stepping import Doing, step
from gongkai.requests.telling import say
from gongkai.units.acting import person_of
from gongkai.units.models import Person

ACT = "split_request"
MOST = 50
SHARED = (
    "agency", "channel", "arrived_at", "law_day", "days", "received_on", "confirm_by", "applicant_kind", "sealed",
    "identity_index", "name_index", "contact_index", "identity_checked", "filled_by_staff", "assistance",
    "supply_form", "supply_way", "suggests_publishing", "handler", "section", "registered_at",
)  # fmt: skip


@action
def split_request(
    request_id: int, parts: Sequence[Sequence[str]], *, seen: int | None = None, actor: Actor, now: datetime
) -> list[Request]:
    """The first part stays, each further one becomes a request with the same day of receipt and the same clocks.

    Gives the new requests. The applicant is told on his card how to follow each. Raises Refused "no-request",
    "no-parts", "letters-open", "too-late", "not-now", "not-allowed", "changed-meanwhile".
    """
    request = lock_request(request_id, seen)
    said = [[text.strip() for text in part if text.strip()] for part in parts]
    said = [part for part in said if part]
    if not 2 <= len(said) <= MOST:
        raise Refused("no-parts", f"拆分后须有二至 {MOST} 件，每件至少写明一项内容，未拆分。请核对。")
    _may_be_split(request)
    person, before = person_of(actor), facts_of(request)
    old = [item.text for item in request.items.all()]
    step(request, Doing("split", day_of(now)), actor=actor, person=person, now=now)
    made = [_part(request, part, actor, person, now) for part in said[1:]]
    request.items.all().delete()
    _matters(request, said[0])
    Mending.objects.create(
        request=request, columns=["items"], sealed=seal({"items": old}), reason="拆分", made_by=person, at=now
    )
    told = "；".join(f"受理编号 {one.receipt_number}，查询码 {code}，内容：{one.subject}" for one, code in made)
    words = f"您的申请包含多项内容，已分别登记办理（一事一申请），收到日期和答复期限相同。本件之外的各件：{told}。"
    say(request, words, person=person, now=now)
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before=before,
        after=facts_of(request) | {"parts": [one.number for one, _ in made]}, reason="一事一申请", actor=actor, now=now,
    )  # fmt: skip
    return [one for one, _ in made]


def _may_be_split(request: Request) -> None:
    if SubCase.objects.filter(request=request, state__in=(SubCase.State.DRAFT, SubCase.State.OPEN)).exists():
        raise Refused("letters-open", "征求意见或者交办还没有办结，不能拆分，未执行。请先办结或者取消。")
    issued = Paper.objects.filter(request=request, state=Paper.State.ISSUED)
    if issued.exclude(kind__in=("receipt", "registration", "correction_notice")).exists():
        raise Refused("too-late", "已经发出补正告知书以外的文书，不能再拆分，未执行。请在答复中逐项办理。")
    if request.items.exclude(decision="").exists():
        raise Refused("too-late", "已有内容作出了处理决定，不能再拆分，未执行。请先撤销决定。")


def _part(whole: Request, texts: list[str], actor: Actor, person: Person, now: datetime) -> tuple[Request, str]:
    receipt, code = receipt_number(day_of(now)), query_code()
    place, key = card_of(receipt, code)
    part = Request(
        receipt_number=receipt, card=place, sealed_card_key=key, split_from=whole, subject=texts[0][:300],
        made_by=person, made_at=now, **{name: getattr(whole, name) for name in SHARED},
    )  # fmt: skip
    part.number = f"{now.year}-{next_number(whole.agency, REQUESTS, now.year):04d}"
    part.save(force_insert=True)
    _matters(part, texts)
    step(part, Doing("register", day_of(now)), actor=actor, person=person, now=now)
    entering = Entering(ACT, person, now, f"由 {whole.number} 拆出")
    for clock in part.clocks.all():
        source = whole.clocks.filter(rule=clock.rule, ref=clock.ref).first()
        if source is not None:
            clocks.repeat(source, clock, entering)
    clocks.settle(part)
    part.save()
    journal.write(
        whole.agency.code, act=ACT, subject=subject_of(part), before={},
        after=facts_of(part) | {"split_from": whole.number}, reason="一事一申请", actor=actor, now=now,
    )  # fmt: skip
    return part, code


def _matters(request: Request, texts: list[str]) -> None:
    RequestItem.objects.bulk_create(
        RequestItem(request=request, position=position, text=text) for position, text in enumerate(texts, start=1)
    )
