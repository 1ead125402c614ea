"""What the applicant hands in when asked, as rows: corrections with what they changed, reasons with how they are held.

A correction in time takes effect at once; a late one waits until the office finds whether there was good reason
(条例第三十条: 无正当理由、逾期不补正的，视为放弃).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from gongkai.kit.action import Refused
from gongkai.kit.private import open_sealed, seal
from gongkai.requests.handing_in import Handed
from gongkai.requests.models import Attachment, Request, RequestItem, Statement
from gongkai.units.models import Person

RESPONSE = "correction_response"


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction makes of the request; what is empty stays. `items`: all matters asked for, in order."""

    subject: str = ""
    doc_number: str = ""
    items: Sequence[str] = ()


def too_late(request: Request, on: date) -> bool:
    """Whether a correction of that day comes after the day the notice set."""
    clock = request.clocks.filter(rule=RESPONSE).order_by("-id").first()
    return clock is not None and clock.due_on is not None and on > clock.due_on


def text_of(statement: Statement) -> str:
    """The words, in the clear."""
    return str(open_sealed(statement.sealed).get("text", ""))


def keep(
    request: Request, kind: str, on: date, said: Handed, files: Sequence[Attachment], *, late: bool,
    reason: str, person: Person | None, now: datetime,
) -> Statement:  # fmt: skip
    """Write down what was handed in. Without a reason a late one waits; one that waits already is added to."""
    waiting = request.statements.filter(accepted=None).first()
    if waiting is not None:
        waiting.sealed = seal({"text": f"{text_of(waiting)}\n{on.isoformat()}：{said.text.strip()}".strip()})
        waiting.save(update_fields=["sealed"])
        waiting.attachments.add(*files)
        return waiting
    row = Statement(
        request=request, kind=kind, received_on=on, way=said.way, sealed=seal({"text": said.text.strip()}), late=late,
        accepted=None if late and not reason else True, reason=reason.strip()[:400], made_by=person, at=now,
    )  # fmt: skip
    row.save(force_insert=True)
    row.attachments.add(*files)
    return row


def take_in(statement: Statement, made: Corrected) -> None:
    """Let the request say what the correction says; what it said before stays with the correction."""
    request = statement.request
    items = list(request.items.all())
    statement.before = {
        "subject": request.subject, "doc_number": request.doc_number, "features": request.features,
        "items": [one.text for one in items],
    }  # fmt: skip
    request.subject = made.subject.strip()[:300] or request.subject
    request.doc_number = made.doc_number.strip()[:100] or request.doc_number
    added = f"补正（{statement.received_on.isoformat()}）：{text_of(statement)}"
    request.features = f"{request.features}\n{added}".strip()
    texts = [one.strip() for one in made.items if one.strip()]
    if texts and texts != [one.text for one in items]:
        if any(one.decision for one in items):
            raise Refused("decided-already", "申请事项已有处理决定，不能改写，未执行。请先撤销原决定。")
        request.items.all().delete()
        RequestItem.objects.bulk_create(
            RequestItem(request=request, position=at, text=text) for at, text in enumerate(texts, 1)
        )
    statement.save(update_fields=["before"])


def needs_words(said: Handed, words: str) -> None:
    """Raise Refused "no-words" where neither words nor a file were handed in."""
    if not said.text.strip() and not said.files and not said.attachments:
        raise Refused("no-words", f"没有写明{words}的内容，也没有附件，未登记。请补写。")


def shortened(said: Handed, most: int = 8000) -> Handed:
    """The same with words of a bearable length; the paper itself is an attachment."""
    return replace(said, text=said.text[:most])
