"""A dossier of one request as it stands: what the cover says, bound and packed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from gongkai.law.dossiers import Retention, dossier_rules
from gongkai.law.outcomes import edition_on, taxonomy
from gongkai.requests.applicants import masked, opened
from gongkai.requests.dossier.binding import Cover, bound
from gongkai.requests.dossier.gathering import gather
from gongkai.requests.dossier.packing import packed
from gongkai.requests.models import Dossier, Request


@dataclass(frozen=True, slots=True)
class Built:
    """Both forms, the lines of the contents, the numbered pages, and the hash that binds all lines."""

    pdf: bytes
    zip: bytes
    lines: tuple[Mapping[str, str | int], ...]
    pages: int
    hash: str


def build(
    request: Request, purpose: str, retention: Retention, *, number: str, made_by: str, on: date
) -> Built:  # fmt: skip
    """Build it from today's rows. The archive's cover shows the applicant masked, the court's in full: there he is a
    party. Raises FileLost, Unreadable, UnknownLaw."""
    rules = dossier_rules(on)
    leaves = gather(request, rules)
    person = opened(request)
    shown = person if purpose == Dossier.Purpose.DISPUTE else masked(person)
    title = rules.titles["dispute" if purpose == Dossier.Purpose.DISPUTE else "cover"]
    result = ""
    if request.leaf:
        result = taxonomy(edition_on(request.closed_on or on)).outcomes[request.leaf].label
    facts = (
        ("全宗名称", request.agency.name), ("案卷题名", f"{shown.name}申请公开“{request.subject}”"), ("案卷号", number),
        ("申请编号", request.number or request.receipt_number), ("收到申请之日", _iso(request.received_on)),
        ("办结之日", _iso(request.closed_on)), ("办理结果", result),
    )  # fmt: skip
    cover = Cover(title, request.agency.name, number, facts, retention, made_by, on)
    made = bound(cover, leaves, rules)
    said: dict[str, str | int] = {
        "number": number, "request": request.number or request.receipt_number, "agency": request.agency.name,
        "purpose": purpose, "pages": made.pages, "made_on": on.isoformat(),
    }  # fmt: skip
    digest = sha256(json.dumps([dict(line) for line in made.lines], ensure_ascii=False, sort_keys=True).encode())
    said["hash"] = digest.hexdigest()
    package = packed(said, made.lines, leaves, made.pdf, rules)
    return Built(made.pdf, package, made.lines, made.pages, digest.hexdigest())


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
