"""One form being written: what came in, what is wrong with it, what was kept; and its saving."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from gongkai.desk.drafting.attachments import Held, from_tokens, held, received, renamed
from gongkai.desk.drafting.forms import DraftForm, field_of, initial_of
from gongkai.desk.frame.asking import actor_in
from gongkai.kit.action import Refused
from gongkai.law.publicity import content_problems
from gongkai.records import reads
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.create_record import create_record
from gongkai.records.due import rules_day
from gongkai.records.models import Record, Unsaved
from gongkai.records.said import Attached, Said
from gongkai.records.unsaved import drop_unsaved
from gongkai.units.models import Agency
from gongkai.units.reads import agencies_on

CHANGED = "changed-meanwhile"
# Refusals that no change of what is typed can mend.
ELSEWHERE = {CHANGED, "not-allowed", "wrong-state", "no-record", "no-content", "agency-ended"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right: the id of the control it is about (or none), and the sentence."""

    id: str
    words: str


@dataclass(slots=True)
class Sheet:
    """The form with its attachments. `edition` is the one of the record that the person began from; 0 for a new one."""

    agency: Agency
    record: Record | None
    edition: int
    form: DraftForm
    files: list[Held] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, code: str, sentence: str) -> None:
        """Add a refusal of the content, at the field it is about."""
        name = field_of(code, self.form.fields)
        if name in self.form.fields:
            self.form.add_error(name, sentence)
            self.faults.append(Fault(self.form[name].id_for_label or self.form[name].auto_id, sentence))
        else:
            self.faults.append(Fault("files" if name == "files" else "", sentence))


def blank(request: HttpRequest, agency: Agency, now: datetime) -> Sheet:
    """An empty form of the unit."""
    return Sheet(agency, None, 0, _form(request, agency, now, initial={"origin": "made"}))


def opened(request: HttpRequest, record: Record, now: datetime) -> Sheet:
    """The form with what the record states now. Raises Refused "no-content"."""
    said = reads.said(actor_in(request), record)
    if said is None:
        raise Refused("no-record", gettext("没有这条信息，或者你不能查看。请从列表重新打开。"))
    form = _form(request, record.agency, now, initial=initial_of(said))
    return Sheet(record.agency, record, record.edition, form, _held(said.files, request))


def restored(request: HttpRequest, kept: Unsaved, record: Record | None, now: datetime) -> Sheet:
    """The form as it was typed and not saved."""
    data = QueryDict(mutable=True)
    for name, values in kept.fields.items():
        data.setlist(name, values)
    initial = opened(request, record, now).form.initial if record else {}
    form = _form(request, kept.agency, now, data=data, initial=initial)
    return Sheet(kept.agency, record, kept.edition, form, _held(_attached(data, request), request))


def sent(request: HttpRequest, agency: Agency, record: Record | None, now: datetime) -> Sheet:
    """The form as it was sent, attachments kept, everything wrong with it in `faults`."""
    initial = opened(request, record, now).form.initial if record else {}
    form = _form(request, agency, now, data=request.POST, initial=initial)
    typed = request.POST.get("edition", "")
    sheet = Sheet(agency, record, int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0, form)
    try:
        attached = _attached(request.POST, request)
    except Refused as refusal:
        attached = []
        sheet.fault(refusal.code, refusal.sentence)
    arrived, problems = _arrived(request, now)
    sheet.files = _held(_apart([*attached, *arrived]), request)
    for name, words in form.errors.items():
        bound = form[name]
        sheet.faults += [Fault(bound.id_for_label or bound.auto_id, str(one)) for one in words]
    sheet.faults += [Fault("files", sentence) for sentence in problems]
    return sheet


def save(request: HttpRequest, sheet: Sheet, now: datetime) -> Record | None:
    """Save what was sent; None where something is wrong, which `sheet.faults` then says.

    Raises Refused for what is not about the content: "changed-meanwhile", "not-allowed", "wrong-state".
    """
    if sheet.faults:
        return None
    actor = actor_in(request)
    try:
        said = stated(request, sheet)
        if sheet.record is None:
            record = create_record(agency=sheet.agency, said=said, actor=actor, now=now)
        else:
            record = change_record(sheet.record.pk, sheet.edition, said, actor=actor, now=now)
    except Refused as refusal:
        if refusal.code in ELSEWHERE:
            raise
        sheet.fault(refusal.code, refusal.sentence)
        return None
    drop_unsaved(sheet.agency, sheet.record, actor=actor, now=now)
    return record


def stated(request: HttpRequest, sheet: Sheet) -> Said:
    """The content that a checked form states. Raises Refused."""
    attached = from_tokens([one.token for one in sheet.files], actor_in(request))
    listed = [{"name": one.name, "digest": one.digest, "size": one.size} for one in attached]
    return Said.from_json(sheet.form.stated() | {"files": listed})


def _arrived(request: HttpRequest, now: datetime) -> tuple[list[Attached], list[str]]:
    """What was sent along, kept at once; not a byte of it where the ground chosen forbids this platform to hold it."""
    uploads = request.FILES.getlist("attach")
    barred = content_problems(request.POST.get("ground", ""), bool(uploads), rules_day(now))
    return ([], [barred[0].sentence]) if barred else received(uploads)


def _attached(data: QueryDict, request: HttpRequest) -> list[Attached]:
    """The attachments named in the form, without those ticked for removal, under the names typed."""
    tokens, names = data.getlist("file"), data.getlist("file-name")
    gone = {int(one) for one in data.getlist("file-gone") if one.isascii() and one.isdigit() and len(one) < 9}
    found = from_tokens(tokens, actor_in(request))
    return [
        renamed(one, names[at]) if at < len(names) else one for at, one in enumerate(found) if at not in gone
    ]  # fmt: skip


def _apart(attached: Iterable[Attached]) -> list[Attached]:
    """The same file once; two files of one name get numbers."""
    found: list[Attached] = []
    for one in attached:
        if any(other.digest == one.digest and other.name == one.name for other in found):
            continue
        stem, dot, ending = one.name.rpartition(".")
        name, number = one.name, 1
        while name in {other.name for other in found}:
            number += 1
            name = f"{stem or one.name}（{number}）{dot}{ending if stem else ''}"
        found.append(Attached(name, one.digest, one.size))
    return found


def _held(attached: Iterable[Attached], request: HttpRequest) -> list[Held]:
    return [held(one, actor_in(request)) for one in attached]


def _form(
    request: HttpRequest, agency: Agency, now: datetime, *, initial: Mapping[str, Any], data: Any = None
) -> DraftForm:
    on = rules_day(now)
    units = [(one.code, one.name) for one in agencies_on(actor_in(request), on) if one.code != agency.code]
    return DraftForm(data, agency=agency, on=on, units=units, initial=dict(initial))
