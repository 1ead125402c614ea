"""python -m bench.portal.peer_build: the same publications as Wagtail pages, and its search index. Seconds of each.

Pages are put in as rows (Wagtail's own way makes about fifteen a second), which favours Wagtail in the setting up only.
"""

from __future__ import annotations

import os
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.portal.wagtail_site.settings"

import django

django.setup()

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from wagtail.models import Page, Site

from bench.measure import say
from bench.portal.databases import megabytes, settle
from bench.portal.making import UNITS, Corpus, Fact, corpus
from bench.portal.wagtail_site.models import HomePage, RecordPage, UnitPage

BATCH = 1000
COLUMNS = "page_ptr_id, doc_number, formed_on, class_code, genre, body"


def main() -> None:
    """Build all; one JSON line."""
    call_command("migrate", verbosity=0, interactive=False)
    units, of = tree(), corpus()
    began = time.perf_counter()
    rows(of, units)
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    call_command("update_index", verbosity=0)
    index = time.perf_counter() - began
    settle()
    say({"program": "Wagtail", "rows": seconds, "index": index, "megabytes": megabytes()})


def tree() -> list[UnitPage]:
    """The site's home and its units."""
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="试验区政府信息公开", slug="portal"))
    Site.objects.update(root_page=home)
    Page.objects.get(slug="home", depth=2).delete()
    home.refresh_from_db()
    return [
        home.add_child(instance=UnitPage(title=f"试验区第{number}局", slug=f"unit-{number}")) for number in range(UNITS)
    ]


def rows(of: Corpus, units: list[UnitPage]) -> None:
    """All publications below their units."""
    kind = ContentType.objects.get_for_model(RecordPage)
    for facts in of.batches(BATCH):
        with transaction.atomic(), connection.cursor() as cursor:
            saved = Page.objects.bulk_create([_row(one, units[one.unit], kind) for one in facts])
            cursor.executemany(
                f"INSERT INTO portalsite_recordpage ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s)",
                [
                    (page.pk, one.doc_number, one.formed_on, one.class_code, one.genre, one.body)
                    for page, one in zip(saved, facts, strict=True)
                ],
            )
    for unit in units:
        Page.objects.filter(pk=unit.pk).update(numchild=sum(1 for n in range(of.count) if units[n % UNITS] is unit))


def _row(one: Fact, unit: UnitPage, kind: ContentType) -> Page:
    return Page(
        title=one.title, draft_title=one.title, slug=f"r{one.number}", content_type=kind, depth=unit.depth + 1,
        path=Page._get_path(unit.path, unit.depth + 1, one.serial), live=True, has_unpublished_changes=False,
        url_path=f"{unit.url_path}r{one.number}/", locale_id=unit.locale_id, first_published_at=one.published_at,
        last_published_at=one.published_at, latest_revision_created_at=one.published_at,
    )  # fmt: skip


if __name__ == "__main__":
    main()
