"""A home full of what nobody outside may see, each thing with a mark of its own: `python -m tests.border.world FILE`.

Everything is made by the real actions. FILE gets, as JSON, the marks and the names by which a guesser would ask for
what is not public. What may be seen has marks too, so that a silent site is not taken for a tight one.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402  the rooms need Django set up
from docx import Document  # noqa: E402

from gongkai.columns.tests import items_making  # noqa: E402
from gongkai.kit import clock  # noqa: E402
from gongkai.kit.models import JournalEntry  # noqa: E402
from gongkai.kit.who import Actor  # noqa: E402
from gongkai.records.actions.bring_number import bring_number  # noqa: E402
from gongkai.records.actions.change_record import change_record  # noqa: E402
from gongkai.records.actions.order_publication import order_publication  # noqa: E402
from gongkai.records.actions.publish_record import publish_record  # noqa: E402
from gongkai.records.actions.return_record import return_record  # noqa: E402
from gongkai.records.actions.start_import import start_import  # noqa: E402
from gongkai.records.actions.submit_record import submit_record  # noqa: E402
from gongkai.records.actions.withdraw_record import withdraw_record  # noqa: E402
from gongkai.records.models import IndexNumber, Record, Screening  # noqa: E402
from gongkai.records.said import Said  # noqa: E402
from gongkai.records.tests import making  # noqa: E402
from gongkai.records.unsaved import keep_unsaved  # noqa: E402
from gongkai.statistics.actions.publish_annual_report import publish_annual_report  # noqa: E402
from gongkai.statistics.actions.withdraw_annual_report import withdraw_annual_report  # noqa: E402
from gongkai.statistics.original import Original  # noqa: E402
from gongkai.statistics.tests.conftest import a_report  # noqa: E402
from gongkai.units.models import Agency, Person  # noqa: E402
from tests.border import world_around, world_columns, world_requests  # noqa: E402
from tests.border.marks import KEYS, OPEN, SECRETS, kept, said, secret, shown  # noqa: E402


def word(text: str, author: str) -> dict[str, Any]:
    """A Word file with that text and author, as handed in."""
    document = Document()
    document.core_properties.author = author
    document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return kept("附件.docx", out.getvalue())


def publish(record: Record, note: str = "") -> None:
    """The record, made public by its unit's publisher."""
    record.refresh_from_db()
    who = making.actors(record.agency)["publisher"]
    publish_record(record.pk, edition=record.edition, change_note=note, actor=who, now=making.NOW)
    record.refresh_from_db()


def revised(record: Record, **changes: Any) -> Record:
    """What it says changed, signed again, not yet public."""
    record.refresh_from_db()
    assert record.content is not None
    stated = Said.from_json(record.content.said | changes)
    clerk = making.actors(record.agency)["clerk"]
    changed = change_record(record.pk, record.edition, stated, actor=clerk, now=making.NOW)
    return making.passed_on(submit_record(changed.pk, changed.edition, actor=clerk, now=making.NOW))


def records(town: Agency) -> dict[str, Record]:
    """One record for every state that is not public, and those that are, were, or were otherwise."""
    staff, now = making.actors(town), making.NOW
    made = {
        "draft": making.a_draft(town, **said(secret, "draft", files=[word(secret("draftfile"), "x")])),
        "waiting": making.a_submitted(town, **said(secret, "waiting", files=[word(secret("waitingfile"), "x")])),
        "approved": making.an_approved(town, **said(secret, "approved", files=[word(secret("approvedfile"), "x")])),
        "embargoed": making.an_approved(
            town, **said(secret, "embargoed", embargo_until=(clock.now() + timedelta(days=30)).isoformat())
        ),
        "ordered": making.an_approved(town, **said(secret, "ordered")),
        "returned": making.a_submitted(town, **said(secret, "returned")),
    }
    for count, name in enumerate(("draft", "waiting", "approved"), 70001):
        record = made[name]
        bring_number(record.pk, record.edition, f"QZ04101-0105-2026-{count}", actor=staff["disclosure_office"], now=now)
        record.refresh_from_db()
    back = made["returned"]
    assert back.content is not None
    reviewer = staff[back.waiting_duty]
    return_record(back.pk, back.edition, back.content.hash, secret("opinion"), actor=reviewer, now=now)
    order_publication(
        made["ordered"].pk, made["ordered"].edition, clock.now() + timedelta(days=9), secret("ordernote"),
        actor=staff["publisher"], now=clock.now(),
    )  # fmt: skip
    public = making.an_approved(town, **said(shown, "public", files=[word(shown("publicfile"), secret("author"))]))
    publish(public)
    old = making.an_approved(town, **said(secret, "oldtext", files=[word(secret("oldfile"), "x")]))
    publish(old)
    publish(revised(old, **said(shown, "newtext", files=[word(shown("newfile"), "x")])), "更正")
    revised(public, **said(secret, "revision", files=[word(secret("revisionfile"), "x")]))
    gone = making.an_approved(
        town, **said(secret, "withdrawn", title="关于撤回示例的通知", files=[word(secret("withdrawnfile"), "x")])
    )
    publish(gone)
    withdraw_record(gone.pk, "附件有误", actor=staff["publisher"], now=now)
    return made | {"public": public, "revised": old, "withdrawn": gone}


