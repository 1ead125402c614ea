"""Marks on a release: held still for one act, measured, and undone in the proof by every change."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from gongkai.kit import journal
from gongkai.kit.action import Refused, require
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.redaction import cover_ground
from gongkai.requests.locking import subject_of
from gongkai.requests.models import CLOSED, Burning, Mark, Release, Request
from gongkai.requests.releases import marks_hash
from gongkai.screening.covers import WHOLE, Cover
from gongkai.units.powers import HANDLE_REQUESTS

# A mark smaller than this (ten-thousandths) is a slip of the pointer.
SMALLEST = 20
MOST_MARKS = 5000
NOT_THERE = "没有这份处理件，或者它不属于你任职的单位。请从申请的文件栏重新打开。"


def lock_release(release_id: int, actor: Actor) -> Release:
    """The release, held until the transaction ends, for somebody who may change it. What was given is never changed.

    Raises Refused "no-release", "not-allowed", "given-already", "request-closed", "burning-now".
    """
    rows = Release.objects.select_for_update(of=("self",)).select_related("request__agency", "source")
    row = rows.filter(pk=release_id).first()
    if row is None:
        raise Refused("no-release", NOT_THERE)
    require(actor, HANDLE_REQUESTS, row.request.agency.code, "处理拟提供的文件")
    if row.state == Release.State.GIVEN:
        raise Refused("given-already", "这份文件已经提供，不能再改。需要另行提供的，请重新处理为下一版。")
    still_open(row.request, row.audience)
    if Burning.objects.filter(release=row, finished_at=None).exists():
        raise Refused("burning-now", "这份文件正在处理、验证，完成之前不能改动。请稍后刷新。")
    return row


def still_open(request: Request, audience: str) -> None:
    """Raise Refused "request-closed" where the applicant's version comes too late; the public's may always come."""
    if audience == Release.Audience.APPLICANT and request.state in CLOSED:
        raise Refused("request-closed", "这件申请已经办结，给申请人的文件不能再改，未执行。")


def changed(release: Release) -> None:
    """Marks differ from those that were burned: no file, no proof, no certificate any more."""
    release.state, release.proof = Release.State.MARKING, {}
    release.digest = release.plain_digest = release.certificate = ""
    release.burned_by = release.burned_at = None
    release.save(
        update_fields=["state", "proof", "digest", "plain_digest", "certificate", "burned_by", "burned_at"]
    )  # fmt: skip


def placed(place: Cover, pages: int) -> Cover:
    """The place kept on its page. Raises Refused "mark-off-page", "mark-too-small"."""
    if not 1 <= place.page <= pages:
        raise Refused("mark-off-page", f"文件共 {pages} 页，没有第 {place.page} 页，未遮盖。")
    left, top = max(0, place.left), max(0, place.top)
    right, bottom = min(WHOLE, place.right), min(WHOLE, place.bottom)
    if right - left < SMALLEST or bottom - top < SMALLEST:
        raise Refused("mark-too-small", "框的位置或者大小不对，未遮盖。请在页面之内重新画框。")
    return Cover(place.page, left, top, right - left, bottom - top)


def reasoned(ground: str, on: date) -> str:
    """The ground where the law of that day knows it. Raises Refused "mark-ground"."""
    try:
        return cover_ground(ground, on).code
    except LawError as error:
        raise Refused(
            "mark-ground", "每处遮盖须选定理由（《条例》第十四条至第十六条），未遮盖。请先选择理由。"
        ) from error


def covers_of(release: Release) -> list[Cover]:
    """All marks as places."""
    rows = Mark.objects.filter(release=release).values_list("page", "left", "top", "width", "height")
    return [Cover(*row) for row in rows]


def write_journal(
    release: Release, act: str, before: dict[str, Any], reason: str, actor: Actor, now: datetime
) -> None:  # fmt: skip
    """The journal names the file and counts the marks; their places and hash bind them, no word of the file is told."""
    journal.write(
        release.request.agency.code, act=act, subject=subject_of(release.request), before=before,
        after=facts_of(release), reason=reason, actor=actor, now=now,
    )  # fmt: skip


def facts_of(release: Release) -> dict[str, Any]:
    """What the journal holds of a release."""
    return {
        "release": release.pk or 0, "source": release.source_id, "audience": release.audience,
        "version": release.version, "state": release.state,
        "marks": Mark.objects.filter(release=release).count() if release.pk else 0,
        "marks_hash": marks_hash(release) if release.pk else "", "sha256": release.plain_digest,
    }  # fmt: skip
