"""From the rooms' answers to what the interface says."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from html import escape
from typing import Any

from django.conf import settings
from django.urls import reverse

from gongkai.api.problems import NotTaken
from gongkai.api.schemas import DocumentIn, DocumentOut, MarkOut, StepOut, WithdrawnOut
from gongkai.kit.clock import BEIJING
from gongkai.records.models import Publication
from gongkai.records.reads_handed_over import Fate, Place
from gongkai.records.said import Attached, Said

# Of the document, what is not said by the record itself.
ASIDE = {"source_key", "text", "files", "drafter", "replace"}
YEARS = range(1900, 9000)


def said_of(document: DocumentIn, attached: list[Attached]) -> Said:
    """What the document states. Plain text becomes a paragraph a line. Raises Refused."""
    given: dict[str, Any] = document.model_dump(exclude=ASIDE)
    if document.text.strip():
        given["body"] = paragraphs(document.text)
    given["files"] = [{"name": one.name, "digest": one.digest, "size": one.size} for one in attached]
    return Said.from_json(given)


def paragraphs(text: str) -> str:
    """Plain text as paragraphs; blank lines fall away."""
    return "".join(f"<p>{escape(line.strip())}</p>" for line in text.splitlines() if line.strip())


def told(fate: Fate) -> DocumentOut:
    """A record as its system is told of it."""
    record, public = fate.record, fate.public
    withdrawn = public is not None and public.state == Publication.State.WITHDRAWN
    return DocumentOut(
        source_key=record.source_key,
        title=record.title,
        state=record.state,
        state_label=record.get_state_display(),
        mark=MarkOut(code=record.mark, label=fate.mark_label, ground=record.ground, decided=fate.decided),
        steps=[
            StepOut(
                step=one.step, label=one.label, duty=one.duty, duty_label=one.duty_label, stand=one.stand,
                at=_local(one.at),
            )
            for one in fate.steps
        ],
        returned_reason=fate.returned_reason,
        index_number=fate.index_number,
        public_url=_address(public.index_number) if public is not None else "",
        first_published_at=_local(public.first_published_at) if public is not None else None,
        published_at=_local(public.published_at) if public is not None else None,
        withdrawn=WithdrawnOut(at=_local(public.withdrawn_at), reason=public.withdrawn_reason)
        if public is not None and withdrawn
        else None,
        publish_due_on=record.publish_due_on,
        handed_over_at=_local(record.made_at),
        changed_at=_local(record.changed_at),
    )  # fmt: skip


def since_of(given: str) -> datetime | None:
    """The moment from which changes are asked for; a day means its beginning, no zone Beijing. Raises NotTaken."""
    if not given.strip():
        return None
    # A plus sign that was not escaped in the address arrives as a blank.
    text = given.strip()
    if len(text) > 19 and text[-6] == " ":
        text = f"{text[:-6]}+{text[-5:]}"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.year not in YEARS:
        said = f"“{given[:40]}”不是有效的时间，没有查询。写成 2026-03-10 或者 2026-03-10T09:00:00+08:00 的样子。"
        raise NotTaken(422, "changed-since", said, "changed_since")
    return (moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)).astimezone(BEIJING)


def cursor_of(place: Place | None) -> str:
    """Where the next page begins, as one word; empty at the end."""
    if place is None:
        return ""
    at, number = place
    return base64.urlsafe_b64encode(f"{at.astimezone(BEIJING).isoformat()}~{number}".encode()).decode().rstrip("=")


def place_of(cursor: str) -> Place | None:
    """The place a cursor names. Raises NotTaken for one that this interface did not give."""
    if not cursor:
        return None
    try:
        plain = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        at, _, number = plain.partition("~")
        moment, after = datetime.fromisoformat(at), int(number)
    except (ValueError, binascii.Error):
        moment, after = None, 0
    if moment is None or moment.tzinfo is None or moment.year not in YEARS or not 0 < after < 2**63:
        raise NotTaken(422, "cursor", "cursor 不是本接口给出的，没有查询。请原样带上一页的 next。", "cursor")
    return moment, after


def _local(at: Any) -> Any:
    return at.astimezone(BEIJING) if at is not None else None


def _address(number: str) -> str:
    return f"{settings.BASE_URL}{reverse('portal:record', args=[number])}"
