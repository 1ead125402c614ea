"""The tasks in Wagtail: python -m bench.records.peer_wagtail RECORDS TIMES, in the environment of the peers.

Pages are put in as rows (Wagtail's own way makes about fifteen a second), which favours Wagtail in the setting up only;
what is measured goes through its own screens and its own workflow.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.records.wagtail_site.settings"

import django

django.setup()

from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    Revision,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from bench.measure import say
from bench.records.asking import ask
from bench.records.making import UNITS, Fact, fact
from bench.records.wagtail_site.models import RecordPage, UnitPage

WHEN = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
BATCH = 2000
MEASURED_UNIT = 7


def main(records: int, times: int) -> None:
    """Set up, ask the screens, import and publish; one JSON line."""
    call_command("migrate", verbosity=0, interactive=False)
    units, editors, moderators = _people()
    made = _pages(units, records)
    _in_review(made, editors, moderators)
    editor, moderator = Client(), Client()
    editor.force_login(editors[MEASURED_UNIT])
    moderator.force_login(moderators[MEASURED_UNIT])
    unit = units[MEASURED_UNIT]
    mine = [page for page in made if page[0].unit == MEASURED_UNIT]
    drafts = [f"/admin/pages/{pk}/edit/" for one, pk in mine if one.state == "draft"][:20]
    waiting = [f"/admin/pages/{pk}/edit/" for one, pk in mine if one.state == "in_review"][:20]
    lists = [f"/admin/pages/{unit.pk}/?p={page}" for page in range(1, 6)]
    screens = {
        "home": ask(moderator.get, ["/admin/"], times),
        "list": ask(editor.get, lists, times),
        "edit": ask(editor.get, drafts, times),
        "review": ask(moderator.get, waiting, times),
        "ledger": ask(editor.get, [f"/admin/pages/{unit.pk}/?ordering=-latest_revision_created_at&p=3"], times),
    }
    say({
        "program": "Wagtail", "screens": screens, "import": _import(unit, editors[MEASURED_UNIT], times),
        "publish": _publish([pk for one, pk in mine if one.state == "draft"][: times // 2], editors, moderators),
    })  # fmt: skip


def _people() -> tuple[list[UnitPage], list[User], list[User]]:
    root = Page.objects.get(depth=1)
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    units, editors, moderators = [], [], []
    for number in range(UNITS):
        unit = root.add_child(instance=UnitPage(title=f"单位{number}", slug=f"unit-{number}"))
        groups = [Group.objects.create(name=f"{kind}-{number}") for kind in ("editors", "moderators")]
        for group, codes in zip(groups, (("add_page", "change_page"), ("change_page", "publish_page")), strict=True):
            group.permissions.add(access)
            for code in codes:
                permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=code)
                GroupPagePermission.objects.create(group=group, page=unit, permission=permission)
        editor = User.objects.create(username=f"editor-{number}", is_staff=True)
        moderator = User.objects.create(username=f"moderator-{number}", is_staff=True)
        editor.groups.add(groups[0])
        moderator.groups.add(groups[1])
        workflow = Workflow.objects.create(name=f"review-{number}")
        for order, name in enumerate(("secrecy", "leader")):
            task = GroupApprovalTask.objects.create(name=f"{name}-{number}")
            task.groups.add(groups[1])
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
        WorkflowPage.objects.create(workflow=workflow, page=unit)
        units.append(unit)
        editors.append(editor)
        moderators.append(moderator)
    return units, editors, moderators


def _pages(units: list[UnitPage], records: int) -> list[tuple[Fact, int]]:
    kind = ContentType.objects.get_for_model(RecordPage)
    made: list[tuple[Fact, int]] = []
    for begin in range(0, records, BATCH):
        facts = [fact(number) for number in range(begin, min(begin + BATCH, records))]
        rows = [_row(one, units[one.unit], kind) for one in facts]
        with transaction.atomic():
            saved = Page.objects.bulk_create(rows)
            pairs = list(zip(facts, [page.pk for page in saved], strict=True))
            with connection.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO recordsite_recordpage (page_ptr_id, doc_number, formed_on, class_code, mark, body) "
                    "VALUES (%s, %s, %s, %s, %s, %s)",
                    [(pk, one.doc_number, one.formed_on, one.class_code, one.mark, one.body) for one, pk in pairs],
                )
        made += pairs
    for unit in units:
        Page.objects.filter(pk=unit.pk).update(numchild=sum(1 for one, _ in made if units[one.unit].pk == unit.pk))
    return made


def _row(one: Fact, unit: UnitPage, kind: ContentType) -> Page:
    live = one.state == "finished" and one.mark == "proactive"
    return Page(
        title=one.title, draft_title=one.title, slug=f"r{one.number}", content_type=kind, depth=unit.depth + 1,
        path=Page._get_path(unit.path, unit.depth + 1, one.number // UNITS + 1), live=live,
        has_unpublished_changes=not live, url_path=f"{unit.url_path}r{one.number}/", locale_id=unit.locale_id,
        first_published_at=WHEN if live else None, last_published_at=WHEN if live else None,
        latest_revision_created_at=WHEN,
    )  # fmt: skip


def _in_review(made: list[tuple[Fact, int]], editors: list[User], moderators: list[User]) -> None:
    kinds = {model: ContentType.objects.get_for_model(model) for model in (Page, RecordPage)}
    workflows = {int(flow.name.split("-")[1]): flow for flow in Workflow.objects.filter(name__startswith="review-")}
    waiting = [(one, pk) for one, pk in made if one.state == "in_review"]
    for begin in range(0, len(waiting), 500):
        part = waiting[begin : begin + 500]
        pages = RecordPage.objects.in_bulk([pk for _, pk in part])
        with transaction.atomic():
            revisions = Revision.objects.bulk_create([
                Revision(
                    content_type=kinds[RecordPage], base_content_type=kinds[Page], object_id=str(pk), created_at=WHEN,
                    user=editors[one.unit], object_str=one.title, content=pages[pk].serializable_data(),
                )
                for one, pk in part
            ])  # fmt: skip
            flows = WorkflowState.objects.bulk_create([
                WorkflowState(
                    content_type=kinds[RecordPage], base_content_type=kinds[Page], object_id=str(pk),
                    workflow=workflows[one.unit], status="in_progress", created_at=WHEN,
                    requested_by=editors[one.unit],
                )
                for one, pk in part
            ])  # fmt: skip
            for (one, pk), revision, flow in zip(part, revisions, flows, strict=True):
                task = workflows[one.unit].tasks.first()
                state = TaskState.objects.create(
                    workflow_state=flow, revision=revision, task=task, status="in_progress",
                    content_type=ContentType.objects.get_for_model(TaskState),
                )  # fmt: skip
                WorkflowState.objects.filter(pk=flow.pk).update(current_task_state=state)
                Page.objects.filter(pk=pk).update(latest_revision=revision)


def _import(unit: UnitPage, editor: User, rows: int) -> dict[str, float]:
    parent = UnitPage.objects.get(pk=unit.pk)
    started = time.perf_counter()
    for number in range(rows):
        one = fact(number)
        page = RecordPage(
            title=one.title, slug=f"i{number}", live=False, doc_number=one.doc_number, formed_on=one.formed_on,
            class_code=one.class_code, mark=one.mark, body=one.body,
        )  # fmt: skip
        with transaction.atomic():
            parent.add_child(instance=page)
            page.save_revision(user=editor)
    return {"per_second": rows / (time.perf_counter() - started)}


def _publish(pages: list[int], editors: list[User], moderators: list[User]) -> dict[str, float]:
    """Sent into the workflow by the editor, approved twice by the moderator, which publishes."""
    editor, moderator = editors[MEASURED_UNIT], moderators[MEASURED_UNIT]
    started = time.perf_counter()
    for pk in pages:
        page = RecordPage.objects.get(pk=pk)
        page.save_revision(user=editor)
        state: Any = page.get_workflow().start(page, editor)
        for _ in range(2):
            state.refresh_from_db()
            state.current_task_state.specific.approve(user=moderator)
    seconds = time.perf_counter() - started
    if RecordPage.objects.filter(pk__in=pages, live=True).count() != len(pages):
        raise SystemExit("not every page was published")
    return {"per_second": len(pages) / seconds, "records": float(len(pages))}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