def reports(town: Agency) -> None:
    """An annual report corrected since, and one withdrawn."""
    officer = Actor("u-1", secret("officer"), frozenset((f"{do}_annual_report", "*") for do in ("publish", "withdraw")))

    def bring(year: int, name: str, title: str) -> None:
        publish_annual_report(
            replace(a_report(year), title=title), agency=town, original=Original(f"{name}.html", name.encode()),
            actor=officer, now=making.NOW, render=lambda report: {"csv": f"{report.title} {name}".encode()},
        )  # fmt: skip

    bring(2025, secret("oldreport"), f"年度报告{secret('oldreporttitle')}")
    bring(2025, shown("report"), f"年度报告{shown('reporttitle')}")
    bring(2024, secret("gonereport"), "年度报告二〇二四")
    withdraw_annual_report(agency=town, year=2024, reason="附件有误", actor=officer, now=making.NOW)


def beside(town: Agency, staff: dict[str, Person]) -> None:
    """What lies about: unsaved text, imported rows, names and telephones of people."""
    clerk = making.actor(staff["clerk"])
    keep_unsaved(town, None, 0, {"title": [secret("unsaved")]}, actor=clerk, now=making.NOW)
    start_import(
        agency=town, name=f"{secret('importname')}.csv", data=f"信息名称\n{secret('importrow')}\n".encode(),
        way="draft", actor=clerk, now=making.NOW,
    )  # fmt: skip
    for number, person in enumerate(staff.values()):
        person.name, person.phone = f"{secret('person')}{number}", f"1390000{number:04d}"
        person.email = f"{secret('mail')}{number}@example.gov.cn"
        person.save()


def build() -> dict[str, Any]:
    """Everything; and what a guesser would try."""
    call_command("migrate", verbosity=0)
    town = making.a_unit("tuling", name="泉港区涂岭镇人民政府", short="涂岭镇", index_code="QZ04101")
    staff = making.people(town)
    district = items_making.over(town)
    made = records(town)
    reports(town)
    world_columns.column_pages(town, district)
    emblems = world_columns.site(district)
    items = world_columns.items(town, district, made["draft"])
    world_around.deliveries()
    world_around.questions(town)
    world_around.pushed(made["public"])
    beside(town, staff)
    world_around.staff(town, district)
    cards = world_requests.requests(town, staff)
    hidden = [name for name in made if name not in ("public", "revised", "withdrawn")]
    numbers = {one.record_id: one.number for one in IndexNumber.objects.all()}
    found = {
        "secrets": SECRETS,
        "keys": KEYS,
        "open": OPEN,
        "emblems": emblems,
        "cards": cards,
        "items": items,
        "batch_digests": world_around.digests(),
        "public": numbers[made["public"].pk],
        "revised": numbers[made["revised"].pk],
        "withdrawn": numbers[made["withdrawn"].pk],
        "hidden_numbers": [numbers[made[name].pk] for name in hidden if made[name].pk in numbers],
        "records": [record.pk for record in made.values()],
        "digests": sorted(path.name for path in (Path(str(_home())) / "files").rglob("*") if path.is_file()),
        "cleaned": sorted(str(one["digest"]) for row in Screening.objects.all() for one in row.cleaned.values()),
        "hashes": [entry.hash for entry in JournalEntry.objects.all()[:5]],
        "logins": [person.login for person in staff.values()],
    }
    assert len(found["hidden_numbers"]) >= 3
    return found


def _home() -> Path:
    from django.conf import settings

    return Path(settings.HOME)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(build(), ensure_ascii=False), "utf-8")
