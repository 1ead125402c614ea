"""Begin a version of a file: for the applicant, or for the public; or the next version of what was given."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath

from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.law.redaction import ground_of_kind
from gongkai.requests.locking import lock_request
from gongkai.requests.marking import still_open, write_journal
from gongkai.requests.models import Attachment, Mark, MarkProposal, PageCopy, Release
from gongkai.units.acting import person_of
from gongkai.units.models import Person
from gongkai.units.powers import HANDLE_REQUESTS

ACT = "open_release"
PROPOSED = "proposed"


@action
def open_release(request_id: int, file_id: int, *, audience: str, actor: Actor, now: datetime) -> Release:
    """Make the version with the marks it begins with: those of the former version; for the public those of the
    applicant's version and all personal data the screening found. An unfinished version is given back as it is.

    Raises Refused "no-request", "not-allowed", "no-file", "no-audience", "request-closed", "no-pages",
    "not-looked-through".
    """
    request = lock_request(request_id)
    require(actor, HANDLE_REQUESTS, request.agency.code, "处理拟提供的文件")
    if audience not in Release.Audience.values:
        raise Refused("no-audience", "没有选定给申请人还是给公众，未处理。")
    source = Attachment.objects.filter(request=request, pk=file_id, role=Attachment.Role.SOURCE).first()
    if source is None:
        raise Refused("no-file", "没有这个拟提供的文件，未处理。请从文件栏重新打开。")
    still_open(request, audience)
    copy = PageCopy.objects.filter(attachment=source, fault="").first()
    if copy is None:
        raise Refused("no-pages", f"《{source.name}》还没有转成页面，不能处理。")
    if audience == Release.Audience.PUBLIC and copy.read_to < copy.pages:
        raise Refused(
            "not-looked-through", f"筛查看到第 {copy.read_to} 页，共 {copy.pages} 页，看完才能处理给公众的版本。"
        )
    last = Release.objects.filter(source=source, audience=audience).order_by("-version").first()
    if last is not None and last.state != Release.State.GIVEN:
        return last
    person = person_of(actor)
    release = Release.objects.create(
        request=request, source=source, audience=audience, version=last.version + 1 if last else 1,
        name=f"{PurePosixPath(source.name).stem}.pdf", pages=copy.pages, made_by=person, made_at=now,
    )  # fmt: skip
    _begin(release, last or _for_applicant(source, audience), copy, person, now)
    write_journal(release, ACT, {}, f"处理文件：{release.get_audience_display()}", actor, now)
    return release


def _for_applicant(source: Attachment, audience: str) -> Release | None:
    if audience == Release.Audience.APPLICANT:
        return None
    rows = Release.objects.filter(source=source, audience=Release.Audience.APPLICANT)
    return rows.order_by("-version").first()


def _begin(release: Release, model: Release | None, copy: PageCopy, person: Person, now: datetime) -> None:
    taken = Mark.objects.filter(release=model) if model else Mark.objects.none()
    marks = [
        Mark(
            release=release, page=one.page, left=one.left, top=one.top, width=one.width, height=one.height,
            ground=one.ground, reason=one.reason, origin=one.origin, made_by=one.made_by, at=one.at,
        )
        for one in taken
    ]  # fmt: skip
    if release.audience == Release.Audience.PUBLIC:
        there = {(one.page, one.left, one.top, one.width, one.height) for one in marks}
        for one in MarkProposal.objects.filter(copy=copy):
            ground = ground_of_kind(one.kind, day_of(now))
            place = (one.page, one.left, one.top, one.width, one.height)
            if ground is not None and ground.personal and place not in there:
                marks.append(Mark(
                    release=release, page=one.page, left=one.left, top=one.top, width=one.width, height=one.height,
                    ground=ground.code, origin=PROPOSED, made_by=person, at=now,
                ))  # fmt: skip
    Mark.objects.bulk_create(marks)
