"""Who may change the whole site: whoever manages it for every unit that works here."""

from __future__ import annotations

from datetime import date

from gongkai.kit.action import Refused
from gongkai.kit.who import Actor
from gongkai.units.acting import holds
from gongkai.units.models import Agency, Duty
from gongkai.units.powers import MANAGE_SITE

CHAIN = SUBJECT = "site"
KIND = "site"


def require_whole(actor: Actor, on: date, words: str) -> None:
    """Raise Refused "not-allowed" where the actor does not manage the site for some unit that works here that day.

    A profile is every unit's masthead: an administrator of one of them alone may not change it. Units without anybody
    on duty, such as those whose reports are only compared, have no say and need none.
    """
    outside = _outside(actor, on)
    if outside:
        said = f"站点信息关系到全部单位，{actor.name}不是“{outside[0]}”的系统管理员，不能{words}，未执行。"
        raise Refused("not-allowed", f"{said}请由对全部单位任系统管理员的人员办理。")
    if not _manages(actor):
        raise Refused("not-allowed", f"{actor.name} 没有{words}的权限，未执行。请由系统管理员办理。")


def manages_all(actor: Actor, on: date) -> bool:
    """Whether the actor may change the site."""
    return _manages(actor) and not _outside(actor, on)


def _manages(actor: Actor) -> bool:
    return any(act == MANAGE_SITE for act, _code in actor.grants)


def _outside(actor: Actor, on: date) -> list[str]:
    """Names of the units at work that the actor does not manage."""
    at_work = Duty.objects.filter(holds(on)).values("agency")
    rows = Agency.objects.filter(pk__in=at_work).order_by("code").values_list("code", "name")
    return [name for code, name in rows if not actor.may(MANAGE_SITE, code)]
