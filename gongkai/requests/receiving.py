"""A request enters the house: the row, its matters, its card; by a clerk's hand or out of an envelope."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from gongkai.kit.action import Refused
from gongkai.kit.clock import day_of
from gongkai.law.applicants import applicant_columns
from gongkai.requests.applicants import ApplicantData, sealed
from gongkai.requests.cards import card_of
from gongkai.requests.models import Request, RequestItem
from gongkai.requests.numbering import query_code, receipt_number
from gongkai.units.models import Agency, Person


@dataclass(frozen=True, slots=True)
class Application:
    """What an application says (条例第二十九条). `items` are the single matters; without any the subject is the one."""

    channel: str
    applicant_kind: str
    applicant: ApplicantData
    subject: str
    doc_number: str = ""
    features: str = ""
    supply_form: str = ""
    supply_way: str = ""
    items: tuple[str, ...] = ()
    assistance: str = ""
    filled_by_staff: bool = False
    suggests_publishing: bool = False
    form_token: str = ""
    days: dict[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entered:
    """The row and the query code, which is told once and kept nowhere in the clear."""

    request: Request
    code: str


def enter_request(
    agency: Agency, said: Application, *, person: Person | None, now: datetime,
    receipt: str = "", card: tuple[str, str] | None = None,
) -> Entered:  # fmt: skip
    """Make the row in the state "arrived". With `receipt` and `card` those the applicant already holds.

    `law_day` is the earliest day said, else today. Raises Refused "no-subject", "no-name", "applicant-kind".
    """
    if not said.subject.strip():
        raise Refused("no-subject", "没有写明所需信息的名称、文号或者其他特征（《条例》第二十九条），未登记。请补写。")
    if not said.applicant.name.strip():
        raise Refused("no-name", "没有写明申请人的姓名或者名称（《条例》第二十九条），未登记。请补写。")
    on = min([*said.days.values(), day_of(now)])
    if said.applicant_kind not in {one.code for one in applicant_columns(on.year if on.year > 2019 else 2019).kinds}:
        raise Refused("applicant-kind", "申请人类别不在年度报告表三所列的类别之内，未登记。请重新选择。")
    number, code = receipt or receipt_number(day_of(now)), "" if card else query_code()
    place, key = card or card_of(number, code)
    request = Request(
        agency=agency, receipt_number=number, channel=said.channel, arrived_at=now, law_day=on,
        days={event: day.isoformat() for event, day in said.days.items()}, applicant_kind=said.applicant_kind,
        filled_by_staff=said.filled_by_staff, assistance=said.assistance, card=place, sealed_card_key=key,
        subject=said.subject.strip()[:300], doc_number=said.doc_number.strip()[:100], features=said.features.strip(),
        supply_form=said.supply_form, supply_way=said.supply_way, suggests_publishing=said.suggests_publishing,
        made_by=person, made_at=now, form_token=said.form_token, **sealed(said.applicant),
    )  # fmt: skip
    request.save(force_insert=True)
    texts = [text.strip() for text in said.items if text.strip()] or [request.subject]
    RequestItem.objects.bulk_create(
        RequestItem(request=request, position=position, text=text) for position, text in enumerate(texts, start=1)
    )
    return Entered(request, code)
