"""The sample units and accounts, made by the real actions; the password is drawn for each home and told once."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from datetime import date, datetime
from itertools import product
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.hashers import make_password

from gongkai import units
from gongkai.kit.who import EVERYWHERE, Actor
from gongkai.law.loading import Row, load
from gongkai.units.actions.add_agency import add_agency
from gongkai.units.actions.add_person import add_person
from gongkai.units.actions.change_agency import change_agency
from gongkai.units.actions.give_duty import give_duty
from gongkai.units.actions.link_agencies import link_agencies
from gongkai.units.models import ADMINISTRATORS, Agency, AgencyLink, Duty, Person
from gongkai.units.passwords import one_time_password
from gongkai.units.powers import ASSIGN_DUTIES, MANAGE_PEOPLE, MANAGE_UNITS

FILE = Path(units.__file__).parent / "data" / "demo" / "units.toml"
ACCOUNTS = "demo-accounts.txt"
DEMO = Actor("demo", "示例数据", frozenset((act, EVERYWHERE) for act in (MANAGE_UNITS, MANAGE_PEOPLE, ASSIGN_DUTIES)))
SINCE = date(2020, 1, 1)
Tell = Callable[[str], None]


def build_units(progress: Tell, *, now: datetime) -> int:
    """Make every sample unit, account and duty that is not there; gives how many people were new. Safe to run again.

    The accounts stand in `demo-accounts.txt` of the home, readable by its owner only; `progress` is told one line.
    """
    data = load(FILE)
    for row in data.rows("unit", required=True):
        _unit(row, now)
    rows = list(data.rows("account", required=True))
    data.done()
    wanted = [row for row in rows if not Person.objects.filter(login=row.text("login")).exists()]
    progress(f"单位 {Agency.objects.count()} 个，示例账号 {len(rows)} 个。")
    if wanted:
        password = one_time_password()
        # One password for all, so it is hashed once: hashing is made slow on purpose.
        kept = make_password(password)
        lines = [_account(row, kept, now) for row in wanted]
        _keep(password, lines)
    progress(f"登录用的示例账号和密码：{_place()}（只有本机所有者可读）。")
    return len(wanted)


def _unit(row: Row, now: datetime) -> None:
    code, index = row.text("code"), row.text("index_code", required=False)
    parent, supervisor = row.text("parent", required=False), row.text("supervisor", required=False)
    name, short, level = row.text("name"), row.text("short"), row.text("level")
    row.done()
    found = Agency.objects.filter(code=code).first()
    if found is None:
        add_agency(
            code=code, name=name, short=short, level=level, under=_agency(parent), supervisor=_agency(supervisor),
            begins=None, index_code=index, actor=DEMO, now=now,
        )  # fmt: skip
        return
    if index and not found.index_code:
        change_agency(
            code=code, short=found.short, level=found.level, index_code=index, credit_code=found.credit_code,
            reason="示例数据", actor=DEMO, now=now,
        )  # fmt: skip
    links = ((parent, AgencyLink.Kind.ADMINISTERS), (supervisor, AgencyLink.Kind.SUPERVISES))
    for upper, kind in links:
        if upper and not AgencyLink.objects.filter(upper__code=upper, lower=found, kind=kind, ends=None).exists():
            link_agencies(upper=upper, lower=code, kind=kind, begins=None, reason="示例数据", actor=DEMO, now=now)


def _agency(code: str) -> Agency | None:
    return Agency.objects.get(code=code) if code else None


def _account(row: Row, kept: str, now: datetime) -> str:
    """Make one account; gives its line for the file."""
    agency = Agency.objects.get(code=row.text("unit"))
    login, duties = row.text("login"), row.texts("duties", required=True)
    units_served = [agency, *(Agency.objects.get(code=code) for code in row.texts("also"))]
    made = add_person(
        login=login, name=row.text("name"), agency=agency, first_password=False, actor=DEMO, now=now
    ).person
    row.done()
    Person.objects.filter(pk=made.pk).update(password=kept, password_set_at=now)
    for served, kind in product(units_served, duties):
        if not Duty.objects.filter(person=made, agency=served, kind=kind).exists():
            give_duty(person_id=made.pk, agency=served, kind=kind, begins=SINCE, actor=DEMO, now=now)
    codes = _second_factor(made) if set(duties) & set(ADMINISTRATORS) else ""
    return f"{login:<20}{made.name}{codes}"


def _second_factor(person: Person) -> str:
    """Administrators need a second factor: one is set up, and its recovery codes go into the file."""
    if not Authenticator.objects.filter(user=person).exists():
        TOTP.activate(person, generate_totp_secret())
    codes = RecoveryCodes.activate(person).get_unused_codes()
    return f"\n{'':<18}第二重验证的备用码（每个用一次）：{' '.join(codes)}"


def _place() -> Path:
    return Path(settings.HOME) / ACCOUNTS


def _keep(password: str, lines: list[str]) -> None:
    """Write the file anew with mode 0600; an older one is replaced, since its accounts are there no more."""
    place = _place()
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".{ACCOUNTS}.{secrets.token_hex(4)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write("示例账号，只用于演示。密码在建立示例数据时随机生成，各账号相同：\n\n")
        out.write(f"  密码  {password}\n\n")
        out.writelines(f"  {line}\n" for line in lines)
    part.replace(place)
