"""The same records as rows of the product: contents, submissions half-way along the chain, publications.

Put in as rows, as the peer's are; the columns and hashes are those the actions would have written.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction

from bench.records.making import UNITS, Fact, fact
from gongkai.kit import clock
from gongkai.kit.clock import BEIJING
from gongkai.records.models import Content, IndexNumber, IndexSerial, Publication, Record, Screening, Submission
from gongkai.records.said import Said
from gongkai.units.models import Agency, AgencyLink, Duty, Person

WHEN = datetime(2026, 3, 2, 10, 0, tzinfo=BEIJING)
BATCH = 2000
DUTIES = ("clerk", "section_head", "secrecy_reviewer", "deputy_leader", "publisher", "disclosure_office")
STEPS = (
    {"step": "section_review", "duty": "section_head"},
    {"step": "secrecy_review", "duty": "secrecy_reviewer"},
    {"step": "leader_sign", "duty": "deputy_leader"},
)
HISTORY = {"finished-proactive": "published", "finished-other": "registered"}


def people() -> dict[tuple[int, str], Person]:
    """The units below one district, each with one person a duty."""
    top = Agency.objects.create(code="T", name="试验区人民政府", short="试验区", level="county", index_code="QZ99999")
    made: dict[tuple[int, str], Person] = {}
    for number in range(UNITS):
        agency = Agency.objects.create(
            code=f"T-{number}", name=f"试验区第{number}局", short=f"第{number}局", level="department",
            index_code=f"QZ990{number:02}",
        )  # fmt: skip
        AgencyLink.objects.create(upper=top, lower=agency, kind="administers")
        for duty in DUTIES:
            person = Person.objects.create(
                login=f"{duty.replace('_', '-')}-{number}", name=f"{duty} {number}", password_set_at=clock.now()
            )
            Duty.objects.create(person=person, agency=agency, kind=duty, begins=date(2020, 1, 1))
            made[number, duty] = person
    return made


def records(count: int, staff: dict[tuple[int, str], Person]) -> None:
    """That many records, spread over the units."""
    agencies = {int(one.code[2:]): one for one in Agency.objects.filter(code__startswith="T-")}
    for begin in range(0, count, BATCH):
        facts = [fact(number) for number in range(begin, min(begin + BATCH, count))]
        with transaction.atomic():
            _batch(facts, agencies, staff)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_record SET content_id = "
            "(SELECT c.id FROM records_content c WHERE c.record_id = records_record.id)"
        )
        for kind, state in HISTORY.items():
            cursor.execute(
                "UPDATE records_record SET approved_id = content_id, state = %s, imported_from = '', "
                "published_at = CASE WHEN %s = 'published' THEN changed_at END WHERE imported_from LIKE %s",
                [state, state, f"{kind}:%"],
            )
        cursor.execute("UPDATE records_record SET imported_from = ''")
    _publications(agencies)


def _batch(facts: list[Fact], agencies: dict[int, Agency], staff: dict[tuple[int, str], Person]) -> None:
    saids = [_said(one) for one in facts]
    rows = Record.objects.bulk_create([
        Record(
            agency=agencies[one.unit], state="in_review" if one.state == "in_review" else "draft",
            drafter=staff[one.unit, "clerk"], handler=staff[one.unit, "clerk"] if one.state == "draft" else None,
            waiting_step="secrecy_review" if one.state == "in_review" else "",
            waiting_duty="secrecy_reviewer" if one.state == "in_review" else "",
            waiting_since=WHEN, made_at=WHEN, changed_at=WHEN, title=one.title, doc_number=one.doc_number,
            doc_prefix="试办", doc_year=one.formed_on.year, doc_serial=one.number // UNITS + 1,
            formed_on=one.formed_on, class_code=one.class_code, document_kind="other", mark=one.mark,
            ground=said.ground, publish_due_on=date(2026, 3, 1 + one.number % 28),
            imported_from=_kind(one) + f":{one.number}" if one.state == "finished" else "",
        )
        for one, said in zip(facts, saids, strict=True)
    ])  # fmt: skip
    contents = Content.objects.bulk_create(
        [
            Content(
                record=row,
                version=1,
                said=said.to_json(),
                hash=said.hash(),
                made_by=staff[one.unit, "clerk"],
                made_at=WHEN,
            )
            for row, one, said in zip(rows, facts, saids, strict=True)
        ]
    )
    under_way = [both for both in zip(rows, contents, facts, strict=True) if both[2].state == "in_review"]
    Screening.objects.bulk_create([Screening(content=content, at=WHEN, engine="bench") for _, content, _ in under_way])
    Submission.objects.bulk_create([
        Submission(
            record=row, content=content, round=1, steps=list(STEPS), position=1,
            submitter=staff[one.unit, "clerk"], at=WHEN,
        )
        for row, content, one in under_way
    ])  # fmt: skip


def _kind(one: Fact) -> str:
    return "finished-proactive" if one.mark == "proactive" else "finished-other"


def _said(one: Fact) -> Said:
    ground = (
        {"ground": "internal_affairs", "ground_details": {"kind": "workflow"}} if one.mark == "not_disclosed" else {}
    )
    reason = "" if one.mark == "proactive" else "属于内部工作流程"
    return Said(
        title=one.title, doc_number=one.doc_number, formed_on=one.formed_on, class_code=one.class_code,
        index_class="0105", document_kind="other", body=one.body, mark=one.mark, mark_reason=reason, **ground,
    )  # fmt: skip


def _publications(agencies: dict[int, Agency]) -> None:
    serials: dict[str, int] = {}
    public = Record.objects.filter(state="published").select_related("agency", "content").order_by("pk")
    batch: list[tuple[Record, str, str, int]] = []
    for row in public.iterator(BATCH):
        year = row.formed_on.year if row.formed_on else 0
        scope = f"fujian:{row.agency.index_code}:{year}"
        serials[scope] = serials.get(scope, 0) + 1
        batch.append((row, f"{row.agency.index_code}-0105-{year}-{serials[scope]:05}", scope, serials[scope]))
        if len(batch) == BATCH:
            _write(batch)
            batch = []
    _write(batch)
    IndexSerial.objects.bulk_create([IndexSerial(scope=scope, last=last) for scope, last in serials.items()])


def _write(batch: list[tuple[Record, str, str, int]]) -> None:
    IndexNumber.objects.bulk_create([
        IndexNumber(
            record=row, number=number, rule="fujian", scope=scope, serial=serial, agency=row.agency,
            year=int(scope[-4:]), class_code="0105", given_at=WHEN,
        )
        for row, number, scope, serial in batch
    ])  # fmt: skip
    Publication.objects.bulk_create([
        Publication(
            record=row, content_hash=row.content.hash if row.content else "", version=1, index_number=number,
            agency_code=row.agency.code, agency_name=row.agency.name, title=row.title, doc_number=row.doc_number,
            class_code=row.class_code, formed_on=row.formed_on, published_at=WHEN, first_published_at=WHEN,
            snapshot={"title": row.title}, snapshot_hash="bench",
        )
        for row, number, _, _ in batch
    ])  # fmt: skip
