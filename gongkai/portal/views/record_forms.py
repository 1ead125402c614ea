"""A public record in other forms than its page: the code to scan and the data. Nothing here can reach a draft."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from gongkai.kit import clock
from gongkai.kit.who import VISITOR
from gongkai.portal.record_files import files_of
from gongkai.portal.scanning import as_svg
from gongkai.records import published
from gongkai.records.published import PublicRecord

GONE = 410


def qr(request: HttpRequest, number: str) -> HttpResponse:
    """The address of the record's page as a code to scan; 404 where nothing is public, 410 when withdrawn."""
    _public(number)
    if published.was_withdrawn(VISITOR, number):
        return HttpResponse(status=GONE, content_type="text/plain; charset=utf-8")
    address = settings.BASE_URL + reverse("portal:record", args=(number,))
    return HttpResponse(as_svg(address), content_type="image/svg+xml")


def as_json(request: HttpRequest, number: str) -> HttpResponse:
    """All that the page shows, as data; of a withdrawn record the stub under 410."""
    found = _public(number)
    base = settings.BASE_URL
    answer: dict[str, Any] = {
        "index_number": found.number,
        "title": found.title,
        "address": base + reverse("portal:record", args=(found.number,)),
        "agency": {"code": found.agency_code, "name": found.agency_name},
        "first_published_at": found.first_published_at.astimezone(clock.BEIJING).isoformat(),
    }
    if found.withdrawn:
        at = found.withdrawn_at.astimezone(clock.BEIJING).isoformat() if found.withdrawn_at else None
        answer |= {"state": "withdrawn", "withdrawn_at": at, "withdrawn_reason": found.withdrawn_reason}
        return _sent(answer, GONE)
    return _sent(answer | _text(found, base))


def _text(found: PublicRecord, base: str) -> dict[str, Any]:
    return {
        "state": "published",
        "version": found.version,
        "published_at": found.published_at.astimezone(clock.BEIJING).isoformat(),
        "metadata": [{"code": code, "label": label, "value": value} for code, label, value in found.metadata],
        "summary": found.summary,
        "keywords": list(found.keywords),
        "body": found.body,
        "footer": found.footer,
        "files": [
            {"name": one.name, "size": one.size, "sha256": one.digest, "address": base + shown["address"]}
            for one, shown in zip(found.files, files_of(found), strict=True)
        ],
        "validity": {
            "status": found.validity.status,
            "since": found.validity.since.isoformat() if found.validity.since else None,
        }
        if found.validity
        else None,
        "done_to_it": [
            {"words": one.words, "on": one.on.isoformat(), "index_number": one.index_number or None}
            for one in found.done_to_it
        ],
        "done_by_it": [
            {"words": one.words, "on": one.on.isoformat(), "title": one.title, "index_number": one.index_number}
            for one in found.done_by_it
        ],
        "changes": [{"at": at, "note": note} for at, note in found.changes],
    }


def _sent(answer: dict[str, Any], status: int = 200) -> HttpResponse:
    return JsonResponse(answer, status=status, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _public(number: str) -> PublicRecord:
    found = published.find(VISITOR, number, clock.today())
    if found is None:
        raise Http404
    return found
