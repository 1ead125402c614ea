"""Released things proposed for publication: how many asked for the same, and what the applicant is told."""

from __future__ import annotations

from datetime import datetime

from rapidfuzz import fuzz, process

from gongkai.kit import journal
from gongkai.kit.action import Refused, require
from gongkai.kit.who import Actor
from gongkai.requests.alike import plain, same_person
from gongkai.requests.decide_conversion import Interest
from gongkai.requests.locking import subject_of
from gongkai.requests.models import Conversion, Release, Request
from gongkai.requests.releases import OFFERED, current
from gongkai.requests.telling import say
from gongkai.units.models import Person
from gongkai.units.powers import HANDLE_REQUESTS

# Subjects that count as the same thing: nearly equal, sign by sign.
ALIKE = 85.0
COMPARED = 5000


def interest_in(request: Request) -> Interest:
    """Requests of other people to the same agency for the same thing: the same number, or nearly the same subject."""
    rows = Request.objects.filter(agency=request.agency_id).exclude(state="void").exclude(same_person(request))
    texts: dict[int, str] = {}
    number, same = plain(request.doc_number), set[int]()
    for pk, subject, said in rows.order_by("-pk").values_list("pk", "subject", "doc_number")[:COMPARED]:
        texts[pk] = plain(subject)
        if number and plain(said) == number:
            same.add(pk)
    close = process.extract(plain(request.subject), texts, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
    return Interest(request.suggests_publishing, len(same | {pk for _, _, pk in close}))


def lock_conversion(conversion_id: int, actor: Actor) -> Conversion:
    """The open proposal, held, for who may decide it. Raises Refused "no-conversion", "not-allowed", "decided"."""
    rows = Conversion.objects.select_for_update(of=("self",)).select_related("request__agency", "release")
    row = rows.filter(pk=conversion_id).first()
    if row is None:
        raise Refused("no-conversion", "没有这条建议，或者它不属于你任职的单位。请从列表重新打开。")
    require(actor, HANDLE_REQUESTS, row.request.agency.code, "决定转为主动公开")
    if row.state != Conversion.State.OPEN:
        raise Refused("decided", "这条建议已经有了决定，未执行。请刷新后查看。")
    return row


def public_releases(request: Request) -> list[Release]:
    """The newest proven versions for the public of this request's files."""
    return [row for row in current(request, Release.Audience.PUBLIC) if row.state in OFFERED]


def tell_applicant(row: Conversion, person: Person, now: datetime) -> None:
    """What became of his suggestion, on the card of the applicant who made it."""
    if row.origin != Conversion.Origin.APPLICANT:
        return
    if row.state == Conversion.State.ACCEPTED:
        words = "你建议主动公开的信息，本机关经审核拟纳入主动公开，将按程序发布（《条例》第四十四条第二款）。"
    else:
        words = f"你建议主动公开的信息，本机关经审核不纳入主动公开：{row.verdict}（《条例》第四十四条第二款）。"
    say(row.request, words, person=person, now=now)


def write_journal(row: Conversion, act: str, reason: str, actor: Actor, now: datetime) -> None:
    """One row: which proposal, how it stands, which record came of it."""
    journal.write(
        row.request.agency.code, act=act, subject=subject_of(row.request), before={},
        after={
            "conversion": row.pk, "origin": row.origin, "state": row.state, "release": row.release_id or 0,
            "record": row.record_id or 0,
        },
        reason=reason[:400], actor=actor, now=now,
    )  # fmt: skip
