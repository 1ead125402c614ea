"""Take off a lost second factor. The security administrator does it, who cannot reset passwords: so it takes two."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.units.authority import chain_of, locked, require_over, subject
from gongkai.units.powers import ASSIGN_DUTIES


@action
def remove_second_factor(*, person_id: int, reason: str, actor: Actor, now: datetime) -> int:
    """Remove the person's codes, keys and the tie to the identity service, and end his sessions; gives how many.

    Raises Refused for oneself, without a reason, and where there is nothing to remove.
    """
    person = locked(person_id)
    require_over(actor, ASSIGN_DUTIES, person, now.astimezone(BEIJING).date(), "撤销第二重验证")
    if not reason.strip():
        raise Refused("no-reason", "没有写明撤销第二重验证的理由，未执行。")
    factors = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    ties = SocialAccount.objects.filter(user=person).count()
    if not factors and not ties:
        raise Refused("no-factor", f"{person.name} 没有登记第二重验证，也没有绑定统一身份认证，无需撤销。")
    Authenticator.objects.filter(user=person).delete()
    SocialAccount.objects.filter(user=person).delete()
    person.session_epoch += 1
    person.save(update_fields=["session_epoch"])
    journal.write(
        chain_of(person),
        act="remove_second_factor",
        subject=subject(person),
        before={"factors": sorted(factors), "ties": ties},
        after={"factors": [], "ties": 0},
        reason=reason.strip(),
        actor=actor,
        now=now,
    )
    return int(len(factors) + ties)
