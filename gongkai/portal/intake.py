"""The steps of the public forms: written, looked up, checked, sent. Nothing is kept between them but in the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from gongkai.kit.action import Refused
from gongkai.kit.identity import LONGEST_TOKEN, configured
from gongkai.kit.who import VISITOR
from gongkai.portal import found, intake_forms
from gongkai.portal.here import units_here
from gongkai.portal.intake_fields import Field, Part, filled, judged, problems, values_of
from gongkai.portal.intake_ticket import Ticket, new_ticket, ticket_of
from gongkai.portal.intake_units import receiving, whom_to_ask
from gongkai.portal.intake_uploads import Sent, taken, uploads_of
from gongkai.portal.units import Group, groups_on
from gongkai.records import published as records
from gongkai.requests import published
from gongkai.requests.published import Handed
from gongkai.search.asked import Asked
from gongkai.units.models import Agency

WRITE, FOUND, CHECK, SEND, BACK = "write", "found", "check", "send", "back"
APPLICANT = (
    "name", "identity_kind", "identity_number", "phone", "email", "address", "postcode", "representative", "agent",
)  # fmt: skip
OFFERED = 6
# The field in which the token of a sign-in travels.
TOKEN = "identity_token"
Parts = Callable[[date, Iterable[Group]], tuple[Part, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    """One public form: its kind at the slot, its fields, which kinds of what is public already are offered first, and
    the one unit it goes to where that is not for the writer to choose."""

    kind: str
    parts: Parts
    offers: tuple[str, ...] = ()
    unit: str = ""


REQUEST = Form("request", intake_forms.request_parts, offers=found.KINDS)
COMPLAINT = Form("complaint", intake_forms.complaint_parts)
RECORD_CORRECTION = Form("record_correction", intake_forms.correction_parts)


@dataclass(slots=True)
class Written:
    """A form as it came back: its ticket, its fields with what is wrong, its files, and what was said of those."""

    form: Form
    ticket: Ticket
    parts: tuple[Part, ...]
    sent: list[Sent] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    expired: bool = False
    identity: str = ""
    # Whom to ask, where the address named a unit that takes no requests.
    instead: str = ""

    @property
    def problems(self) -> list[Field]:
        """The fields in which something is wrong."""
        return problems(self.parts)

    @property
    def values(self) -> dict[str, str]:
        """What was written, by name."""
        return values_of(self.parts)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """The steps with their names."""
        names = [(WRITE, gettext("填写"))]
        names += [(FOUND, gettext("查已公开"))] if self.form.offers else []
        return [*names, (CHECK, gettext("核对提交")), (SEND, gettext("取得回执"))]

    def files_of(self, name: str) -> list[Sent]:
        """The files that arrived for one field."""
        return [one for one in self.sent if one.field == name]


def blank(form: Form, request: HttpRequest, on: date, *, ticket: Ticket | None = None) -> Written:
    """An empty form, with the unit and the information that the address names; a unit that takes no requests is not
    chosen, and the form says whom to ask."""
    units = _units(form, request, on)
    wanted = form.unit or request.GET.get("unit", "")
    said = whom_to_ask(wanted, units_here(request), units, on) if form is REQUEST else ""
    parts = form.parts(on, groups_on(on, units))
    named = {"unit": wanted, "subject": request.GET.get("wanted", "")}
    return Written(form, ticket or new_ticket(form.kind), filled(parts, named), instead=said)


def signed_in(written: Written, named: dict[str, str], token: str) -> Written:
    """The form with what the identity service said of its writer, and the token that proves it inside."""
    return replace(written, parts=filled(written.parts, written.values | named), identity=token)


def come_back(form: Form, request: HttpRequest, on: date, now: datetime) -> Written:
    """The form that was sent to us, judged. One that is too old gets a new ticket and keeps what was written."""
    said = request.POST.dict() | ({"unit": form.unit} if form.unit else {})
    parts = filled(form.parts(on, groups_on(on, _units(form, request, on))), said)
    sent, notes = taken(request, parts, now)
    ticket = ticket_of(form.kind, request.POST.get("ticket", ""))
    token = request.POST.get(TOKEN, "")[:LONGEST_TOKEN] if configured() and form is REQUEST else ""
    fresh = ticket or new_ticket(form.kind)
    return Written(form, fresh, judged(parts), sent, notes, expired=ticket is None, identity=token)


def offered(written: Written, on: date) -> tuple[records.Line, ...]:
    """What is public already and may be what is asked for."""
    words = " ".join(part for part in (written.values["doc_number"], written.values["subject"]) if part)[:100]
    if not words:
        return ()
    answer = records.search(VISITOR, Asked(words=words, kinds=written.form.offers, sort="relevance", on=on))
    return tuple(answer.lines[:OFFERED])


def send(written: Written, now: datetime) -> Handed:
    """Put it through the slot. Raises Refused."""
    values = written.values
    said: dict[str, Any] = {name: value for name, value in values.items() if name not in (*APPLICANT, "unit")}
    if written.form is RECORD_CORRECTION:
        said = {"text": _correction(written)}
    said["applicant"] = {name: values.get(name, "") for name in APPLICANT}
    if written.identity:
        said[TOKEN] = written.identity
    uploads = uploads_of(written.sent, written.parts)
    return published.hand_in(VISITOR, written.form.kind, written.ticket.form, values["unit"], said, uploads, now)


def sent_before(written: Written) -> Handed | None:
    """The receipt of a form that was sent already: going back and sending it again makes nothing new."""
    return published.handed_before(VISITOR, written.ticket.form)


def refused(written: Written, problem: Refused) -> None:
    """Say on the page why it was not taken."""
    written.notes.append(problem.sentence)


def _units(form: Form, request: HttpRequest, on: date) -> list[Agency]:
    """Which units may be chosen: for a request those that take requests, for the other forms every one."""
    every = units_here(request)
    return receiving(every, on) if form is REQUEST else every


def _correction(written: Written) -> str:
    fields = {one.name: one for part in written.parts for one in part.fields}
    return "\n".join(f"{fields[name].label}：{fields[name].value}" for name in ("record", "wrong", "right"))
