"""Screening one attachment and making the cleaned copy that alone is published."""

from __future__ import annotations

from typing import Any

from gongkai.kit import files
from gongkai.kit.action import Refused
from gongkai.records.said import Attached
from gongkai.records.screening_spots import Spot, spot_of
from gongkai.screening.cleaning import CannotClean, clean_file
from gongkai.screening.files import CannotScreen, screen_file
from gongkai.screening.findings import Context

UNSEEN = "unseen"


def in_file(one: Attached, context: Context, public: bool) -> tuple[list[Spot], dict[str, Any] | None, list[str]]:
    """Places in one attachment, its cleaned copy where it is to be public, and what could not be looked into.

    What cleaning takes away needs no verdict: it is listed with the proof. Verdicts are about what would be published.
    """
    data = files.take(one.digest)
    try:
        seen = screen_file(one.name, data, context)
    except CannotScreen as error:
        raise Refused(f"screening-{error.code}", f"附件“{one.name}”不能筛查，未提交：{error.sentence}") from error
    unseen = [found.sentence for found in seen.findings if found.kind == UNSEEN]
    copy = None
    if public:
        try:
            clean = clean_file(one.name, data)
        except CannotClean as error:
            if not unseen:
                raise Refused(
                    f"cleaning-{error.code}", f"附件“{one.name}”不能清理，未提交：{error.sentence}"
                ) from error
            copy = {"digest": one.digest, "size": one.size, "removed": [], "proof": ""}
        else:
            copy = {
                "digest": files.keep(clean.data),
                "size": len(clean.data),
                "removed": [
                    {"kind": gone.kind, "count": gone.count, "sentence": gone.sentence} for gone in clean.removed
                ],
                "proof": clean.proof.sentence,
            }
            if clean.removed:
                seen = screen_file(one.name, clean.data, context)
    place = f"file:{one.digest}"
    return (
        [
            spot_of(found, place, f"{one.name} {found.place.words if found.place else ''}".strip())
            for found in seen.findings
        ],
        copy,
        unseen,
    )
