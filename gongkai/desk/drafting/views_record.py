"""One record: what it is, where it stands, who has had it, by when it must be public, and its versions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from gongkai.desk.drafting.days import days_of
from gongkai.desk.drafting.facts import facts_of
from gongkai.desk.drafting.story import story_of
from gongkai.desk.drafting.views_acts import DISCARD, RECALL
from gongkai.desk.frame import side
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.frame.day import step_of
from gongkai.desk.frame.source import source_words
from gongkai.kit import clock
from gongkai.kit.who import Actor
from gongkai.records import reads, reads_path, reads_tasks
from gongkai.records.decide import CHANGEABLE, DISCARDABLE, RECALLABLE, SUBMITTABLE, content_lacks
from gongkai.records.models import Record
from gongkai.records.numbering import number_lacks
from gongkai.records.reads_links import has_links, validity_of
from gongkai.records.text.marking import shown
from gongkai.units.powers import IMPORT, LINK_RECORDS, PUBLISH

# What a browser shows by itself without running anything; all else is offered for saving.
INLINE = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
}


@require_GET
@staff_page
def record(request: HttpRequest, record_id: int) -> HttpResponse:
    """The record's page; reading what is not public is journalled."""
    actor, now = actor_in(request), clock.now()
    on = clock.today()
    found = reads.open_record(actor, record_id, now)
    if found is None:
        raise Http404
    said = reads.said(actor, found)
    own, drafts = reads.is_own(actor, found), side.may_draft(actor, found.agency.code)
    due = reads.due(actor, found, now)
    versions = list(reads.contents(actor, found))
    findings = list(reads.findings(actor, found.content)) if found.content else []
    asked = said is not None and drafts and found.state in SUBMITTABLE
    lacks = content_lacks(said, on) + number_lacks(found, said, now) if said and asked else ()
    context = {
        "record": found, "said": said, "own": own, "facts": facts_of(found, said, actor, on) if said else [],
        "body": shown(said.body, "表格") if said else "", "waiting": step_of(found, on),
        "due": due, "days": days_of(due.publish, on) if due.publish and not found.published_at else None,
        "stages": reads_path.stages(actor, found, on), "trail": reads_path.mark_trail(actor, found),
        "story": story_of(reads_path.history(actor, found), on), "versions": versions,
        "findings": {"all": len(findings), "open": sum(one.state == "open" for one in findings)},
        "lacks": lacks, "may": _may(actor, found, drafts), "recall": RECALL, "discard": DISCARD,
        "joint": list(reads.joint_agencies(actor, found)), "validity": validity_of(found, on),
        "source": source_words(actor, found), "links": _may_link(actor, found, own),
    }  # fmt: skip
    return render(request, "desk/drafting/record.html", context)


@require_GET
@staff_page
def attached(request: HttpRequest, record_id: int, digest: str) -> HttpResponse:
    """One attachment, as it was added."""
    actor = actor_in(request)
    found = reads.record(actor, record_id)
    kept = reads.open_file(actor, found, digest, clock.now()) if found else None
    if kept is None:
        raise Http404
    name, data = kept
    kind = name.rpartition(".")[2].lower()
    response = HttpResponse(data, content_type=INLINE.get(kind, "application/octet-stream"))
    response["Content-Disposition"] = content_disposition_header(kind not in INLINE, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _may_link(actor: Actor, found: Record, own: bool) -> bool:
    """Whether relations with other documents are worth a link: he may state some, or there are some to see."""
    code = found.agency.code
    return own and (actor.may(LINK_RECORDS, code) or actor.may(IMPORT, code) or has_links(found))


def _may(actor: Actor, found: Record, drafts: bool) -> dict[str, bool]:
    """Which buttons are shown; the acts themselves ask again."""
    return {
        "edit": drafts and found.state in CHANGEABLE,
        "submit": drafts and found.state in SUBMITTABLE,
        "recall": drafts and found.state in RECALLABLE,
        "discard": drafts and found.state in DISCARDABLE,
        "review": reads_tasks.reviewing(actor).filter(pk=found.pk).exists(),
        "publish": found.state == Record.State.APPROVED and actor.may(PUBLISH, found.agency.code),
    }
