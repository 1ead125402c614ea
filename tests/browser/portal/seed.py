"""The district of the journeys: the demo and a list longer than a page; tells where one page of each kind stands.

Run with the path of a JSON file to write: `python -m tests.browser.portal.seed TOLD`.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path

import django

ENOUGH = 21
TITLE = "泉港区涂岭镇农村饮水工程管护办法（第{}部分）"


def main(told: Path) -> None:
    """Build all of it and write where each kind of page stands, and the numbers of some records."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    # Nobody needs this site after a crash: not waiting for the disk makes the seeding four times as fast.
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")
    _district()
    _long_list()
    _extraordinary()
    told.write_text(json.dumps({"kinds": _kinds(), "records": _records()}), "utf-8")


def _district() -> None:
    from gongkai.columns.demo import build_columns
    from gongkai.columns.items_demo import build_items
    from gongkai.kit import clock
    from gongkai.records.demo import build_records
    from gongkai.statistics.demo import build_demo
    from gongkai.units.demo import build_units

    now = clock.now()
    build_demo(_silent)
    build_units(_silent, now=now)
    build_records(_silent, now=now)
    build_columns(_silent, now=now)
    build_items(_silent, now=now)


def _long_list() -> None:
    """One more than fills a page, in one unit, class, topic and year."""
    from gongkai.kit import clock
    from gongkai.records.tests import making
    from gongkai.units.models import Agency

    now, unit = clock.now(), Agency.objects.get(code="QZ-QG-TL")
    for at in range(1, ENOUGH + 1):
        making.a_published(
            unit, now=now, title=TITLE.format(at), doc_number=f"涂政〔2026〕{100 + at}号", genre="notice",
            formed_on=(now - timedelta(days=1)).date().isoformat(), document_kind="normative_document",
            class_code="art20_01_rules_and_normative_docs", topic="城乡建设、环境保护/节能与资源综合利用",
            summary="规定镇域农村饮水工程的管护责任。", keywords=["农村饮水"],
            body="<p>各村民委员会：</p><p>现将办法印发给你们，请遵照执行。</p>",
        )  # fmt: skip


def _extraordinary() -> None:
    """What lays most strain on a page: a title and a text of hardly breakable words, and a wide table."""
    from gongkai.kit import clock
    from gongkai.records.tests import making
    from gongkai.units.models import Agency

    row = "".join(f"<td>第{at}季度{at * 111111}.12万元</td>" for at in range(1, 13))
    making.a_published(
        Agency.objects.get(code="QZ-QG-FW"), now=clock.now(), doc_number="", genre="notice",
        title="关于WaterSupplyInfrastructureMaintenance项目（编号QG-2026-0000000000000000000001）资金安排情况的公示",
        formed_on=(clock.now() - timedelta(days=1)).date().isoformat(), class_code="art20_07_budget",
        body=f"<p>见下表。</p><table><tbody><tr>{row}</tr></tbody></table><p>{'W' * 120}</p>",
    )  # fmt: skip


def _kinds() -> dict[str, str]:
    """Where each kind stands first ("" for one that is not kept): the site's own answer, no address written twice."""
    from gongkai.portal.pages import kinds

    return {kind.name: next(iter(kind.everything()), "") if kind.everything else "" for kind in kinds()}


def _records() -> dict[str, str]:
    """The numbers of the records that the journeys and the pages need, by what is remarkable about them."""
    from gongkai.records.models import Publication

    shown = Publication.objects.exclude(state=Publication.State.REPLACED)
    wanted = {
        "repealed": shown.filter(doc_number="泉港政〔2026〕1号"),
        "repealing": shown.filter(doc_number="泉港政〔2026〕2号"),
        "attached": shown.filter(doc_number="泉港政办〔2026〕21号"),
        "revised": shown.filter(version__gt=1),
        "withdrawn": shown.filter(state=Publication.State.WITHDRAWN),
        "extraordinary": shown.filter(agency_code="QZ-QG-FW"),
    }
    return {name: found.latest("pk").index_number for name, found in wanted.items()}


def _silent(_said: str) -> None:
    """The demo tells its progress; here nobody listens."""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
