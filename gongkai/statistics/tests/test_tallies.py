"""Registering figures of other systems: what is refused, what a file says, what is taken back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.kit.models import JournalEntry
from gongkai.kit.private_files import take_private
from gongkai.kit.who import Actor
from gongkai.statistics import kept_files
from gongkai.statistics.actions.enter_tally import enter_tally
from gongkai.statistics.actions.import_tallies import RowsRefused, import_tallies
from gongkai.statistics.actions.void_tally import void_tally
from gongkai.statistics.measuring_sheet import blank, lines
from gongkai.statistics.measuring_tallies import Figure
from gongkai.statistics.models import Filing, Tally
from gongkai.statistics.tests.facts import a_tally, a_unit
from gongkai.units.models import Agency, Person
from gongkai.units.powers import FILE_STATISTICS

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 7, 3, 9, 0, tzinfo=BEIJING)
HEAD = "单位,种类,日期,数量,来源,备注\n"


@pytest.fixture
def unit() -> Agency:
    Person.objects.create(login="tong", name="统计员")
    return a_unit()


def by(*codes: str) -> Actor:
    return Actor("person:tong", "统计员", frozenset((FILE_STATISTICS, code) for code in codes or ("QG",)))


def figure(**changed: object) -> Figure:
    said = {"kind": "licence_decisions", "on": date(2025, 6, 30), "quantity": Decimal(120), "source": "审批系统"}
    return Figure(**(said | changed))  # type: ignore[arg-type]


def locked(unit: Agency, period: str = "quarter", year: int = 2025, number: int = 2) -> None:
    Filing.objects.create(
        agency=unit, receiver=unit, period=period, year=year, number=number, edition="2021", state="locked",
        made_at=NOW, submitted_at=NOW, locked_at=NOW,
    )  # fmt: skip


def refused(**changed: object) -> str:
    before = Tally.objects.count()
    with pytest.raises(Refused) as error:
        enter_tally("QG", figure(**changed), actor=by(), now=NOW)
    assert Tally.objects.count() == before
    return error.value.code


def test_a_figure_is_registered_with_its_register_and_its_proof(unit: Agency) -> None:
    row = enter_tally("QG", figure(note="上半年"), proof=("台账.txt", "6 月 120 件".encode()), actor=by(), now=NOW)
    assert (row.quantity, row.source, row.proof_name) == (Decimal(120), "审批系统", "台账.txt")
    assert take_private(row.proof).decode() == "6 月 120 件"
    assert row.proof in set(kept_files.held())
    assert JournalEntry.objects.filter(act="enter_tally", chain="QG").count() == 1


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "nothing"}, "no-kind"),
        ({"on": date(2025, 7, 4)}, "day-ahead"),
        ({"source": " "}, "no-source"),
        ({"quantity": Decimal(-1)}, "negative"),
        ({"quantity": Decimal("1.5")}, "fraction"),
        ({"kind": "fees_wan", "quantity": Decimal("1.1234567")}, "no-number"),
        ({"quantity": Decimal(10) ** 12}, "no-number"),
        ({"quantity": Decimal("NaN")}, "no-number"),
        ({"kind": "licence_items", "quantity": Decimal("-0.5")}, "fraction"),
    ],
)
def test_what_cannot_be_is_refused(unit: Agency, changed: dict[str, object], code: str) -> None:
    assert refused(**changed) == code


def test_a_change_of_a_number_may_be_negative_and_a_sum_of_money_in_parts(unit: Agency) -> None:
    for kind, quantity in (("licence_items", Decimal(-3)), ("fees_wan", Decimal("12.5061"))):
        assert enter_tally("QG", figure(kind=kind, quantity=quantity), actor=by(), now=NOW).quantity == quantity


def test_the_same_source_speaks_once_of_a_day_and_nobody_for_another_unit(unit: Agency) -> None:
    a_unit("HA")
    first = enter_tally("QG", figure(), actor=by(), now=NOW)
    assert refused() == "tally-there"
    with pytest.raises(Refused, match="没有为该单位"):
        enter_tally("HA", figure(), actor=by(), now=NOW)
    with pytest.raises(Refused) as other:
        void_tally(first.pk, "重复", actor=by("HA"), now=NOW)
    assert other.value.code == "no-tally"
    void_tally(first.pk, "数字有误", actor=by(), now=NOW)
    enter_tally("QG", figure(quantity=Decimal(121)), actor=by(), now=NOW)
    with pytest.raises(Refused) as again:
        void_tally(first.pk, "再作废", actor=by(), now=NOW)
    assert again.value.code == "voided-before"


def test_a_locked_period_is_not_touched(unit: Agency) -> None:
    row = a_tally(unit, "licence_decisions", date(2025, 4, 30), "9")
    locked(unit)
    assert refused() == "period-locked"
    with pytest.raises(Refused, match="勘误"):
        void_tally(row.pk, "数字有误", actor=by(), now=NOW)
    enter_tally("QG", figure(on=date(2025, 7, 1)), actor=by(), now=NOW)
    # A number that goes on stands at the beginning of every later period too.
    assert refused(kind="licence_items", on=date(2025, 1, 31)) == "period-locked"
    enter_tally("QG", figure(on=date(2025, 1, 31)), actor=by(), now=NOW)


def test_a_file_is_taken_whole(unit: Agency) -> None:
    text = HEAD + 'QG,行政许可决定,2025-05,1203,审批系统,\nQG局,fees_wan,2025年6月30日,"1,2.5",财政票据系统,月\n'
    made = import_tallies(text.encode("gb18030"), actor=by(), now=NOW)
    assert [(one.kind, one.on, one.quantity) for one in made] == [
        ("licence_decisions", date(2025, 5, 31), Decimal(1203)), ("fees_wan", date(2025, 6, 30), Decimal("12.5")),
    ]  # fmt: skip
    assert JournalEntry.objects.get(act="import_tallies").after == {"rows": 2}


def test_or_not_at_all_with_every_fault_at_its_cell(unit: Agency) -> None:
    locked(unit)
    rows = [
        "QG,行政许可决定,2025-07-01,5,审批系统,", "HA,行政许可决定,2025-05,5,审批系统,",
        "QG,奖励,2025-05,5,审批系统,", "QG,行政许可决定,五月,5,审批系统,",
        "QG,行政许可决定,2025-07-02,五,审批系统,", "QG,行政许可决定,2025-07,5,审批系统,",
        "QG,行政许可决定,2025-07-01,7,审批系统,", "QG,行政许可决定,2025-05,5,审批系统,",
        "QG,行政处罚决定,2025-03,-1,台账,",
    ]  # fmt: skip
    with pytest.raises(RowsRefused) as error:
        import_tallies((HEAD + "\n".join(rows)).encode(), actor=by(), now=NOW)
    assert [one.cell for one in error.value.problems] == ["A3", "B4", "C5", "D6", "C7", "D8", "C9", "D10"]
    assert Tally.objects.count() == 0
    for data, code in ((b"", "cannot-read"), (b"\xff\xff\xff", "cannot-read"), (HEAD.encode(), "no-rows")):
        with pytest.raises(Refused) as refusal:
            import_tallies(data, actor=by(), now=NOW)
        assert refusal.value.code == code


def test_the_empty_form_is_read_back() -> None:
    book = openpyxl.load_workbook(BytesIO(blank()))
    assert len(book.sheetnames) == 2
    (line,) = lines(blank())
    assert line.texts["kind"] == "行政许可决定" and line.cells["on"] == "C2"
