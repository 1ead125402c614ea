"""Documents of a year: those that were there come in as an older ledger, those of the year go through the path."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from io import BytesIO
from typing import Any

import xlsxwriter

from gongkai.kit import importing
from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.kit.models import ImportBatch
from gongkai.law.errors import LawError
from gongkai.law.loading import Row, load
from gongkai.law.record_classes import category_of, class_of
from gongkai.records.actions.add_link import add_link
from gongkai.records.actions.choose_columns import choose_columns
from gongkai.records.actions.confirm_import import confirm_import
from gongkai.records.actions.create_record import create_record
from gongkai.records.actions.handle_finding import handle_finding
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.start_import import start_import
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.importing_values import HISTORY
from gongkai.records.models import Finding, Record
from gongkai.records.said import Said
from gongkai.replay.assuming import Draw
from gongkai.replay.cast_units import Unit
from gongkai.replay.courses import DATA
from gongkai.replay.days import Days
from gongkai.replay.playing import COMES, REGISTERS, Agenda
from gongkai.replay.registers import Documents
from gongkai.replay.staffing import Staff
from gongkai.units.models import Agency

FORENOON = time(10, 0)
REPEALS, DISMISSED = "repeals", "dismissed"
SECRECY = "secrecy_review"


@cache
def texts() -> Row:
    """What the made-up documents say."""
    return load(DATA / "documents.toml")


class Issuer:
    """The documents of one unit, which keeps the ledger for the whole government."""

    def __init__(self, unit: Unit, staff: Staff, draw: Draw, year: int) -> None:
        self.unit, self.staff, self.draw, self.year = unit, staff, draw, year
        self.days = Days(year, draw)
        self.kinds = {row.text("row"): row for row in texts().rows("row", required=True)}
        self.at = datetime.combine(date(year, 1, 1), FORENOON, BEIJING)

    def put(self, found: Sequence[Documents], agenda: Agenda, opens: date) -> None:
        """`opens` is the first day of the play: what was there comes in then."""
        year = self.days.working(date(self.year, 1, 4), date(self.year, 12, 20))
        for one in found:
            if one.before:
                agenda.put(opens, COMES, partial(self._opening, one))
            for place in range(one.made):
                said = self._said(one.row, place + 1)
                agenda.put(self.draw.random.choice(year), REGISTERS, partial(self._put_out, said, place < one.public))
            if one.ended:
                agenda.put(self.draw.random.choice(year[len(year) // 2 :]), REGISTERS, partial(self._clean, one))

    def _opening(self, one: Documents, day: date) -> None:
        """The ledger of the years before, uploaded, checked and confirmed as any other."""
        self._begin(day)
        row, opening = self.kinds[one.row], texts().table("opening")
        assert opening is not None
        years = opening.integer("years")
        head = opening.texts("head", required=True)
        lines = []
        for place in range(one.before):
            formed = date(day.year - 1 - place % years, 1 + place % 12, 1 + place % 28).isoformat()
            number = f"{self.unit.mark}规〔{formed[:4]}〕{place + 1}号"
            lines.append(
                (self._title(row, place + 1), opening.text("mark"), number, formed, formed, row.text("kind_words"))
            )
        agency, clerk = self._agency(), "clerk"
        batch = start_import(
            agency=agency, name="历史台账（演练）.xlsx", data=_sheet(head, lines), way=HISTORY, actor=self.by(clerk),
            now=self.tick(),
        )  # fmt: skip
        choose_columns(batch.pk, batch.options["columns"], {}, actor=self.by(clerk), now=self.tick())
        _work(batch, self.tick())
        confirm_import(batch.pk, actor=self.by(clerk), now=self.tick())
        _work(batch, self.tick())
        batch.refresh_from_db()
        if batch.done != one.before:
            raise Refused(
                "opening", f"年初的文件应导入 {one.before} 件，实际 {batch.done} 件，未演练。请核对演练数据。"
            )

    def _put_out(self, said: Mapping[str, Any], out: bool, day: date) -> None:
        self._issue(said, day, out)

    def _issue(self, said: Mapping[str, Any], day: date, out: bool) -> Record:
        """One document drafted, reviewed by the ranks and, where it is to be public, published."""
        self._begin(day)
        given = Said.from_json({**said, **_classes(day), "formed_on": day.isoformat()})
        record = create_record(agency=self._agency(), said=given, actor=self.by("clerk"), now=self.tick())
        record = submit_record(record.pk, record.edition, actor=self.by("clerk"), now=self.tick())
        while record.state == Record.State.IN_REVIEW and record.content is not None:
            who = self.by(record.waiting_duty)
            if record.waiting_step == SECRECY:
                for one in Finding.objects.filter(content=record.content, state=Finding.State.OPEN):
                    handle_finding(one.pk, DISMISSED, "已核对：为办事所需。", actor=who, now=self.tick())
                record.refresh_from_db()
                assert record.content is not None
            record = pass_step(record.pk, record.edition, record.content.hash, actor=who, now=self.tick())
        record.refresh_from_db()
        if out:
            publish_record(
                record.pk, edition=record.edition, change_note="", actor=self.by("publisher"), now=self.tick()
            )
            record.refresh_from_db()
        return record

    def _clean(self, one: Documents, day: date) -> None:
        """A decision repeals the oldest of what was there."""
        cleaning, row = texts().table("cleaning"), self.kinds[one.row]
        assert cleaning is not None
        said = self._said(one.row, 0) | {
            "title": cleaning.text("title").format(short=self.unit.short, year=self.year),
            "document_kind": cleaning.text("kind"), "body": cleaning.text("body"), "summary": cleaning.text("summary"),
        }  # fmt: skip
        record = self._issue(said, day, True)
        older = Record.objects.filter(
            agency__code=self.unit.code, document_kind=row.text("kind"), formed_on__lt=date(self.year, 1, 1)
        )
        for other in older.order_by("formed_on", "pk").values_list("pk", flat=True)[: one.ended]:
            add_link(
                record.pk, kind=REPEALS, on=day, other_id=other, actor=self.by("disclosure_office"), now=self.tick()
            )

    def _said(self, row: str, place: int) -> dict[str, Any]:
        given, kind = texts().table("said"), self.kinds[row]
        assert given is not None
        fixed = {name: given.text(name) for name in given.keys()}
        title = self._title(kind, place, self.year)
        number = f"{self.unit.mark}规〔{self.year}〕{place}号" if place else ""
        return fixed | {"title": title, "doc_number": number, "document_kind": kind.text("kind")}

    def _title(self, row: Row, place: int, year: int | None = None) -> str:
        subject = self.draw.said.subjects[place % len(self.draw.said.subjects)]
        return row.text("title").format(short=self.unit.short, subject=subject, n=f"{year or ''}第{place}件")

    def _agency(self) -> Agency:
        return Agency.objects.get(code=self.unit.code)

    def _begin(self, day: date) -> None:
        if self.at.date() != day:
            self.at = datetime.combine(day, FORENOON, BEIJING)

    def by(self, duty: str) -> Any:
        """Whoever has that duty in the unit that day."""
        return self.staff.by(self.unit.code, duty, self.at.date())

    def tick(self) -> datetime:
        """Some minutes later."""
        self.at += timedelta(minutes=3)
        return self.at


def _classes(day: date) -> dict[str, str]:
    """How a document is classed by the law of the day; what that law does not know is left empty."""
    row = texts().table("classes")
    assert row is not None
    return {name: next((code for code in row.texts(name) if KNOWN[name](code, day)), "") for name in KNOWN}


def _is_known(find: Callable[[str, date], object], code: str, day: date) -> bool:
    try:
        find(code, day)
    except LawError:
        return False
    return True


KNOWN: dict[str, Callable[[str, date], bool]] = {
    "class_code": partial(_is_known, class_of), "category": partial(_is_known, category_of),
}  # fmt: skip


def _work(batch: ImportBatch, now: datetime) -> None:
    while importing.work(now):
        batch.refresh_from_db()


def _sheet(head: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet("台账")
        for number, line in enumerate((head, *lines)):
            page.write_row(number, 0, line)
    return stream.getvalue()
