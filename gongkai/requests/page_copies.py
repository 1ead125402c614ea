"""A source file as pages: made when first opened for marking, drawn page by page, looked through piece by piece."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from gongkai.kit.action import Refused
from gongkai.kit.clock import day_of
from gongkai.kit.private_files import keep_private, take_private
from gongkai.requests.models import Attachment, MarkProposal, PageCopy, PageImage
from gongkai.screening.as_pages import as_pages
from gongkai.screening.errors import CannotScreen
from gongkai.screening.findings import Context
from gongkai.screening.redaction import page_count, page_pictures, proposals

# Pages drawn at once: the one asked for and those a reader turns to next.
AHEAD = 3
# Pages looked through at once, so that nobody waits for a long file.
READ_AT_ONCE = 25
LONGEST_FAULT = 400


def made_ready(attachment: Attachment, now: datetime) -> PageCopy:
    """The pages of a file; made now where it is opened for the first time. A fault is kept and told.

    Not inside a transaction: making takes seconds. Raises Refused "no-pages" with the reason.
    """
    copy = PageCopy.objects.filter(attachment=attachment).first() or _made(attachment, now)
    if copy.fault:
        raise Refused("no-pages", copy.fault)
    return copy


def _made(attachment: Attachment, now: datetime) -> PageCopy:
    if not attachment.digest:
        raise Refused("no-pages", f"《{attachment.name}》已拒收，没有保存内容，不能处理。")
    values: dict[str, object]
    try:
        paged = as_pages(attachment.name, take_private(attachment.digest))
        values = {"pages": page_count(paged.data), "note": paged.note, "digest": keep_private(paged.data)}
    except CannotScreen as problem:
        values = {"fault": problem.sentence[:LONGEST_FAULT]}
    return PageCopy.objects.get_or_create(attachment=attachment, defaults={**values, "at": now})[0]


def pages_of(copy: PageCopy) -> bytes:
    """The PDF with the pages."""
    return take_private(copy.digest)


def picture_of(copy: PageCopy, page: int, now: datetime) -> bytes:
    """One page as a JPEG picture; drawn when first asked for, with those that follow. Raises Refused "no-page"."""
    if not 1 <= page <= copy.pages:
        raise Refused("no-page", f"文件共 {copy.pages} 页，没有第 {page} 页。")
    kept = PageImage.objects.filter(copy=copy, page=page).first()
    if kept is not None:
        return take_private(kept.digest)
    wanted = list(range(page, min(copy.pages, page + AHEAD) + 1))
    try:
        drawn = page_pictures(pages_of(copy), wanted)
    except CannotScreen as problem:
        raise Refused("no-page", f"第 {page} 页没有画出来：{problem.sentence}") from problem
    for number, picture in zip(wanted, drawn, strict=False):
        if not PageImage.objects.filter(copy=copy, page=number).exists():
            PageImage.objects.get_or_create(
                copy=copy, page=number, defaults={"digest": keep_private(picture), "at": now}
            )  # fmt: skip
    return drawn[0]


def read_on(copy: PageCopy, on: date, upto: int | None = None) -> bool:
    """Look through the next pages for what should be covered, at least up to `upto`; whether all are looked through."""
    target = min(copy.pages, max(upto or 0, copy.read_to + READ_AT_ONCE))
    if copy.read_to >= copy.pages or (upto is not None and copy.read_to >= upto):
        return copy.read_to >= copy.pages
    wanted = list(range(copy.read_to + 1, target + 1))
    try:
        found = proposals(pages_of(copy), wanted, Context(on=on))
    except CannotScreen:
        # Without proposals people still mark by hand; the pages count as looked through.
        found = []
    with transaction.atomic():
        held = PageCopy.objects.select_for_update().get(pk=copy.pk)
        if held.read_to == copy.read_to:
            MarkProposal.objects.bulk_create(
                MarkProposal(
                    copy=copy, page=one.cover.page, left=one.cover.left, top=one.cover.top, width=one.cover.width,
                    height=one.cover.height, kind=one.kind, level=one.level,
                )
                for one in found
            )  # fmt: skip
            held.read_to = target
            held.save(update_fields=["read_to"])
    copy.read_to = target
    return target >= copy.pages


def read_waiting(now: datetime) -> int:
    """Look through the next pages of one file that somebody opened; how many files were read on."""
    copy = PageCopy.objects.filter(fault="", read_to__lt=F("pages")).order_by("id").first()
    if copy is None:
        return 0
    read_on(copy, day_of(now))
    return 1
