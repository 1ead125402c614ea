"""Have a paper that is no record delivered with the next batch, such as an annual report."""

from __future__ import annotations

from datetime import date, datetime

from gongkai.delivery.models import Extra
from gongkai.delivery.papers_record import page_count
from gongkai.kit import files, journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.who import Actor
from gongkai.units.models import Agency
from gongkai.units.powers import DELIVER

ACT = "add_deposit_extra"
KEY_LIMIT, TITLE_LIMIT, NUMBER_LIMIT = 80, 300, 100


@action
def add_extra_item(
    *, agency: Agency, key: str, title: str, pdf: bytes, formed_on: date | None = None, doc_number: str = "",
    actor: Actor, now: datetime,
) -> Extra:  # fmt: skip
    """Put the PDF into the next batch of every hall to which the agency delivers.

    `key` names it within the agency for good ("annual-report-2025"). Raises Refused "not-allowed", "extra-lacks",
    "extra-known", "not-pdf".
    """
    require(actor, DELIVER, agency.code, "送交两馆")
    if not key.strip() or not title.strip():
        raise Refused("extra-lacks", "另行送交的材料须有名称和标识，未登记。请补写。")
    if len(key) > KEY_LIMIT or len(title) > TITLE_LIMIT or len(doc_number) > NUMBER_LIMIT:
        raise Refused("extra-lacks", f"名称最多 {TITLE_LIMIT} 字，文号最多 {NUMBER_LIMIT} 字，未登记。请缩短。")
    if Extra.objects.filter(agency=agency, key=key.strip()).exists():
        raise Refused("extra-known", f"《{title.strip()}》已登记送交，未重复登记。")
    pages = page_count(pdf)
    made = Extra.objects.create(
        agency=agency, key=key.strip(), title=title.strip(), doc_number=doc_number.strip(), formed_on=formed_on,
        digest=files.keep(pdf), pages=pages, size=len(pdf), made_at=now,
    )  # fmt: skip
    journal.write(
        agency.code, act=ACT, subject=f"deposit extra {made.pk}", before={},
        after={"key": made.key, "title": made.title, "pages": pages, "file": made.digest},
        reason="随下一期送交两馆", actor=actor, now=now,
    )  # fmt: skip
    return made
