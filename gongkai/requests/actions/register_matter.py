"""Write down a complaint or record correction that came by letter, visit or telephone (条例第四十一条、第四十七条)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import day_of
from gongkai.kit.private import blind, seal
from gongkai.kit.who import Actor
from gongkai.requests.applicants import ApplicantData
from gongkai.requests.attaching import keep_matter_file
from gongkai.requests.cards import card_of
from gongkai.requests.looking import look
from gongkai.requests.matters import facts_of, subject_of
from gongkai.requests.models import Matter, Request
from gongkai.requests.numbering import query_code, receipt_number
from gongkai.requests.telling_matters import told_matter
from gongkai.units.acting import person_of
from gongkai.units.models import Agency
from gongkai.units.powers import HANDLE_MATTERS

ACT = "register_matter"
WAYS = ("in_person", "letter", "phone", "fax", "email", "other")


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought: of which kind, by whom, by which way, on which day, about what; `against` a unit's code,
    `request_number` the request it is about, where there is one."""

    kind: str
    way: str
    on: date
    person: ApplicantData
    text: str
    against: str = ""
    request_number: str = ""
    files: tuple[tuple[str, bytes], ...] = ()


@action
def register_matter(code: str, said: Brought, *, actor: Actor, now: datetime) -> tuple[Matter, str]:
    """The matter of the unit `code`, and the query code by which it can be followed, told once.

    Raises Refused "not-allowed", "no-unit", "matter-kind", "no-name", "no-text", "day-ahead", "no-against".
    """
    require(actor, HANDLE_MATTERS, code, "登记投诉和更正")
    agency = Agency.objects.filter(code=code).first()
    if agency is None:
        raise Refused("no-unit", "没有这个单位，未登记。请刷新后重新选择。")
    if said.kind not in Matter.Kind.values or said.way not in WAYS:
        raise Refused("matter-kind", "没有写明是投诉举报还是更正、以什么方式提出，未登记。请选择。")
    if not said.person.name.strip():
        raise Refused("no-name", "没有写明姓名或者名称，未登记。请补写。")
    if not said.text.strip():
        raise Refused("no-text", "没有写明事由，未登记。请补写。")
    if said.on > day_of(now):
        raise Refused("day-ahead", f"收到日期 {said.on.isoformat()} 晚于今天，未登记。请填写实际收到的日期。")
    against = Agency.objects.filter(code=said.against).first() if said.against else None
    if said.kind == Matter.Kind.COMPLAINT and against is None:
        raise Refused("no-against", "没有写明投诉举报哪个单位，未登记。请选择单位。")
    looked = [(name, data, look(name, data)) for name, data in said.files]
    receipt, query = receipt_number(day_of(now)), query_code()
    place, key = card_of(receipt, query)
    about = Request.objects.filter(number=said.request_number.strip(), agency=against or agency).first()
    matter = Matter(
        kind=said.kind, agency=agency, against=against, request=about if said.request_number.strip() else None,
        receipt_number=receipt, channel=said.way, sealed=seal(asdict(said.person)), text=said.text.strip(),
        identity_index=blind("identity", said.person.identity_number), name_index=blind("name", said.person.name),
        received_on=said.on, card=place, sealed_card_key=key, handler=person_of(actor), made_at=now,
    )  # fmt: skip
    matter.save(force_insert=True)
    for name, data, seen in looked:
        keep_matter_file(matter, name, data, seen, now)
    journal.write(
        code, act=ACT, subject=subject_of(matter), before={}, after=facts_of(matter) | {"files": len(looked)},
        reason="登记投诉、更正", actor=actor, now=now,
    )  # fmt: skip
    told_matter(matter, now=now)
    return matter, query
