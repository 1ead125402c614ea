"""The journal's pages: for the auditor alone, and looking leaves a row."""

from __future__ import annotations

import ast
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.test import Client

import gongkai
from gongkai.desk.audit.words import ACTS
from gongkai.kit.models import JournalEntry
from gongkai.records.tests.making import BUSINESS, a_draft, a_person, a_unit
from gongkai.units.models import Agency, AgencyLink

pytestmark = pytest.mark.django_db
ADMINISTRATORS = ("system_administrator", "security_administrator", "audit_administrator")


@pytest.fixture
def auditor(settings: object) -> Client:
    """The auditor of a district, above one town that has drafted a record; and another town that is not below it."""
    settings.SECOND_FACTOR_DUTIES = ()  # type: ignore[attr-defined]
    district = a_unit("quangang", level=Agency.Level.COUNTY, short="泉港区", name="泉港区人民政府")
    town = a_unit("tuling")
    AgencyLink.objects.create(upper=district, lower=town, kind=AgencyLink.Kind.ADMINISTERS)
    a_draft(town)
    a_draft(a_unit("elsewhere"))
    return signed_in(a_person(district, "audit_administrator"))


def signed_in(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def test_the_auditor_sees_the_rows_of_the_units_below_and_of_no_other(auditor: Client) -> None:
    page = auditor.get("/desk/journal/").content.decode()
    assert "起草信息" in page
    assert "tuling-clerk" in page
    assert "elsewhere-clerk" not in page


def test_every_look_and_every_export_is_a_row_itself(auditor: Client) -> None:
    auditor.get("/desk/journal/?act=create_record&since=2026-03-01")
    auditor.get("/desk/journal/export.xlsx")
    rows = JournalEntry.objects.filter(chain="audit").order_by("number")
    assert [row.act for row in rows] == ["read-journal", "export-journal"]
    assert rows[0].after["act"] == "create_record"
    assert rows[0].after["since"] == "2026-03-01"


def test_the_export_holds_the_rows_with_their_hashes(auditor: Client) -> None:
    answer = auditor.get("/desk/journal/export.xlsx?act=create_record")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    row = JournalEntry.objects.get(act="create_record", chain="tuling")
    assert [[cell.value for cell in line][-1] for line in sheet.iter_rows(min_row=2)] == [row.hash]


def test_one_row_shows_what_it_says(auditor: Client) -> None:
    row = JournalEntry.objects.get(act="create_record", chain="tuling")
    page = auditor.get(f"/desk/journal/tuling/{row.number}/").content.decode()
    assert row.hash in page
    assert auditor.get("/desk/journal/elsewhere/1/").status_code == 404


def test_a_day_that_is_none_is_told_and_kept_out_of_the_filter(auditor: Client) -> None:
    page = auditor.get("/desk/journal/?since=2026-13-45").content.decode()
    assert "起始日期“2026-13-45”不是日期" in page


@pytest.mark.parametrize("duty", [*BUSINESS, *ADMINISTRATORS[:2]])
@pytest.mark.parametrize("address", ["", "export.xlsx", "tuling/1/"])
def test_nobody_else_may_read_it(auditor: Client, duty: str, address: str) -> None:
    other = signed_in(a_person(a_unit("tuling"), duty))
    answer = other.get(f"/desk/journal/{address}")
    assert answer.status_code == 403
    assert "日志只供安全审计员查阅" in answer.content.decode()
    assert not JournalEntry.objects.filter(chain="audit").exists()


def test_a_visitor_is_sent_to_sign_in() -> None:
    answer = Client().get("/desk/journal/")
    assert answer.status_code == 302
    assert "account" in answer["Location"]


def test_every_act_that_is_journalled_has_a_word() -> None:
    assert acts_written() - set(ACTS) == set()


def acts_written() -> set[str]:
    """Every act named where the journal is written: act="…" or act=NAME with NAME a text of the same file."""
    found: set[str] = set()
    for file in Path(gongkai.__file__).parent.rglob("*.py"):
        if "tests" in file.parts:
            continue
        tree = ast.parse(file.read_text("utf-8"))
        texts = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            for word in call.keywords:
                if word.arg == "act" and isinstance(word.value, ast.Constant):
                    found.add(str(word.value.value))
                elif word.arg == "act" and isinstance(word.value, ast.Name) and word.value.id in texts:
                    found.add(texts[word.value.id])
    return found
