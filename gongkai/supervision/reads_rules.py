"""The queries on the rules of supervision: which hold for an office, whose they are, every version it set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.kit.action import Refused
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.law.supervision import WatchRules
from gongkai.supervision.models import RuleSet
from gongkai.supervision.rule_book import RuleBook
from gongkai.units.models import Agency
from gongkai.units.powers import SET_SUPERVISION


@dataclass(frozen=True, slots=True)
class RulesPage:
    """`rules` hold for the office that day and are those of `source` (None: the law data's); `versions` are the
    office's own, the newest first."""

    office: Agency
    rules: WatchRules
    source: Agency | None
    versions: tuple[RuleSet, ...]

    @property
    def coming(self) -> RuleSet | None:
        """The newest version, which may begin only on a later day."""
        return self.versions[0] if self.versions else None


def offices(asker: Actor) -> list[Agency]:
    """The units whose rules the asker sets, by code."""
    held = {code for act, code in asker.grants if act == SET_SUPERVISION}
    rows = Agency.objects.order_by("code")
    return list(rows if EVERYWHERE in held else rows.filter(code__in=held))


def rules_page(asker: Actor, code: str, on: date) -> RulesPage:
    """The rules of one office. Raises Refused "not-allowed"."""
    office = Agency.objects.filter(code=code).first() if asker.may(SET_SUPERVISION, code) else None
    if office is None:
        raise Refused("not-allowed", "你的职责不包括设定该单位的监察规则。需要时由安全管理员授予职责。")
    source, rules = RuleBook(on).of(office.pk, on)
    versions = RuleSet.objects.filter(agency=office).select_related("made_by").order_by("-version")
    return RulesPage(office, rules, Agency.objects.get(pk=source) if source else None, tuple(versions))
