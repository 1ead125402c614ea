"""Make an account for a member of staff. What he may do comes from duties, which somebody else gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongkai.kit import journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.units.authority import subject
from gongkai.units.models import Agency, Person
from gongkai.units.models.person import LOGIN
from gongkai.units.passwords import one_time_password, set_password
from gongkai.units.powers import MANAGE_PEOPLE
from gongkai.units.writing import fits


@dataclass(frozen=True, slots=True)
class NewAccount:
    """The person, and the password to be told once and in person (empty where none was made); it is kept nowhere."""

    person: Person
    password: str


@action
def add_person(
    *,
    login: str,
    name: str,
    agency: Agency,
    phone: str = "",
    email: str = "",
    first_password: bool = True,
    actor: Actor,
    now: datetime,
) -> NewAccount:
    """An account in the agency with a one-time password that must be changed at the first sign-in.

    Without `first_password` nobody can sign in by password until one is made by `reset_password`.

    Raises Refused for a login malformed or taken, an empty name, an address another person has.
    """
    require(actor, MANAGE_PEOPLE, agency.code, "登记人员")
    login, name, email = login.strip(), name.strip(), email.strip()
    if not fits(LOGIN, login):
        raise Refused("login", f"登录名“{login}”不合要求：用小写字母、数字、点、横线，3 至 63 位，未登记。")
    if Person.objects.filter(login=login).exists():
        raise Refused("login-taken", f"登录名“{login}”已有人使用（离任人员的登录名也不重用），未登记。请另取。")
    checked(name, email, None)
    person = Person.objects.create_user(
        login, None, name=name, agency=agency, phone=phone.strip(), email=email, begins=now.astimezone(BEIJING).date()
    )
    password = one_time_password() if first_password else ""
    if password:
        set_password(person, password, must_change=True, now=now)
    journal.write(
        agency.code,
        act="add_person",
        subject=subject(person),
        before={},
        after={"login": login, "name": name, "agency": agency.code, "phone": person.phone, "email": email},
        reason="登记人员",
        actor=actor,
        now=now,
    )
    return NewAccount(person, password)


def checked(name: str, email: str, person: Person | None) -> None:
    """Raise Refused for an empty or overlong name, or an e-mail address that another person has."""
    if not name or len(name) > 60:
        raise Refused("person-name", "姓名要填写，不超过 60 字，未登记。")
    others = Person.objects.exclude(pk=person.pk) if person is not None else Person.objects.all()
    if email and others.filter(email=email).exists():
        raise Refused("email-taken", f"电子邮箱“{email}”已由另一人使用，未登记。请核对。")
