"""A token that came with a form: judged before anything is held still, kept with the request as held or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from gongkai.kit.identity import LONGEST_TOKEN, Judged, judge
from gongkai.requests.applicants import ApplicantData
from gongkai.requests.models import Envelope, IdentityCheck, Request
from gongkai.requests.slot import REQUEST, nonce_for

TOKEN = "identity_token"
NATURAL_PERSON = "natural_person"


def judged(row: Envelope, said: Mapping[str, Any]) -> Judged | None:
    """What the envelope's token is worth at the moment of handing in; None where it has none."""
    token = str(said.get(TOKEN) or "")
    if row.kind != REQUEST or not token:
        return None
    if said.get("applicant_kind") != NATURAL_PERSON:
        return Judged(why="登录的是个人，申请人是单位，须另行核对。")
    if len(token) > LONGEST_TOKEN:
        return Judged(why="登录凭证不成格式。")
    return judge(token, nonce_for(row.token), row.at)


def as_proven(applicant: ApplicantData, found: Judged | None) -> ApplicantData:
    """The applicant, with name and number as the token has them where it holds."""
    if found is None or found.why:
        return applicant
    return replace(applicant, name=found.name, identity_number=found.number or applicant.identity_number)


def noted(request: Request, found: Judged | None, now: datetime) -> None:
    """Keep what became of it, in the caller's transaction."""
    if found is None:
        return
    IdentityCheck.objects.create(request=request, holds=not found.why, why=found.why, at=now)
    if not found.why:
        request.identity_checked = True
        request.save(update_fields=["identity_checked"])
