"""The tasks in the product: python -m bench.records.own RECORDS TIMES. The same screens, import and publication."""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from io import BytesIO

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")

import django

django.setup()

import xlsxwriter
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from bench.measure import say
from bench.records import own_rows
from bench.records.asking import ask
from bench.records.making import fact
from gongkai.kit import clock, importing
from gongkai.records.actions.choose_columns import choose_columns
from gongkai.records.actions.confirm_import import confirm_import
from gongkai.records.actions.create_record import create_record
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.actions.publish_record import publish_record
from gongkai.records.actions.start_import import start_import
from gongkai.records.actions.submit_record import submit_record
from gongkai.records.models import Record
from gongkai.records.said import Said
from gongkai.units.acting import actor_of
from gongkai.units.models import Agency, Person

UNIT = 7


def main(records: int, times: int) -> None:
    """Set up, ask the screens, import and publish; one JSON line."""
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0, interactive=False)
    staff = own_rows.people()
    own_rows.records(records, staff)
    clerk, reviewer, publisher = (signed_in(staff[UNIT, duty]) for duty in ("clerk", "secrecy_reviewer", "publisher"))
    mine = Record.objects.filter(agency__code=f"T-{UNIT}").order_by("pk")
    drafts = [f"/desk/records/{pk}/edit/" for pk in mine.filter(state="draft").values_list("pk", flat=True)[:20]]
    waiting = [f"/desk/records/{pk}/review/" for pk in mine.filter(state="in_review").values_list("pk", flat=True)[:20]]
    screens = {
        "home": ask(reviewer.get, ["/desk/"], times),
        "list": ask(clerk.get, [f"/desk/records/?list=unit&page={page}" for page in range(1, 6)], times),
        "edit": ask(clerk.get, drafts, times),
        "review": ask(reviewer.get, waiting, times),
        "ledger": ask(clerk.get, ["/desk/ledger/?mark=proactive&year=2025&page=3"], times),
        "publishing": ask(publisher.get, ["/desk/publishing/"], times),
    }
    made = {"import": imported(staff, times * 5), "publish": publish(staff, times // 2)}
    say({"program": "gongkai", "screens": screens, **made})


def signed_in(person: Person) -> Client:
    """A browser of that person."""
    client = Client()
    client.force_login(person)
    return client


def ledger(rows: int) -> bytes:
    """An older ledger of so many rows in 鲤城's columns."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("分类", "公开属性", "信息名称", "备注/文号", "索引号", "文件生成日期"))
    for number in range(rows):
        one = fact(number)
        sheet.write_row(
            number + 1,
            0,
            ("政策文件", "主动公开", f"导入{one.title}", f"导办〔2020〕{number + 1}号", "", one.formed_on.isoformat()),
        )
    book.close()
    return made.getvalue()


def imported(staff: dict[tuple[int, str], Person], rows: int) -> dict[str, float]:
    """Preview, confirmation and application of a ledger, all told; rows a second."""
    actor, agency = actor_of(staff[UNIT, "clerk"], clock.today()), Agency.objects.get(code=f"T-{UNIT}")
    started = time.perf_counter()
    batch = start_import(
        agency=agency, name="台账.xlsx", data=ledger(rows), way="history", actor=actor, now=clock.now()
    )
    choose_columns(batch.pk, batch.options["columns"], {}, actor=actor, now=clock.now())
    while importing.work(clock.now()):
        pass
    confirm_import(batch.pk, actor=actor, now=clock.now())
    while importing.work(clock.now()):
        pass
    batch.refresh_from_db()
    if batch.done != rows:
        raise SystemExit(f"{batch.done} of {rows} rows were imported")
    return {"per_second": rows / (time.perf_counter() - started)}


def publish(staff: dict[tuple[int, str], Person], count: int) -> dict[str, float]:
    """Submitted, screened, passed three times, published with a number: records a second, and publication alone."""
    agency, today = Agency.objects.get(code=f"T-{UNIT}"), clock.today()
    actor = {duty: actor_of(staff[UNIT, duty], today) for duty in own_rows.DUTIES}
    made = []
    for number in range(count):
        one = fact(number)
        said = Said.from_json({
            "title": f"新{one.title}", "doc_number": f"试办〔2026〕{9000 + number}号", "mark": "proactive",
            "formed_on": (today - timedelta(days=3)).isoformat(), "class_code": one.class_code, "index_class": "0105",
            "document_kind": "other", "body": one.body, "summary": "试验。",
        })  # fmt: skip
        made.append(create_record(agency=agency, said=said, actor=actor["clerk"], now=clock.now()))
    started, alone = time.perf_counter(), 0.0
    for row in made:
        record = submit_record(row.pk, row.edition, actor=actor["clerk"], now=clock.now())
        while record.state == Record.State.IN_REVIEW and record.content:
            record = pass_step(
                record.pk, record.edition, record.content.hash, actor=actor[record.waiting_duty], now=clock.now()
            )
        began = time.perf_counter()
        publish_record(record.pk, edition=record.edition, actor=actor["publisher"], now=clock.now())
        alone += time.perf_counter() - began
    return {"per_second": count / (time.perf_counter() - started), "alone": count / alone, "records": float(count)}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
