"""What an import of a ledger does with its rows: doubles are found, good rows become drafts or history (D-152)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from gongkai.kit import files, journal
from gongkai.kit.action import Refused, require
from gongkai.kit.clock import BEIJING
from gongkai.kit.importing import Kind, Line, RowProblem
from gongkai.kit.journal_lot import Told, write_lot
from gongkai.kit.models import ImportBatch, ImportRow
from gongkai.kit.who import Actor
from gongkai.law.publicity import mark_of
from gongkai.records.bringing import bring, codes_of
from gongkai.records.columns import columns
from gongkai.records.importing_file import CannotImport, rows
from gongkai.records.importing_values import HISTORY, LineRead, Setting, read_line
from gongkai.records.importing_words import passed_over
from gongkai.records.locking import subject_of
from gongkai.records.models import Content, IndexNumber, Record
from gongkai.records.said import Said
from gongkai.records.writing import facts_of, settle_due
from gongkai.units.acting import PERSON, actor_of
from gongkai.units.models import Agency, Person
from gongkai.units.notices import tell
from gongkai.units.powers import IMPORT

KIND = "records"
ACT = "import_record"
MOST_UNKNOWN = 200
State = Record.State


def setting_of(batch: ImportBatch, agency: Agency) -> Setting:
    """How this file is read, from what was chosen for it; its today is the day it was uploaded."""
    return Setting(
        columns=batch.options.get("columns", {}),
        way=batch.options.get("way", HISTORY),
        level=agency.level,
        index_codes=codes_of(agency),
        today=batch.made_at.astimezone(BEIJING).date(),
        mapped=batch.options.get("mapped", {}),
    )


def read(batch: ImportBatch, after: int) -> Iterator[Line]:
    """The lines of the file that are records, below its head. Raises CannotImport."""
    title = int(batch.options["columns"]["title"])
    data = files.take(batch.file_digest)
    for number, cells in rows(data, batch.options["sheet"], max(after, int(batch.options["head"]))):
        if not passed_over(cells, cells[title] if title < len(cells) else ""):
            yield number, cells


Key = tuple[str, ...]


def keys_of(line: LineRead) -> list[Key]:
    """By what a record is told from another: its number, else title and day; and its index number."""
    if line.said is None:
        return []
    said, number = line.said, line.said.number()
    keys: list[Key] = []
    if number is not None:
        keys.append(("number", number.prefix, str(number.year or ""), str(number.serial)))
    else:
        keys.append(("title", said.title, said.formed_on.isoformat() if said.formed_on else ""))
    if line.index_number is not None:
        keys.append(("index", line.index_number.text()))
    return keys


WORDS = {"number": "文号", "title": "信息名称和日期", "index": "索引号"}


class LedgerChecker:
    """Checks lines and finds doubles, in the file and in the unit's ledger."""

    def __init__(self, batch: ImportBatch) -> None:
        self.agency = Agency.objects.get(code=batch.agency)
        self.setting = setting_of(batch, self.agency)
        self._seen: dict[Key, int] = {}
        self._unknown: Counter[tuple[str, str]] = Counter()

    def problems(self, lines: Sequence[Line]) -> list[list[RowProblem]]:
        """The problems of each line, in order."""
        read_lines = [read_line(number, cells, self.setting) for number, cells in lines]
        there = already_there(self.agency, read_lines)
        found = []
        for (number, _), line in zip(lines, read_lines, strict=True):
            self._unknown.update(line.unknown)
            problems = list(line.problems)
            for key in keys_of(line):
                if key in there:
                    problems.append(
                        RowProblem(
                            "", f"{WORDS[key[0]]}与台账中的《{there[key]}》重复，不再导入；不是同一件的，改正后再导入。"
                        )
                    )
                elif key in self._seen:
                    problems.append(
                        RowProblem("", f"{WORDS[key[0]]}与本表第 {self._seen[key]} 行重复，删去或者改正其中一行。")
                    )
                else:
                    self._seen[key] = number
            found.append(problems)
        return found

    def remarks(self) -> dict[str, Any]:
        """Words of coded columns that nobody knows, with how often they stand there."""
        most = self._unknown.most_common(MOST_UNKNOWN)
        return {"unknown": [[name, word, count] for (name, word), count in most]}


def already_there(agency: Agency, lines: Sequence[LineRead]) -> dict[Key, str]:
    """Which keys the unit's ledger has already, with the title that has them; put-away drafts do not count."""
    numbers = [line.said.number() for line in lines if line.said]
    known = [one for one in numbers if one is not None]
    bare = [line.said for line in lines if line.said and line.said.number() is None]
    index = [line.index_number.text() for line in lines if line.index_number]
    kept = Record.objects.filter(agency=agency).exclude(state=State.DISCARDED)
    found: dict[Key, str] = {}
    if known:
        asked = kept.filter(doc_serial__in={one.serial for one in known}).filter(
            Q(doc_year__in={one.year for one in known if one.year}) | Q(doc_year=None)
        )
        for prefix, year, serial, title in asked.values_list("doc_prefix", "doc_year", "doc_serial", "title"):
            found[("number", prefix, str(year or ""), str(serial))] = title
    if bare:
        asked = kept.filter(formed_on__in={one.formed_on for one in bare if one.formed_on}, doc_serial=None)
        undated = kept.filter(
            formed_on=None, doc_serial=None, title__in=[one.title for one in bare if not one.formed_on]
        )
        for rows_of in (asked, undated):
            for title, formed in rows_of.values_list("title", "formed_on"):
                found[("title", title, formed.isoformat() if formed else "")] = title
    if index:
        for text, title in IndexNumber.objects.filter(number__in=index).values_list("number", "record__title"):
            found[("index", text)] = title
    return found


