"""Who sees what: offices and supervisors their own units and those below them, everybody else his own units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.kit.action import Refused
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.units import reads as units
from gongkai.units.models import Agency
from gongkai.units.powers import INSPECT, READ, SET_ASSURANCE

NOT_THERE = "没有这一项，或者它不属于你任职的单位。请从清单重新打开。"


@dataclass(frozen=True, slots=True)
class Sight:
    """The codes of the units whose rows the asker sees. `whole`: also what belongs to the whole site."""

    codes: frozenset[str]
    whole: bool

    def sees(self, code: str) -> bool:
        """Whether a row of that unit is there for him; an empty code is the whole site's."""
        return code in self.codes if code else self.whole


def held(asker: Actor, act: str) -> frozenset[str]:
    """The units for which the asker holds that power."""
    codes = {code for granted, code in asker.grants if granted == act}
    return frozenset(Agency.objects.values_list("code", flat=True)) if EVERYWHERE in codes else frozenset(codes)


def overseen(asker: Actor, act: str, on: date) -> frozenset[str]:
    """The units for which he holds the power, and all below them that day."""
    own = held(asker, act)
    found = set(own)
    for one in Agency.objects.filter(code__in=own):
        found |= {lower.code for lower in units.descendants(asker, one, on)}
    return frozenset(found)


def sight(asker: Actor, on: date) -> Sight:
    """What the asker sees that day; all empty for who has nothing to do with columns."""
    over = overseen(asker, INSPECT, on) | overseen(asker, SET_ASSURANCE, on)
    return Sight(over | held(asker, READ), bool(over))


def seen(asker: Actor, on: date) -> Sight:
    """The same. Raises Refused "not-allowed" for who sees nothing."""
    found = sight(asker, on)
    if not found.codes:
        raise Refused("not-allowed", "内容保障和巡检由各单位的业务人员、公开工作机构和监察人员查看。你没有这些职责。")
    return found
