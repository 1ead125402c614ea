"""What an envelope becomes inside: a request, a complaint or correction of a record, or a word to one's own matter."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from gongkai.kit import journal
from gongkai.kit.action import Refused
from gongkai.kit.clock import day_of
from gongkai.kit.identity import Judged
from gongkai.kit.private import blind, seal
from gongkai.kit.who import Actor
from gongkai.requests.applicants import ApplicantData
from gongkai.requests.attaching import attach, keep_matter_file
from gongkai.requests.cards import card_of
from gongkai.requests.following import follow
from gongkai.requests.identifying import as_proven, noted
from gongkai.requests.locking import facts_of, subject_of
from gongkai.requests.looking import Looked
from gongkai.requests.models import Attachment, Envelope, Exchange, Matter, Request
from gongkai.requests.pieces import Upload
from gongkai.requests.platform import platform_for
from gongkai.requests.receiving import Application, enter_request
from gongkai.requests.slot import ABOUT_CARD, COMPLAINT, CORRECTION, REASONS, RECORD_CORRECTION, REQUEST
from gongkai.requests.telling import CARD, told
from gongkai.requests.telling_matters import told_matter
from gongkai.units import reads
from gongkai.units.models import Agency

ACT = "take_in"
ONLINE = "online"
SUBMITTED = "submitted"
ROLES = {CORRECTION: Attachment.Role.CORRECTION, REASONS: Attachment.Role.REASONS}
Files = list[tuple[Upload, bytes, Looked]]


@dataclass(frozen=True, slots=True)
class Arrived:
    """An envelope, what it says, its files looked at, and what the sign-in that came with it is worth."""

    envelope: Envelope
    said: dict[str, Any]
    files: Files
    identity: Judged | None = None

    def text(self, name: str, most: int = 4000) -> str:
        """What stands in one field; never anything but text."""
        return str(self.said.get(name) or "").replace("\x00", "").strip()[:most]


def arrive(one: Arrived, now: datetime) -> None:
    """Make the rows, in the caller's transaction. Raises Refused with the sentence that says why it cannot be."""
    kind = one.envelope.kind
    if kind == REQUEST:
        _request(one, now)
    elif kind in (COMPLAINT, RECORD_CORRECTION):
        _matter(one, now)
    elif kind in ABOUT_CARD:
        _word(one, now)
    else:
        raise Refused("kind", f"收件箱中有不认识的材料“{kind}”，没有收取。")


def _request(one: Arrived, now: datetime) -> None:
    row, on = one.envelope, day_of(one.envelope.at)
    unit = _unit(row.agency)
    said = Application(
        channel=ONLINE, applicant_kind=one.text("applicant_kind"), applicant=as_proven(_applicant(one), one.identity),
        subject=one.text("subject", 300), doc_number=one.text("doc_number", 100), features=one.text("features"),
        supply_form=one.text("supply_form", 20), supply_way=one.text("supply_way", 20),
        assistance=one.text("assistance", 40), suggests_publishing=bool(one.said.get("suggests_publishing")),
        form_token=row.token, days={SUBMITTED: on},
    )  # fmt: skip
    entered = enter_request(
        unit, said, person=None, now=row.at, receipt=row.receipt_number, card=card_of(row.receipt_number, _code(one))
    )
    noted(entered.request, one.identity, now)
    for upload, data, looked in one.files:
        _attach(entered.request, upload.role, upload, data, looked, now)
    _journal(entered.request, one, now)
    told(entered.request, now=now)


def _matter(one: Arrived, now: datetime) -> None:
    row, on = one.envelope, day_of(one.envelope.at)
    against, applicant = _unit(row.agency), _applicant(one)
    complains = row.kind == COMPLAINT
    place, key = card_of(row.receipt_number, _code(one))
    text = one.text("text")
    if not text or not applicant.name:
        raise Refused("matter-empty", "提交的内容没有写明姓名或者事由，没有收取。")
    matter = Matter(
        kind=row.kind, agency=_overseer(against, on) if complains else against, against=against if complains else None,
        request=_meant(one, applicant), receipt_number=row.receipt_number, channel=ONLINE,
        sealed=seal(asdict(applicant)), identity_index=blind("identity", applicant.identity_number),
        name_index=blind("name", applicant.name), about=one.text("about", 40), text=text, received_on=on, card=place,
        sealed_card_key=key, made_at=row.at, form_token=row.token,
    )  # fmt: skip
    matter.save(force_insert=True)
    for upload, data, looked in one.files:
        keep_matter_file(matter, upload.name, data, looked, now)
    journal.write(
        matter.agency.code, act=ACT, subject=f"matter {matter.pk}", before={},
        after={"kind": row.kind, "receipt": row.receipt_number, "files": len(one.files)}, reason="收取公众提交的材料",
        actor=platform_for(matter.agency.code), now=now,
    )  # fmt: skip
    told_matter(matter, now=now)


