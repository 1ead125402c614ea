"""Sample records, taken through the path by the people of the sample units, by the real actions on past days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from gongkai import records
from gongkai.kit import files
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.law.loading import Row, load
from gongkai.records.actions.add_link import add_link
from gongkai.records.actions.change_record import change_record
from gongkai.records.actions.create_record import create_record
from gongkai.records.actions.handle_finding import handle_finding
from gongkai.records.actions.order_publication import order_publication
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.return_record import return_record
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.actions.withdraw_record import withdraw_record
from gongkai.records.demo_papers import division_of_work
from gongkai.records.models import Finding, Record
from gongkai.records.said import Said
from gongkai.units.acting import actor_of
from gongkai.units.models import Agency, Duty

FILE = Path(records.__file__).parent / "data" / "demo" / "records.toml"
SECRECY = "secrecy_review"
MORNING = time(9, 0)


def build_records(progress: Callable[[str], None], *, now: datetime) -> int:
    """Make every sample record that is not there; gives how many. The sample units and their people must be there.

    Raises Refused where an action refuses: a sample that cannot go its way is a fault of ours.
    """
    made: dict[str, Record] = {}
    count = 0
    for row in load(FILE).rows("record", required=True):
        agency = Agency.objects.get(code=row.text("unit"))
        found = Record.objects.filter(agency=agency, title=row.text("title")).first()
        if found is None:
            found = _Path(row, agency, now, made).go()
            count += 1
            progress(f"{agency.short}：{found.title}，{found.get_state_display()}。")
        made[row.text("key")] = found
    return count


class _Path:
    """One sample on its way; each step an hour after the one before, at a time when people work."""

    def __init__(self, row: Row, agency: Agency, now: datetime, made: dict[str, Record]) -> None:
        self.row, self.agency, self.made = row, agency, made
        self.end = row.text("to")
        day = (now - timedelta(days=row.integer("day"))).astimezone(BEIJING).date()
        self.formed, self.at = day, datetime.combine(day, MORNING, tzinfo=BEIJING)
        self.now = now

    def go(self) -> Record:
        """The record as far as the sample says."""
        said = self.said()
        record = create_record(agency=self.agency, said=said, actor=self.by("clerk"), now=self.tick())
        if self.end == "draft":
            return record
        record = submit_record(record.pk, record.edition, actor=self.by("clerk"), now=self.tick())
        record = self.reviewed(record)
        if self.end in ("published", "revised", "withdrawn"):
            self.publish(record)
            self.link(record)
        if self.end == "ordered":
            at = (self.now + timedelta(days=1)).astimezone(BEIJING).replace(hour=9, minute=0, second=0, microsecond=0)
            order_publication(record.pk, record.edition, at, "", actor=self.by("publisher"), now=self.tick())
        if self.end == "revised":
            self.revise(record)
        if self.end == "withdrawn":
            reason = self.row.text("reason")
            withdraw_record(record.pk, reason, actor=self.by("publisher"), now=self.tick())
        record.refresh_from_db()
        return record

    def said(self, **changes: Any) -> Said:
        """What the sample states."""
        row = self.row
        plain = {
            name: row.text(key, "", required=False)
            for name, key in (
                ("doc_number", "number"), ("category", "category"), ("mark", "mark"), ("ground", "ground"),
                ("mark_reason", "reason_mark"), ("summary", "summary"), ("topic", "topic"),
            )
        }  # fmt: skip
        given = {
            "title": row.text("title"), "formed_on": self.formed.isoformat(), "class_code": row.text("class"),
            "genre": row.text("genre"), "document_kind": row.text("kind"), "index_class": "0105",
            "keywords": list(row.texts("keywords")), "body": row.text("body"),
            "ground_details": row.raw("details") if row.has("details") else {}, "files": self.papers(),
        }  # fmt: skip
        return Said.from_json(given | plain | changes)

    def papers(self) -> list[dict[str, Any]]:
        """The attachment the sample names, as a clerk would hand it in: with an author and a comment to clean off."""
        name = self.row.text("paper", "", required=False)
        if not name:
            return []
        data = division_of_work(name.removesuffix(".docx"), self.agency.name)
        return [{"name": name, "digest": files.keep(data), "size": len(data)}]

    def reviewed(self, record: Record) -> Record:
        """Through the chain, or to the step where the sample stops."""
        while record.state == Record.State.IN_REVIEW and self.end != "submitted":
            if record.content is None or (self.end == "secrecy" and record.waiting_step == SECRECY):
                break
            who, seen = self.by(record.waiting_duty), record.content.hash
            if self.end == "returned":
                reason = self.row.text("reason")
                return return_record(record.pk, record.edition, seen, reason, actor=who, now=self.tick())
            if record.waiting_step == SECRECY:
                self.answer_findings(record, who)
                record.refresh_from_db()
            record = pass_step(record.pk, record.edition, seen, actor=who, now=self.tick())
        return record

    def answer_findings(self, record: Record, who: Actor) -> None:
        """The samples hold nothing that must not go out, save the one that stops here to show it."""
        for finding in Finding.objects.filter(content=record.content, state=Finding.State.OPEN):
            handle_finding(
                finding.pk, "dismissed", "已核对：公开副本中已清理，或为办事所需。", actor=who, now=self.tick()
            )

    def publish(self, record: Record, note: str = "") -> None:
        """By the one function."""
        record.refresh_from_db()
        publish_record(record.pk, edition=record.edition, change_note=note, actor=self.by("publisher"), now=self.tick())
        record.refresh_from_db()

    def revise(self, record: Record) -> None:
        """A mended text through the whole path again, public with its note."""
        changed = self.said(body=self.row.text("changed_body"))
        record = change_record(record.pk, record.edition, changed, actor=self.by("clerk"), now=self.tick())
        record = submit_record(record.pk, record.edition, actor=self.by("clerk"), now=self.tick())
        self.publish(self.reviewed(record), self.row.text("change_note"))

    def link(self, record: Record) -> None:
        """What the sample repeals; both pages are public, so the publisher says it."""
        other = self.made.get(self.row.text("repeals", "", required=False))
        if other is not None:
            who, at = self.by("publisher"), self.tick()
            add_link(record.pk, kind="repeals", on=self.formed, other_id=other.pk, actor=who, now=at)

    def by(self, duty: str) -> Actor:
        """Whoever holds the duty in the sample's unit."""
        held = Duty.objects.select_related("person").filter(agency=self.agency, kind=duty, ends=None)
        return actor_of(held.order_by("person__login")[0].person, self.at.date())

    def tick(self) -> datetime:
        """The next hour on a working clock, never in the future."""
        self.at += timedelta(hours=1)
        if self.at.hour >= 17:
            self.at = datetime.combine(self.at.date() + timedelta(days=1), MORNING, tzinfo=BEIJING)
        return min(self.at, self.now)
