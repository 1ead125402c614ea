"""A small unit with accepted figures, and its report brought as far as a test needs it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from gongkai.kit.who import Actor
from gongkai.law.formats import formats
from gongkai.records.tests.making import a_unit, actors, people
from gongkai.statistics.actions.pass_compilation import pass_compilation
from gongkai.statistics.actions.start_compilation import start_compilation
from gongkai.statistics.actions.submit_compilation import submit_compilation
from gongkai.statistics.actions.write_compilation import write_compilation
from gongkai.statistics.compiling import compose
from gongkai.statistics.compiling_issue import IssueWords
from gongkai.statistics.models import Compilation, FiledCell, Filing
from gongkai.units.models import Agency

NOW = datetime.fromisoformat("2026-01-12T09:00:00+08:00")
YEAR = 2025
# Small figures that hold together: 6 received and 1 carried in, 5 closed and 2 carried out; one reconsideration.
FACTS = {
    "t2.normative.issued": 2, "t2.normative.abolished": 1, "t2.normative.in_force": 9, "t2.licence.decisions": 40,
    "t2.fees.amount_wan": Decimal("3.5"),
    "t3.new_received.natural_person": 5, "t3.new_received.commercial_enterprise": 1, "t3.new_received.total": 6,
    "t3.carried_in.natural_person": 1, "t3.carried_in.total": 1,
    "t3.granted.natural_person": 3, "t3.granted.total": 3,
    "t3.refused.internal_affairs.natural_person": 1, "t3.refused.internal_affairs.total": 1,
    "t3.unable.not_held.commercial_enterprise": 1, "t3.unable.not_held.total": 1,
    "t3.outcome_total.natural_person": 4, "t3.outcome_total.commercial_enterprise": 1, "t3.outcome_total.total": 5,
    "t3.carried_out.natural_person": 2, "t3.carried_out.total": 2,
    "t4.reconsideration.upheld": 1, "t4.reconsideration.total": 1,
}  # fmt: skip
REST = {
    "overview/3": "逐件登记政府信息，按期评估不予公开的信息。", "overview/4": "信息公开专栏运行正常。",
    "overview/5": "公开工作纳入本单位年度考核。", "problems": "信息更新不够及时，将按月检查。",
    "other": "本年度没有收取政府信息公开信息处理费。",
}  # fmt: skip


def a_filing(unit: Agency, *, year: int = YEAR, edition: str = "2021", **changed: int) -> Filing:
    """A year's filing, accepted; `changed` by cell, with __ for dots."""
    made = Filing.objects.create(
        agency=unit, receiver=unit, period="year", year=year, edition=edition, state=Filing.State.ACCEPTED,
        made_at=NOW, submitted_at=NOW,
    )  # fmt: skip
    values = dict.fromkeys(formats()[edition].cells, Decimal(0))
    values |= {cell: Decimal(value) for cell, value in FACTS.items() if cell in values}
    values |= {cell.replace("__", "."): Decimal(value) for cell, value in changed.items()}
    FiledCell.objects.bulk_create(
        FiledCell(filing=made, cell=cell, value=value, how="counted", at=NOW) for cell, value in values.items()
    )
    return made


def set_cell(filing: Filing, cell: str, value: int) -> None:
    """A figure that became another, as when a returned filing is counted again and accepted."""
    assert filing.cells.filter(cell=cell).update(value=value) == 1


def a_town() -> Agency:
    """A bureau, which must report by law, with one person for each duty."""
    unit = a_unit(name="泉州市泉港区测试局", short="泉港区测试局", level=Agency.Level.DEPARTMENT)
    people(unit)
    return unit


def started(unit: Agency | None = None) -> Compilation:
    """Just begun, with its drafted text."""
    unit = unit or a_town()
    a_filing(unit)
    return start_compilation(unit, YEAR, actor=actors(unit)["clerk"], now=NOW)


def written(unit: Agency | None = None, **texts: str) -> Compilation:
    """Every place has words; `texts` by place, with __ for the stroke."""
    row = started(unit)
    said = REST | {place.replace("__", "/"): text for place, text in texts.items()}
    return write_compilation(row.pk, said, seen=1, actor=actors(row.agency)["clerk"], now=NOW)


def submitted(unit: Agency | None = None) -> Compilation:
    """Under review."""
    row = written(unit)
    return submit_compilation(row.pk, seen=hash_of(row), actor=actors(row.agency)["clerk"], now=NOW)


def signed(unit: Agency | None = None) -> Compilation:
    """Passed by every rank."""
    row = submitted(unit)
    for duty in ("section_head", "disclosure_office", "deputy_leader"):
        row = pass_compilation(row.pk, seen=row.signed_hash, actor=actors(row.agency)[duty], now=NOW)
    return row


def hash_of(row: Compilation) -> str:
    """What somebody sees who opens it now."""
    return compose(Compilation.objects.select_related("agency", "filing").get(pk=row.pk)).hash


def office(row: Compilation) -> Actor:
    """Who issues and publishes."""
    return actors(row.agency)["disclosure_office"]


def words(row: Compilation, **changed: object) -> IssueWords:
    """A complete cover."""
    given = {
        "kind": "notice", "issuer": row.agency.code, "prefix": "泉港测", "addressees": ("各科室", "各直属单位"),
        "approver": "局务会", "copies": ("区政府办公室",),
    } | changed  # fmt: skip
    return IssueWords(**given)  # type: ignore[arg-type]  # each test names the fields
