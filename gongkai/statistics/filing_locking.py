"""One filing held still for one act, what the journal holds of it, and who is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongkai.kit import journal
from gongkai.kit.action import Refused
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.statistics.models import Filing
from gongkai.units.acting import holds
from gongkai.units.models import Agency, Person
from gongkai.units.notices import tell
from gongkai.units.powers import ACCEPT_FILINGS, FILE_STATISTICS, POWERS

State = Filing.State
FILE_WORDS, ACCEPT_WORDS = "填报统计报表", "接收统计报表"
WITH_UNIT = (State.DRAFT, State.RETURNED)
STANDS = (State.ACCEPTED, State.LOCKED)
NOT_THERE = "没有这份报表，或者它不属于你任职的单位。请从报表列表重新打开。"


def lock_filing(filing_id: int, seen: int | None = None) -> Filing:
    """The filing, held until the transaction ends. `seen` is the version the person had before him.

    Raises Refused "no-filing", or "changed-meanwhile" where somebody else changed it in between.
    """
    rows = Filing.objects.select_for_update(of=("self",)).select_related("agency", "receiver", "submitted_by")
    filing = rows.filter(pk=filing_id).first()
    if filing is None:
        raise Refused("no-filing", NOT_THERE)
    if seen is not None and seen != filing.version:
        raise Refused(
            "changed-meanwhile",
            "你打开之后，另有人改动过这份报表，这次没有保存。你填的内容还在页面上，请对照现在的数字后再保存。",
        )
    return filing


def stands(filing: Filing, *states: Filing.State) -> None:
    """Raise Refused "not-now" unless the filing is in one of those states."""
    if filing.state not in states:
        raise Refused("not-now", f"这份报表现为“{filing.get_state_display()}”，不能办理这一项，未执行。请刷新后再看。")


def may_edit(filing: Filing, actor: Actor) -> None:
    """Raise Refused unless the actor files for the unit and the filing is with it."""
    if not actor.may(FILE_STATISTICS, filing.agency.code):
        raise Refused("not-allowed", f"{actor.name} 没有为该单位{FILE_WORDS}的权限，未执行。请由该单位的统计员办理。")
    stands(filing, *WITH_UNIT)


def keep(
    filing: Filing, act: str, *, before: Mapping[str, Any], after: Mapping[str, Any], reason: str, actor: Actor,
    now: datetime,
) -> Filing:  # fmt: skip
    """Save the filing one version on and write the journal of its unit."""
    filing.version += 1
    filing.save()
    journal.write(
        filing.agency.code, act=act, subject=subject_of(filing), before=dict(before),
        after={"state": filing.state, "version": filing.version} | dict(after), reason=reason[:400], actor=actor,
        now=now,
    )  # fmt: skip
    return filing


def subject_of(filing: Filing) -> str:
    """How the journal names a filing."""
    return f"filing {filing.pk}"


def acting_person(actor: Actor) -> Person | None:
    """The person behind the actor; None for an appointed process."""
    return Person.objects.filter(pk=actor.key).first() if actor.key is not None else None


def tell_receiver(filing: Filing, title: str, *, now: datetime, text: str = "") -> None:
    """A message to everybody who accepts filings at the receiver."""
    _tell(filing.receiver, ACCEPT_FILINGS, filing, title, now, text)


def tell_unit(filing: Filing, title: str, *, now: datetime, text: str = "") -> None:
    """A message to who sent it in, or to everybody who files for the unit where that person is gone."""
    sender = filing.submitted_by
    if sender is not None and sender.is_active:
        tell(sender, title, now=now, text=text, address=_address(filing))
        return
    _tell(filing.agency, FILE_STATISTICS, filing, title, now, text)


def _tell(agency: Agency, power: str, filing: Filing, title: str, now: datetime, text: str) -> None:
    duties = [duty for duty, acts in POWERS.items() if power in acts]
    held = agency.duties.filter(holds(day_of(now)), kind__in=duties, person__is_active=True)
    for person in Person.objects.filter(pk__in=held.values("person")).order_by("login"):
        tell(person, title, now=now, text=text, address=_address(filing))


def _address(filing: Filing) -> str:
    return f"/desk/filings/{filing.pk}/"
