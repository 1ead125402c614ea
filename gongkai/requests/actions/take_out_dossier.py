"""Take a dossier's file out: who did so, and when, is written down, for it tells who the applicant is."""

from __future__ import annotations

from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.private_files import take_private
from gongkai.kit.who import Actor
from gongkai.requests import reads_dossier

ACT = "take_out_dossier"
FORMS = ("pdf", "zip")


@action
def take_out_dossier(dossier_id: int, form: str, *, actor: Actor, now: datetime) -> bytes:
    """The bytes of its PDF or package. Raises Refused "no-dossier", "no-form", FileLost, Unreadable."""
    row = reads_dossier.one(actor, dossier_id)
    if form not in FORMS:
        raise Refused("no-form", "案卷只有 PDF 和电子档案包两种形式，未取出。")
    journal.write(
        row.agency.code, act=ACT, subject=f"request {row.request_id}", before={},
        after={"dossier": row.number, "form": form, "hash": row.hash}, reason="取出案卷", actor=actor, now=now,
    )  # fmt: skip
    return take_private(getattr(row, form))
