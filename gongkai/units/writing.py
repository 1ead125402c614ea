"""What the actions on agencies have in common: rows held, words checked, facts for the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from gongkai.kit import outward
from gongkai.kit.action import Refused
from gongkai.units.decide import credit_code_barrier, index_code_barrier
from gongkai.units.models import Agency


def held_agency(code: str) -> Agency:
    """The agency's row, held until the transaction ends. Raises Refused "agency-unknown"."""
    found = Agency.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise Refused("agency-unknown", f"没有代码为“{code}”的单位，未执行。请从单位名单中选择。")
    return found


def tell_of_unit(code: str, now: datetime) -> None:
    """Tell the public side that an agency began, ended, bears another name or is succeeded: every page names it."""
    outward.tell("unit", code, agency=code, now=now)


def checked_name(name: str, short: str) -> tuple[str, str]:
    """Name and short name without blanks around. Raises Refused for an empty or overlong one."""
    name, short = name.strip(), short.strip()
    if not name or not short:
        raise Refused("agency-name", "单位名称和简称都要填写，未执行。")
    if len(name) > 200 or len(short) > 60:
        raise Refused("agency-name", "单位名称不超过 200 字，简称不超过 60 字，未执行。")
    return name, short


def check_codes(agency: Agency | None, index_code: str, credit_code: str) -> None:
    """Raise Refused for a code of the wrong shape or one that another agency bears."""
    for barrier in (index_code_barrier(index_code), credit_code_barrier(credit_code)):
        if barrier is not None:
            raise Refused(barrier.code, f"{barrier.sentence}未登记。")
    others = Agency.objects.exclude(pk=agency.pk) if agency is not None else Agency.objects.all()
    for field, given, words in (
        ("index_code", index_code, "索引号代码"),
        ("credit_code", credit_code, "统一社会信用代码"),
    ):
        taken = others.filter(**{field: given}).first() if given else None
        if taken is not None:
            raise Refused(
                f"{field.replace('_', '-')}-taken", f"{words}“{given}”已由“{taken.name}”使用，未登记。请核对。"
            )


def fits(shape: RegexValidator, text: str) -> bool:
    """Whether a code or a login has the shape that its column asks for."""
    try:
        shape(text)
    except ValidationError:
        return False
    return True


def agency_facts(agency: Agency) -> Mapping[str, Any]:
    """An agency as the journal tells it."""
    return {
        "code": agency.code,
        "name": agency.name,
        "short": agency.short,
        "level": str(agency.level),
        "index_code": agency.index_code,
        "credit_code": agency.credit_code,
        "begins": written(agency.begins),
        "ends": written(agency.ends),
    }


def written(day: date | None) -> str:
    """A day as text, empty for none."""
    return day.isoformat() if day is not None else ""
