"""Screening one attachment and making the cleaned copy that alone is published."""

from __future__ import annotations

from typing import Any

from gongkai.kit import files
from gongkai.kit.action import Refused
from gongkai.records.said import Attached
from gongkai.records.screening_spots import Spot, spot_of
from gongkai.screening.cleaning import CannotClean, clean_file
from gongkai.screening.files import CannotScreen, screen_file
from gongkai.screening.findings import Context, Finding

UNSEEN = "unseen"
# Kinds in which nothing can be hidden: what is there is what is seen.
PLAIN = ("text", "csv")

Copy = dict[str, Any]


def in_file(one: Attached, context: Context, public: bool) -> tuple[list[Spot], Copy | None, list[str]]:
    """Places in one attachment, its cleaned copy where it is to be public, and what could not be looked into.

    What cleaning takes away needs no verdict: it is listed with the proof. Verdicts are about what would be published.
    Raises Refused "screening-…" or "cleaning-…" naming the attachment and what to do.
    """
    data = files.take(one.digest)
    try:
        seen = screen_file(one.name, data, context)
        unseen = [found.sentence for found in seen.findings if found.kind == UNSEEN]
        copy = _copy(one, data, seen.kind, bool(unseen)) if public else None
        if copy is not None and copy["digest"] != one.digest:
            seen = screen_file(one.name, files.take(copy["digest"]), context)
    except CannotScreen as error:
        raise Refused(f"screening-{error.code}", f"附件不能筛查，未提交。{error.sentence}") from error
    place = f"file:{one.digest}"
    return [spot_of(found, place, _where(one.name, found)) for found in seen.findings], copy, unseen


def _copy(one: Attached, data: bytes, kind: str, unseen: bool) -> Copy:
    """What is published in place of the attachment. What nobody can look into goes out only on a person's word: its
    `unseen` finding has to be dismissed with a reason."""
    try:
        clean = clean_file(one.name, data)
    except CannotClean as error:
        if kind not in PLAIN and not unseen:
            raise Refused(f"cleaning-{error.code}", f"附件不能清理，未提交。{error.sentence}") from error
        return {"digest": one.digest, "size": one.size, "removed": [], "proof": ""}
    return {
        "digest": files.keep(clean.data),
        "size": len(clean.data),
        "removed": [{"kind": gone.kind, "count": gone.count, "sentence": gone.sentence} for gone in clean.removed],
        "proof": clean.proof.sentence,
    }


def _where(name: str, found: Finding) -> str:
    return f"附件“{name}”{found.place.words if found.place else ''}"
