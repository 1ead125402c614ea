"""What was said between office and applicant, and who mended a registration; what reaches a person is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from gongkai.kit.private import open_sealed
from gongkai.kit.who import Actor
from gongkai.requests import sight
from gongkai.requests.actions.note_exchange import WAYS
from gongkai.requests.models import Enquiry, Exchange, Mending, Request
from gongkai.requests.reads_list import PAGE, enquiries

LONG_NUMBER = re.compile(r"(?<!\d)(\d{3})\d{4,}[\dXx]")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
CODE = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")


@dataclass(frozen=True, slots=True)
class Said:
    """One exchange: when, who spoke, how, what, noted by whom."""

    at: datetime
    from_applicant: bool
    way: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Call:
    """One enquiry, with the question and answer."""

    row: Enquiry
    question: str
    answer: str


def exchanges(asker: Actor, request: Request) -> list[Said]:
    """All of one request, the oldest first; nothing for who may not see it."""
    if not sight.visible(asker).filter(pk=request.pk).exists():
        return []
    rows = Exchange.objects.filter(request=request).select_related("made_by").order_by("at", "id")
    return [
        Said(
            one.at, one.direction == Exchange.Direction.IN, WAYS.get(one.way, one.way),
            hidden(str(open_sealed(one.sealed).get("text", ""))), one.made_by.name if one.made_by else "",
        )
        for one in rows
    ]  # fmt: skip


def calls(asker: Actor, unit: str) -> list[Call]:
    """The newest enquiries of a unit, without who asked."""
    found = []
    for row in enquiries(asker, unit)[:PAGE]:
        said = open_sealed(row.sealed)
        found.append(Call(row, hidden(str(said.get("question", ""))), hidden(str(said.get("answer", "")))))
    return found


def mendings(asker: Actor, request: Request) -> list[Mending]:
    """Who mended the registration when and why; what it said stays sealed."""
    if not sight.visible(asker).filter(pk=request.pk).exists():
        return []
    return list(Mending.objects.filter(request=request).select_related("made_by").defer("sealed"))


def hidden(text: str) -> str:
    """The text with long numbers, addresses of mail and query codes hidden."""
    text = CODE.sub("****-****-****", text)
    text = LONG_NUMBER.sub(lambda found: found[1] + "*" * (len(found[0]) - 3), text)
    return MAIL.sub(lambda found: found[0][:1] + "***@" + found[0].partition("@")[2], text)
