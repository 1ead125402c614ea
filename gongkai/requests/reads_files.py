"""The queries by which faces reach a request's files, the marks on them, and what is proposed for publication."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, QuerySet

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.law.errors import LawError
from gongkai.law.redaction import CoverGround, cover_grounds, ground_of_kind
from gongkai.requests import sight
from gongkai.requests.looking import MEDIA
from gongkai.requests.marking import NOT_THERE
from gongkai.requests.models import Attachment, Burning, Conversion, Mark, MarkProposal, PageCopy, Release, Request
from gongkai.screening.as_pages import PAGED
from gongkai.screening.findings import KINDS
from gongkai.units.powers import HANDLE_REQUESTS

PAGED_MEDIA = frozenset(MEDIA[kind] for kind in PAGED)


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file as the list shows it: the newest version for each audience, and why it cannot be shown as pages."""

    row: Attachment
    releases: tuple[Release, ...]
    fault: str

    @property
    def pageless(self) -> bool:
        """Whether it is of a kind that never becomes pages (plain text, a package), so that nothing can be covered."""
        return self.row.media not in PAGED_MEDIA

    @property
    def startable(self) -> frozenset[str]:
        """For whom a version can be begun: where there is none, or the last was given."""
        if self.pageless:
            return frozenset()
        under_way = {one.audience for one in self.releases if one.state != Release.State.GIVEN}
        return frozenset(Release.Audience.values) - under_way


@dataclass(frozen=True, slots=True)
class Proposed:
    """A place the screening proposes. `number` is the row's; `ground` what the kind suggests, None for none."""

    row: MarkProposal
    label: str
    ground: CoverGround | None


@dataclass(frozen=True, slots=True)
class MarkingPage:
    """One page of a release: its marks with their grounds, what is proposed and not marked yet, how the rest stands.

    `pages` counts marks a page; `kinds` counts open proposals a kind over the whole file, with the kind's label.
    """

    release: Release
    copy: PageCopy
    number: int
    marks: tuple[tuple[Mark, CoverGround | None], ...]
    proposed: tuple[Proposed, ...]
    pages: dict[int, int]
    kinds: tuple[tuple[str, str, int], ...]
    total: int
    burning: Burning | None
    grounds: tuple[CoverGround, ...]
    may: bool


def files_of(asker: Actor, request: Request) -> dict[str, list[FileLine]]:
    """The request's files by the label of their role, those to be given first."""
    releases = Release.objects.annotate(count=Count("marks")).select_related("burned_by").order_by("-version")
    rows = Attachment.objects.filter(request__in=sight.visible(asker).filter(pk=request.pk))
    found: dict[str, list[FileLine]] = {Attachment.Role.SOURCE.label: []}
    for row in rows.select_related("page_copy", "made_by").prefetch_related(Prefetch("releases", releases)):
        newest: dict[str, Release] = {}
        for release in row.releases.all():
            newest.setdefault(release.audience, release)
        copy = getattr(row, "page_copy", None)
        line = FileLine(row, tuple(newest[key] for key in sorted(newest)), copy.fault if copy else "")
        found.setdefault(row.get_role_display(), []).append(line)
    return found


def release_of(asker: Actor, request_id: int, release_id: int) -> Release:
    """One version. Raises Refused "no-request", "no-release"."""
    rows = Release.objects.filter(request__in=sight.visible(asker).filter(pk=request_id), pk=release_id)
    row = rows.select_related("request__agency", "source__page_copy", "burned_by").first()
    if row is None:
        raise Refused("no-release", NOT_THERE)
    return row


def marking_page(asker: Actor, release: Release, number: int, on: date) -> MarkingPage:
    """What the page for marking shows. A page beyond the last is the last."""
    copy: PageCopy = release.source.page_copy
    number = min(max(1, number), max(1, copy.pages))
    grounds = _grounds(on)
    named = {one.code: one for one in grounds}
    marks = list(Mark.objects.filter(release=release))
    there = {(one.page, one.left, one.top, one.width, one.height) for one in marks}
    waiting = [
        row for row in MarkProposal.objects.filter(copy=copy)
        if (row.page, row.left, row.top, row.width, row.height) not in there
    ]  # fmt: skip
    kinds = Counter(row.kind for row in waiting)
    return MarkingPage(
        release=release, copy=copy, number=number,
        marks=tuple((one, named.get(one.ground)) for one in marks if one.page == number),
        proposed=tuple(_proposed(row, on) for row in waiting if row.page == number),
        pages=dict(Counter(one.page for one in marks)),
        kinds=tuple((kind, KINDS.get(kind, kind), count) for kind, count in sorted(kinds.items())),
        total=len(marks), burning=Burning.objects.filter(release=release).order_by("-id").first(), grounds=grounds,
        may=asker.may(HANDLE_REQUESTS, release.request.agency.code) and release.state != Release.State.GIVEN,
    )  # fmt: skip


def conversions(asker: Actor, *, waiting: bool = False) -> QuerySet[Conversion]:
    """What is proposed for publication in the units whose requests the asker may open, the newest first."""
    rows = Conversion.objects.filter(request__in=sight.visible(asker)).select_related(
        "request__agency", "release", "record", "proposed_by", "decided_by"
    )
    return rows.filter(state=Conversion.State.OPEN) if waiting else rows


def _proposed(row: MarkProposal, on: date) -> Proposed:
    return Proposed(row, KINDS.get(row.kind, row.kind), ground_of_kind(row.kind, on))


def _grounds(on: date) -> tuple[CoverGround, ...]:
    try:
        return cover_grounds(on)
    except LawError:
        return ()
