"""Who may change the whole site: whoever manages it for every unit that shows itself on it."""

from __future__ import annotations

from datetime import date

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.units.acting import holds
from gongkai.units.models import Agency, Duty
from gongkai.units.powers import EDIT_COLUMNS, MANAGE_SITE, POWERS, PUBLISH_COLUMNS

CHAIN = SUBJECT = "site"
KIND = "site"
# The duties of those who write and publish columns: where one of them is held, the unit shows itself on the site.
SHOWING = frozenset(duty for duty, powers in POWERS.items() if powers & {EDIT_COLUMNS, PUBLISH_COLUMNS})


def require_whole(actor: Actor, on: date, words: str) -> None:
    """Raise Refused "not-allowed" where the actor does not manage the site for some unit that publishes on it that day.

    A profile is every unit's masthead: an administrator of one of them alone may not change it. Halls that only
    receive, and units whose reports are only compared, have no say and need none.
    """
    outside = _outside(actor, on)
    if outside:
        said = f"站点信息关系到全部单位，{actor.name}不是“{outside[0]}”的系统管理员，不能{words}，未执行。"
        raise Refused("not-allowed", f"{said}请由对全部单位任系统管理员的人员办理。")
    if not manages(actor):
        raise Refused("not-allowed", f"{actor.name} 没有{words}的权限，未执行。请由系统管理员办理。")


def manages_all(actor: Actor, on: date) -> bool:
    """Whether the actor may change the site."""
    return manages(actor) and not _outside(actor, on)


def manages(actor: Actor) -> bool:
    """Whether the actor manages the site for some unit at least."""
    return any(act == MANAGE_SITE for act, _code in actor.grants)


def _outside(actor: Actor, on: date) -> list[str]:
    """Names of the units with a masthead that the actor does not manage."""
    showing = Duty.objects.filter(holds(on), kind__in=SHOWING).values("agency")
    rows = Agency.objects.filter(pk__in=showing).order_by("code").values_list("code", "name")
    return [name for code, name in rows if not actor.may(MANAGE_SITE, code)]
