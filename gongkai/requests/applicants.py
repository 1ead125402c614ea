"""The applicant's data: sealed at rest, found again by blind words, shown masked, opened only with a journal row."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.private import blind, open_sealed, seal
from gongkai.kit.who import Actor
from gongkai.requests.models import Request
from gongkai.units.powers import READ_APPLICANTS

ACT = "read_applicant"


@dataclass(frozen=True, slots=True)
class ApplicantData:
    """Who applied (条例第二十九条第二款第一项). Empty where it is not known. For an organisation `name` is its name,
    `identity_number` its unified social credit code, `representative` who acts for it, `agent` who filed for him."""

    name: str
    identity_kind: str = ""
    identity_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    representative: str = ""
    agent: str = ""

    @classmethod
    def of(cls, said: dict[str, str]) -> ApplicantData:
        """From a map that may hold more; what is missing is empty."""
        return cls(**{one.name: str(said.get(one.name, "")).strip() for one in fields(cls)})


def sealed(data: ApplicantData) -> dict[str, str]:
    """The columns of a request that hold the applicant: sealed, and the three blind words."""
    return {
        "sealed": seal(asdict(data)),
        "identity_index": blind("identity", data.identity_number),
        "name_index": blind("name", data.name),
        "contact_index": blind("contact", data.phone or data.email),
    }


def opened(row: Request) -> ApplicantData:
    """The data in the clear, for papers and cards; a screen for people goes through `read_applicant`."""
    return ApplicantData.of(open_sealed(row.sealed))


def masked(data: ApplicantData) -> ApplicantData:
    """What is shown by default: enough to tell two people apart, not enough to reach one."""
    return ApplicantData(
        name=_name(data.name) if len(data.name) <= 4 else data.name[:2] + "*" * 3 + data.name[-2:],
        identity_kind=data.identity_kind,
        identity_number=_ends(data.identity_number, 3, 2),
        phone=_ends(data.phone, 3, 2),
        email=_ends(data.email.partition("@")[0], 1, 0) + ("@" + data.email.partition("@")[2] if data.email else ""),
        address=data.address[:6] + "…" if len(data.address) > 6 else data.address,
        postcode=data.postcode,
        representative=_name(data.representative),
        agent=_name(data.agent),
    )


@action
def read_applicant(request_id: int, *, reason: str, actor: Actor, now: datetime) -> ApplicantData:
    """Open one applicant's data for a person of the desk, and write down that it was read and why.

    Raises Refused "no-request", "not-allowed", "no-reason".
    """
    request = Request.objects.select_related("agency").filter(pk=request_id).first()
    if request is None:
        raise Refused("no-request", "没有这件申请，未打开。请从申请列表重新打开。")
    require(actor, READ_APPLICANTS, request.agency.code, "查看申请人信息")
    if not reason.strip():
        raise Refused("no-reason", "查看申请人信息须写明用途，未打开。")
    journal.write(
        request.agency.code, act=ACT, subject=f"request {request.pk}", before={}, after={"number": request.number},
        reason=reason.strip()[:200], actor=actor, now=now,
    )  # fmt: skip
    return opened(request)


def _name(name: str) -> str:
    return name[:1] + "*" * (len(name) - 1) if name else ""


def _ends(text: str, first: int, last: int) -> str:
    if len(text) <= first + last:
        return "*" * len(text)
    return text[:first] + "*" * (len(text) - first - last) + (text[-last:] if last else "")
