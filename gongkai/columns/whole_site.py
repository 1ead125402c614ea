"""Who may change the whole site: whoever manages it for every unit there is."""

from __future__ import annotations

from datetime import date

from gongkai.kit.action import require
from gongkai.kit.who import Actor
from gongkai.units.acting import holds
from gongkai.units.models import Agency
from gongkai.units.powers import MANAGE_SITE

CHAIN = SUBJECT = "site"
KIND = "site"


def require_whole(actor: Actor, on: date, words: str) -> None:
    """Raise Refused "not-allowed" where the actor does not manage the site for some unit of that day.

    A profile is every unit's masthead: an administrator of one of them alone may not change it.
    """
    missing = next((code for code in _codes(on) if not actor.may(MANAGE_SITE, code)), None)
    if missing is not None:
        require(actor, MANAGE_SITE, missing, f"（涉及全部单位）{words}")


def manages_all(actor: Actor, on: date) -> bool:
    """Whether the actor may change the site."""
    acts = {act for act, _code in actor.grants}
    return MANAGE_SITE in acts and all(actor.may(MANAGE_SITE, code) for code in _codes(on))


def _codes(on: date) -> list[str]:
    return list(Agency.objects.filter(holds(on)).order_by("code").values_list("code", flat=True))
