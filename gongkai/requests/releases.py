"""What of a request's files goes out: the proven releases a reply lists, and giving them when the reply is served."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from gongkai.kit.private_files import take_private
from gongkai.requests.cards import put_file
from gongkai.requests.models import Mark, Release, Request

MEASURES = ("page", "left", "top", "width", "height", "ground", "reason")
OFFERED = (Release.State.PROVEN, Release.State.GIVEN)
WAITING = (Release.State.MARKING, Release.State.FAILED)


def current(request: Request, audience: str = Release.Audience.APPLICANT) -> list[Release]:
    """The newest version for that audience of every source file, in the order in which the files came."""
    rows = Release.objects.filter(request=request, audience=audience).select_related("source")
    newest: dict[int, Release] = {}
    for row in rows.order_by("source_id", "version"):
        newest[row.source_id] = row
    return list(newest.values())


def given(request: Request) -> list[Release]:
    """What a reply may list as its annexes: the newest versions for the applicant, proven or given already."""
    return [row for row in current(request) if row.state in OFFERED]


def unready(request: Request) -> list[Release]:
    """Files still being marked, or whose proof failed: a reply must wait for them, or they must be taken away."""
    return [row for row in current(request) if row.state in WAITING]


def facts(request: Request) -> list[dict[str, Any]]:
    """What a reply's composed content holds of each file for the applicant, so that its hash binds them: name, state,
    SHA-256 of the file given, pages, number of marks and one hash over all marks. Any change of a mark changes it."""
    rows = current(request)
    counts: dict[int, int] = {}
    for release_id in Mark.objects.filter(release__in=rows).values_list("release_id", flat=True):
        counts[release_id] = counts.get(release_id, 0) + 1
    return [
        {
            "name": row.name, "version": row.version, "ready": row.state in OFFERED,
            "sha256": row.plain_digest, "pages": row.pages, "marks": counts.get(row.pk, 0),
            "marks_hash": marks_hash(row),
        }
        for row in rows
    ]  # fmt: skip


def marks_hash(release: Release) -> str:
    """One hash over what is marked, where and why; the order of drawing does not matter."""
    rows = sorted(Mark.objects.filter(release=release).values_list(*MEASURES))
    return sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def give(request: Request, now: datetime) -> list[Release]:
    """The reply has been served: its files count as given, and lie with the applicant's card where he has one.

    Runs inside the caller's transaction. Given files are never changed; marking anew makes another version.
    """
    rows = [row for row in given(request) if row.state == Release.State.PROVEN]
    for row in rows:
        row.state = Release.State.GIVEN
        row.save(update_fields=["state"])
        if request.card:
            data = take_private(row.digest)
            put_file(request.card, request.sealed_card_key, card_key_of(row), row.name, data, now)
    return rows


def card_key_of(release: Release) -> str:
    """Under which key a given file lies beside the applicant's card."""
    return f"release-{release.pk}"
