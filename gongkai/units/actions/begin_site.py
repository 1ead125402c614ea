"""The very first act on an empty site: the top agency and its three administrators."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.units.actions.add_agency import add_agency
from gongkai.units.actions.add_person import NewAccount, add_person
from gongkai.units.actions.give_duty import give_duty
from gongkai.units.models import ADMINISTRATORS, Duty, Person
from gongkai.units.powers import ASSIGN_DUTIES, MANAGE_PEOPLE, MANAGE_UNITS

# Only whoever runs commands on the machine is this actor, and only while nobody is there.
OPERATOR = Actor(
    "operator", "部署人员", frozenset((act, EVERYWHERE) for act in (MANAGE_UNITS, MANAGE_PEOPLE, ASSIGN_DUTIES))
)


@action
def begin_site(
    *, code: str, name: str, short: str, level: str, people: Mapping[str, tuple[str, str]], actor: Actor, now: datetime
) -> list[NewAccount]:
    """Make the agency and the three; `people` gives login and name for each of the three duties.

    Gives the accounts with their one-time passwords, in the order of the duties. Raises Refused once anybody holds
    an administrator's duty, and unless three different people are named.
    """
    if Duty.objects.filter(kind__in=ADMINISTRATORS).exists():
        raise Refused("site-begun", "平台已有管理员，不再从命令行建立。人员变动由在任的管理员在工作台办理。")
    if set(people) != set(ADMINISTRATORS) or len({login for login, _ in people.values()}) != len(ADMINISTRATORS):
        raise Refused("three-people", "系统管理员、安全保密管理员、安全审计员须由三个不同的人担任，登录名不能相同。")
    agency = add_agency(code=code, name=name, short=short, level=level, under=None, begins=None, actor=actor, now=now)
    made = []
    for kind in ADMINISTRATORS:
        login, who = people[kind]
        if Person.objects.filter(login=login).exists():
            raise Refused("login-taken", f"登录名“{login}”已有人使用，未建立。请另取。")
        account = add_person(login=login, name=who, agency=agency, actor=actor, now=now)
        today = now.astimezone(BEIJING).date()
        give_duty(person_id=account.person.pk, agency=agency, kind=kind, begins=today, actor=actor, now=now)
        made.append(account)
    journal.write(
        code,
        act="begin_site",
        subject=f"agency {code}",
        before={},
        after={kind: people[kind][0] for kind in ADMINISTRATORS},
        reason="平台初次建立",
        actor=actor,
        now=now,
    )
    return made
