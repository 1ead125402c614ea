"""Rows of the workbook checked and applied: accounts by the system administrator, duties by the security administrator.

One file serves both: each uploads it, and only what is his to do is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from gongkai.kit import files
from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.kit.importing import Kind, Line, RowProblem
from gongkai.kit.models import ImportBatch, ImportRow
from gongkai.kit.who import Actor
from gongkai.law.duties import Held, duties
from gongkai.units.acting import PERSON, actor_of
from gongkai.units.actions.add_agency import add_agency
from gongkai.units.actions.add_person import add_person
from gongkai.units.actions.give_duty import give_duty
from gongkai.units.authority import duties_held
from gongkai.units.decide import credit_code_barrier, index_code_barrier
from gongkai.units.decide_people import duty_barrier
from gongkai.units.importing_sheets import HEADS, PEOPLE, UNITS, CannotImport, read
from gongkai.units.models import Agency, Person
from gongkai.units.models.agency import CODE
from gongkai.units.models.person import LOGIN
from gongkai.units.powers import ASSIGN_DUTIES, MANAGE_PEOPLE, MANAGE_UNITS
from gongkai.units.writing import fits

KIND = "people"
ACCOUNTS, DUTIES = "accounts", "duties"
SHEETS = {ACCOUNTS: (UNITS, PEOPLE), DUTIES: (PEOPLE,)}
SPLIT = re.compile(r"[、，,;；]+")


def lines(batch: ImportBatch, after: int) -> Iterator[Line]:
    """The rows of the kept file behind a number."""
    data = files.take(batch.file_digest)
    for number, cells in read(data, SHEETS[batch.options["part"]]):
        if number > after:
            yield number, cells


def actor_behind(name: str, on: date) -> Actor:
    """The person who uploaded or confirmed, with what he may do today. Raises Refused when he has left."""
    person = Person.objects.filter(login=name.removeprefix(PERSON), is_active=True).first()
    if person is None:
        raise Refused("person-left", "办理导入的人员已离任，未导入。请重新上传。")
    return actor_of(person, on)


class Checker:
    """Looks at rows in the order of the file and remembers what the file itself brings."""

    def __init__(self, batch: ImportBatch) -> None:
        self.on = batch.made_at.astimezone(BEIJING).date()
        self.actor, self.part = actor_behind(batch.made_by, self.on), batch.options["part"]
        self.levels = {word: code for code, label in Agency.Level.choices for word in (code, str(label))}
        self.duties = {word: duty.code for duty in duties(self.on) for word in (duty.code, duty.label)}
        self.units: dict[str, bool] = {}
        self.logins: set[str] = set()
        self.codes: set[str] = set()

    def problems(self, lines: Sequence[Line]) -> list[list[RowProblem]]:
        """Every fault of each row, with its cell."""
        return [self._row(cells) for _, cells in lines]

    def remarks(self) -> dict[str, Any]:
        """Nothing about the file as a whole."""
        return {}

    def _row(self, cells: list[str]) -> list[RowProblem]:
        given = dict(zip(HEADS[cells[0]], cells[1:], strict=True))
        if cells[0] == UNITS:
            return [RowProblem(cell, words) for cell, words in self._unit(given)]
        found = list(self._person(given)) if self.part == ACCOUNTS else list(self._duty(given))
        return [RowProblem(cell, words) for cell, words in found]

    def _unit(self, given: dict[str, str]) -> Iterator[tuple[str, str]]:
        code = given["单位代码"]
        if not fits(CODE, code):
            yield "单位代码", f"“{code}”只能用字母、数字和连字符，2 至 63 位。"
        elif code in self.units or Agency.objects.filter(code=code).exists():
            yield "单位代码", f"“{code}”已经登记，或在本表前面出现过；已登记的单位不必再导入，可删去这一行。"
        for head in ("名称", "简称"):
            if not given[head]:
                yield head, f"没有填写{head}。"
        if given["层级"] not in self.levels:
            yield (
                "层级",
                f"“{given['层级']}”不是层级，应为：{'、'.join(str(label) for _, label in Agency.Level.choices)}。",
            )
        yield from self._above("上级", given["上级"], MANAGE_UNITS, required=True)
        yield from self._above("指导监督", given["指导监督"], MANAGE_UNITS, required=False)
        for head, barrier in (("索引号代码", index_code_barrier), ("统一社会信用代码", credit_code_barrier)):
            value = given[head]
            fault = barrier(value)
            if fault is not None:
                yield head, fault.sentence
            elif value and (
                value in self.codes or Agency.objects.filter(Q(index_code=value) | Q(credit_code=value)).exists()
            ):
                yield head, f"“{value}”已由另一个单位使用。"
            self.codes.add(value)
        self.units[code] = True

    def _above(self, head: str, code: str, act: str, *, required: bool) -> Iterator[tuple[str, str]]:
        if not code:
            if required:
                yield head, f"没有填写{head}单位的代码。"
        elif code in self.units:
            return
        elif not Agency.objects.filter(code=code).exists():
            yield head, f"没有代码为“{code}”的单位：先登记它，或把它放在本表前面的行。"
        elif not self.actor.may(act, code):
            yield head, f"没有在“{code}”办理的权限。请由管理该单位的管理员导入这一行。"

    def _person(self, given: dict[str, str]) -> Iterator[tuple[str, str]]:
        login = given["登录名"]
        if not given["姓名"] or len(given["姓名"]) > 60:
            yield "姓名", "姓名要填写，不超过 60 字。"
        if not fits(LOGIN, login):
            yield "登录名", f"“{login}”不合要求：用小写字母、数字、点、横线，3 至 63 位。"
        elif login in self.logins or Person.objects.filter(login=login).exists():
            yield "登录名", f"“{login}”已有人使用，或在本表前面出现过；已登记的人员不必再导入，可删去这一行。"
        self.logins.add(login)
        yield from self._above("单位", given["单位"], MANAGE_PEOPLE, required=True)

    def _duty(self, given: dict[str, str]) -> Iterator[tuple[str, str]]:
        person = Person.objects.filter(login=given["登录名"], is_active=True).first()
        if person is None:
            yield "登录名", f"没有登录名为“{given['登录名']}”的在任人员。请系统管理员先导入账号。"
        elif self.actor.id == PERSON + person.login:
            yield "登录名", "不能给自己任命职责。"
        yield from self._above("单位", given["单位"], ASSIGN_DUTIES, required=True)
        begins = self.day(given["起始日期"])
        if begins is None:
            yield "起始日期", f"“{given['起始日期']}”不是日期，应写成 2026-03-01。"
        if not given["职责"]:
            yield "职责", "没有填写职责，这一行不需要导入。"
        held = duties_held(person, begins or self.on) if person is not None else []
        for word in filter(None, SPLIT.split(given["职责"])):
            code = self.duties.get(word.strip())
            if code is None:
                yield "职责", f"“{word}”不是职责，可填的词见模板。"
                continue
            barrier = duty_barrier(code, given["单位"], held, begins or self.on)
            if barrier is not None:
                yield "职责", barrier.sentence
            held.append(Held(code, given["单位"]))

    def day(self, text: str) -> date | None:
        """The day a cell says: today for an empty one, None for what is no day."""
        try:
            return date.fromisoformat(text.replace("/", "-").replace(".", "-")) if text else self.on
        except ValueError:
            return None


def apply(batch: ImportBatch, rows: Sequence[ImportRow], now: datetime) -> Mapping[int, str]:
    """Make what the rows say through the single actions; all or none. Raises Refused."""
    on = now.astimezone(BEIJING).date()
    actor = actor_behind(batch.confirmed_by, on)
    words = Checker(batch)
    return {row.number: _apply(row.values["cells"], words, actor, now) for row in rows}


def _apply(cells: list[str], words: Checker, actor: Actor, now: datetime) -> str:
    given = dict(zip(HEADS[cells[0]], cells[1:], strict=True))
    if cells[0] == UNITS:
        made = add_agency(
            code=given["单位代码"], name=given["名称"], short=given["简称"], level=words.levels[given["层级"]],
            under=_agency(given["上级"]), supervisor=_agency(given["指导监督"]) if given["指导监督"] else None,
            begins=None, index_code=given["索引号代码"], credit_code=given["统一社会信用代码"], actor=actor, now=now,
        )  # fmt: skip
        return f"agency {made.code}"
    agency = _agency(given["单位"])
    if words.part == ACCOUNTS:
        account = add_person(
            login=given["登录名"], name=given["姓名"], agency=agency, first_password=False, actor=actor, now=now
        )
        return f"person {account.person.login}"
    person = Person.objects.filter(login=given["登录名"]).first()
    if person is None:
        raise Refused("person-unknown", f"没有登录名为“{given['登录名']}”的人员，未导入。")
    begins = words.day(given["起始日期"]) or words.on
    for word in filter(None, SPLIT.split(given["职责"])):
        kind = words.duties[word.strip()]
        give_duty(person_id=person.pk, agency=agency, kind=kind, begins=begins, actor=actor, now=now)
    return f"person {person.login}"


def _agency(code: str) -> Agency:
    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise Refused("agency-unknown", f"没有代码为“{code}”的单位，未导入：登记它的那一行没有导入。")
    return found


def finished(batch: ImportBatch, now: datetime) -> None:
    """Nothing to do at the end: every row was journalled by its own action."""


WORKBOOK = Kind(read=lines, checker=Checker, apply=apply, finished=finished, cannot_read=CannotImport)
