"""Index numbers: given once at the first publication, frozen, without a gap (docs/decisions D-140)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max

from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.law.errors import LawError, UnknownLaw
from gongkai.law.index_numbers import IndexNumberError, index_rule, render, scope_of
from gongkai.law.problems import Problem
from gongkai.law.publicity import marks
from gongkai.law.record_classes import index_class_of
from gongkai.records.models import IndexNumber, IndexSerial, Record
from gongkai.records.said import Said
from gongkai.units.models import Agency

# The digits of a unified social credit code that are the organisation code of older rules.
ORGANIZATION = slice(8, 17)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a number is made of, but for the serial."""

    rule: str
    agency_code: str
    class_code: str
    year: int
    month: int | None
    scope: str

    def text(self, serial: int) -> str:
        """The number with that serial. Raises IndexNumberError where it no longer fits."""
        return render(
            self.rule,
            agency_code=self.agency_code,
            class_code=self.class_code,
            year=self.year,
            serial=serial,
            month=self.month,
        )


def parts_of(agency: Agency, said: Said, now: datetime) -> Parts:
    """What the number of this content would be made of, by the site's rule.

    Raises IndexNumberError for a code the rule does not take, UnknownLaw for a class the site does not have.
    """
    rule = index_rule(settings.INDEX_RULE)
    on = now.astimezone(BEIJING).date()
    day = said.formed_on if settings.INDEX_YEAR == "formed" and said.formed_on else on
    class_code = said.index_class if rule.segment("class") else ""
    if class_code:
        index_class_of(settings.INDEX_CLASSES, class_code, on)
    month = day.month if rule.segment("month") else None
    restarts = settings.INDEX_RESTARTS
    problem: IndexNumberError | None = None
    for code in _codes(agency):
        try:
            scope = scope_of(
                rule.id, agency_code=code, class_code=class_code, year=day.year, month=month, restarts=restarts
            )
            made = Parts(rule.id, code, class_code, day.year, month, scope)
            made.text(1)
        except IndexNumberError as error:
            problem = problem or error
        else:
            return made
    if problem is not None and agency.index_code:
        raise problem
    raise IndexNumberError(
        "index-agency-code",
        f"{agency.short}没有登记索引号机构代码，不能编索引号。请由系统管理员在单位资料中补登"
        f"（例如 {rule.examples[0]} 的首段）。",
    )


def problem_of(agency: Agency, said: Said, now: datetime) -> tuple[str, str]:
    """Why no number could be given: a code and a sentence, both empty when one could."""
    try:
        parts_of(agency, said, now)
    except IndexNumberError as error:
        return error.code, error.sentence
    except UnknownLaw as error:
        return "index-class-code", error.sentence
    return "", ""


def number_lacks(record: Record, said: Said, now: datetime) -> tuple[Problem, ...]:
    """What a proactive content lacks for its index number, asked before anybody reviews it; empty when it has one."""
    on = now.astimezone(BEIJING).date()
    if said.mark not in {one.code for one in marks(on) if one.published}:
        return ()
    if IndexNumber.objects.filter(record=record).exists():
        return ()
    if not said.index_class and index_rule(settings.INDEX_RULE).segment("class"):
        words = "没有选定索引类别：索引号由它编成，主动公开的信息须选定，请补选。"
        return (Problem("content-index_class", "index_class", words),)
    code, sentence = problem_of(record.agency, said, now)
    return (Problem(code, "index_class", sentence),) if code else ()


def give_number(record: Record, said: Said, now: datetime) -> IndexNumber:
    """The record's number: the one it has, also one brought along from an older ledger, else the next of its scope.

    The scope's row is locked until the transaction ends, so that two never get the same, and one rolled back leaves no
    gap. Raises Refused where none can be given.
    """
    have = IndexNumber.objects.filter(record=record).first()
    if have is not None:
        return have
    try:
        parts = parts_of(record.agency, said, now)
        IndexSerial.objects.get_or_create(scope=parts.scope)
        counter = IndexSerial.objects.select_for_update().get(scope=parts.scope)
        counter.last = max(counter.last, _last_given(parts.scope)) + 1
        number = parts.text(counter.last)
    except LawError as error:
        raise Refused(getattr(error, "code", "index-number"), error.sentence) from error
    counter.save(update_fields=["last"])
    return IndexNumber.objects.create(
        record=record,
        number=number,
        rule=parts.rule,
        scope=parts.scope,
        serial=counter.last,
        agency=record.agency,
        year=parts.year,
        class_code=parts.class_code,
        given_at=now,
    )


def _last_given(scope: str) -> int:
    """The highest serial there is: numbers brought along from an older ledger count as given."""
    return IndexNumber.objects.filter(scope=scope).aggregate(last=Max("serial"))["last"] or 0


def _codes(agency: Agency) -> list[str]:
    found = [agency.index_code, agency.credit_code, agency.credit_code[ORGANIZATION]]
    return [code for code in found if code]