def _word(one: Arrived, now: datetime) -> None:
    row = one.envelope
    request = Request.objects.select_for_update(of=("self",)).select_related("agency").filter(card=row.card).first()
    if request is None:
        matter = Matter.objects.select_related("agency").filter(card=row.card).first()
        if matter is None:
            raise Refused("no-request", "这份材料所指的申请已经不在，没有收取。请查看来源。")
        _word_to_matter(matter, one, now)
        return
    role = ROLES.get(row.kind, Attachment.Role.OTHER)
    files = [_attach(request, role, upload, data, looked, now) for upload, data, looked in one.files]
    said = {"kind": row.kind, "text": one.text("text"), "files": [file.pk for file in files]}
    note = follow(request, row.kind, one.text("text"), [file for file in files if file.digest], row.at, now)
    Exchange.objects.create(
        request=request, direction=Exchange.Direction.IN, way=CARD, sealed=seal(said | {"note": note}), at=row.at
    )
    request.refresh_from_db()
    _journal(request, one, now)
    told(request, now=now)


def _word_to_matter(matter: Matter, one: Arrived, now: datetime) -> None:
    matter.text = f"{matter.text}\n\n{day_of(one.envelope.at).isoformat()} 补充：{one.text('text')}"
    matter.save(update_fields=["text"])
    for upload, data, looked in one.files:
        keep_matter_file(matter, upload.name, data, looked, now)
    journal.write(
        matter.agency.code, act=ACT, subject=f"matter {matter.pk}", before={},
        after={"kind": one.envelope.kind, "files": len(one.files)}, reason="收取补充的材料",
        actor=platform_for(matter.agency.code), now=now,
    )  # fmt: skip
    told_matter(matter, now=now)


def _attach(request: Request, role: str, upload: Upload, data: bytes, looked: Looked, now: datetime) -> Attachment:
    known = role if role in Attachment.Role.values else Attachment.Role.OTHER
    return attach(request, known, upload.name, data, None, now, from_applicant=True, looked=looked)


def _journal(request: Request, one: Arrived, now: datetime) -> None:
    journal.write(
        request.agency.code, act=ACT, subject=subject_of(request), before={},
        after=facts_of(request) | {"kind": one.envelope.kind, "files": len(one.files)}, reason="收取公众提交的材料",
        actor=_platform(request), now=now,
    )  # fmt: skip


def _platform(request: Request) -> Actor:
    return platform_for(request.agency.code)


def _code(one: Arrived) -> str:
    return str(one.said["code"])


def _applicant(one: Arrived) -> ApplicantData:
    said = one.said.get("applicant")
    return ApplicantData.of(said if isinstance(said, dict) else {})


def _unit(code: str) -> Agency:
    unit = Agency.objects.filter(code=code).first()
    if unit is None:
        raise Refused("no-unit", f"所选的单位“{code[:20]}”不在平台上，没有收取。请查看来源。")
    return unit


def _overseer(unit: Agency, on: date) -> Agency:
    """Who takes a complaint about a unit: who supervises it, else whom it belongs to, else its own office, which passes
    it on (docs/decisions/D-266)."""
    asking = platform_for(unit.code)
    return reads.supervisors(asking, unit, on).first() or reads.superior(asking, unit, on) or unit


def _meant(one: Arrived, applicant: ApplicantData) -> Request | None:
    """The request a complaint names by its receipt number, if the same name made it."""
    number = one.text("request_receipt", 24)
    same = {"receipt_number": number, "name_index": blind("name", applicant.name)}
    return Request.objects.filter(**same).first() if number and same["name_index"] else None