def apply(batch: ImportBatch, given: Sequence[ImportRow], now: datetime) -> Mapping[int, str]:
    """Make records of the rows, all of them or none; by row number what was made. Raises Refused."""
    agency = Agency.objects.get(code=batch.agency)
    person, actor = _person_of(batch, now.astimezone(BEIJING).date())
    require(actor, IMPORT, agency.code, "导入台账")
    setting = setting_of(batch, agency)
    lines = [read_line(row.number, row.values["cells"], setting) for row in given]
    there = already_there(agency, lines)
    pairs: list[tuple[Record, Said]] = []
    for row, line in zip(given, lines, strict=True):
        if line.said is None:
            raise Refused("import-row", line.problems[0].sentence)
        if double := next((key for key in keys_of(line) if key in there), None):
            raise Refused("import-double", f"{WORDS[double[0]]}与台账中的《{there[double]}》重复，未导入。")
        pairs.append((_record(batch, row, line, agency, person, now), line.said))
    made = Record.objects.bulk_create([record for record, _ in pairs], batch_size=200)
    _contents(pairs, person, now)
    bring([(record, line.index_number) for record, line in zip(made, lines, strict=True) if line.index_number], now)
    reason = f"由《{batch.file_name}》导入（第 {batch.pk} 次导入）"
    write_lot(
        agency.code,
        ACT,
        [Told(subject_of(record.pk), _facts(record, said), reason) for record, said in pairs],
        actor=actor,
        now=now,
    )
    return {row.number: str(record.pk) for row, record in zip(given, made, strict=True)}


def _record(
    batch: ImportBatch, row: ImportRow, line: LineRead, agency: Agency, person: Person, now: datetime
) -> Record:
    assert line.said is not None
    record = Record(
        agency=agency, drafter=person, made_at=now, changed_at=now, imported_from=f"{batch.pk}:{row.number}"
    )
    for name, value in columns(line.said).items():
        setattr(record, name, value)
    if batch.options.get("way") != HISTORY:
        settle_due(record, line.said, now)
        record.handler = person
        return record
    record.state = State.HISTORIC
    record.published_at = _midnight(line.published_on)
    if not mark_of(line.said.mark, now.astimezone(BEIJING).date()).published:
        # Nobody here has looked at what an older ledger withholds: it is due in the next round (《条例》第十八条).
        record.next_review_on = now.astimezone(BEIJING).date()
    return record


def _contents(pairs: Sequence[tuple[Record, Said]], person: Person, now: datetime) -> None:
    contents = []
    for record, said in pairs:
        kept = said.to_json()
        contents.append(Content(record=record, version=1, said=kept, hash=said.hash(), made_by=person, made_at=now))
    Content.objects.bulk_create(contents, batch_size=200)
    own = Content.objects.filter(record=OuterRef("pk"), version=1).values("pk")[:1]
    Record.objects.filter(pk__in=[record.pk for record, _ in pairs]).update(content=Subquery(own))


def _facts(record: Record, said: Said) -> dict[str, Any]:
    return facts_of(record) | {"version": 1, "content": said.hash(), "imported_from": record.imported_from}


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), BEIJING) if day else None


def _person_of(batch: ImportBatch, on: date) -> tuple[Person, Actor]:
    person = Person.objects.filter(login=batch.confirmed_by.removeprefix(PERSON)).first()
    if person is None:
        raise Refused("not-a-person", "确认导入的人员已不在系统中，未导入。由现任经办人重新上传。")
    return person, actor_of(person, on)


def finished(batch: ImportBatch, now: datetime) -> None:
    """Tell the journal and the person who confirmed it."""
    failed = int(batch.options.get("failed", 0))
    person, actor = _person_of(batch, now.astimezone(BEIJING).date())
    journal.write(
        batch.agency,
        act="finish_import",
        subject=f"import {batch.pk}",
        before={},
        after={"rows": batch.total, "imported": batch.done - failed, "failed": failed, "file": batch.file_digest},
        reason="导入完成",
        actor=actor,
        now=now,
    )
    words = f"《{batch.file_name}》导入完成：{batch.done - failed} 条已导入"
    tell(person, words + (f"，{failed} 条未导入" if failed else ""), address=f"/desk/imports/{batch.pk}/", now=now)


LEDGER = Kind(read=read, checker=LedgerChecker, apply=apply, finished=finished, cannot_read=CannotImport)
