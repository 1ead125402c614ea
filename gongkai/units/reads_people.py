"""The queries on people. Administrators see those they look after, everybody sees himself and who does what nearby."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q, QuerySet, Subquery

from gongkai.kit.clock import BEIJING
from gongkai.kit.counting import HowMany
from gongkai.kit.who import Actor
from gongkai.law.duties import Duty as DutyWords
from gongkai.law.duties import duties as law_duties
from gongkai.units.acting import PERSON, holds
from gongkai.units.handing_over import to_be_passed
from gongkai.units.models import Agency, Duty, Notice, Person
from gongkai.units.open_work import OpenItem, held_by
from gongkai.units.powers import ASSIGN_DUTIES, MANAGE_PEOPLE, READ_JOURNAL

SEEING = (MANAGE_PEOPLE, ASSIGN_DUTIES, READ_JOURNAL)


@dataclass(frozen=True, slots=True)
class SignInState:
    """How a person signs in: has he a second factor, does he need one, is he locked, and until when."""

    second_factor: tuple[str, ...]
    needs_second_factor: bool
    identity: bool
    locked_until: datetime | None


@dataclass(frozen=True, slots=True)
class Overview:
    """A person with what he does, in one line, and how he signs in."""

    person: Person
    words: str
    state: SignInState


def seen_agencies(asker: Actor) -> QuerySet[Agency]:
    """The agencies whose people the asker may see as an administrator."""
    acts = {(act, code) for act, code in asker.grants if act in SEEING}
    if any(code == "*" for _, code in acts):
        return Agency.objects.order_by("code")
    return Agency.objects.filter(code__in={code for _, code in acts}).order_by("code")


def may_see_people(asker: Actor) -> bool:
    """Whether the asker has any of the three administrators' powers."""
    return any(act in SEEING for act, _ in asker.grants)


def people(
    asker: Actor, *, words: str = "", agency: str = "", duty: str = "", on: date, left: bool = False
) -> QuerySet[Person]:
    """The people the asker looks after: of his agencies by unit or duty, or of none. `left`: only those who left."""
    if not may_see_people(asker):
        return Person.objects.none()
    mine = seen_agencies(asker)
    holding = Duty.objects.filter(holds(on), agency__in=mine)
    unattached = Q(agency=None) & ~Q(duties__ends=None)
    found = Person.objects.filter(Q(agency__in=mine) | Q(pk__in=holding.values("person")) | unattached)
    found = found.filter(is_active=not left)
    if words.strip():
        found = found.filter(Q(name__icontains=words.strip()) | Q(login__icontains=words.strip()))
    if agency:
        there = Duty.objects.filter(holds(on), agency__code=agency)
        found = found.filter(Q(agency__code=agency) | Q(pk__in=there.values("person")))
    if duty:
        found = found.filter(pk__in=holding.filter(kind=duty).values("person"))
    return found.select_related("agency").order_by("agency__code", "login").distinct()


def person(asker: Actor, person_id: int, on: date) -> Person | None:
    """One person the asker looks after, or himself; None for anybody else."""
    found = Person.objects.select_related("agency").filter(pk=person_id).first()
    if found is None or asker.id == PERSON + found.login:
        return found
    either = people(asker, on=on) | people(asker, on=on, left=True)
    return found if either.filter(pk=person_id).exists() else None


def duties_of(asker: Actor, of: Person) -> list[Duty]:
    """All duties of the person, holding ones first, then the ended by day."""
    rows = Duty.objects.filter(person=of).select_related("agency")
    return sorted(rows, key=lambda one: (one.ends is not None, one.ends or one.begins, one.agency.code))


def duties_in(asker: Actor, code: str, on: date) -> list[Duty]:
    """Who does what in an agency that day: for its own people and those who look after it, else nothing."""
    if not any(granted == code or granted == "*" for _, granted in asker.grants):
        return []
    rows = Duty.objects.filter(holds(on), agency__code=code, person__is_active=True)
    return list(rows.select_related("person", "agency").order_by("kind", "person__login"))


def duty_labels(on: date) -> dict[str, str]:
    """Code to label of every duty of that day, in the law's order."""
    return {one.code: one.label for one in law_duties(on)}


def duty_words(on: date) -> tuple[DutyWords, ...]:
    """The duties of that day as the law's rows have them."""
    return law_duties(on)


def open_work(asker: Actor, of: Person) -> list[OpenItem]:
    """What waits for the person: titles are for those who may see him as administrator, and for himself."""
    allowed = may_see_people(asker) or asker.id == PERSON + of.login
    return held_by(of) if allowed else []


def work_left_by(asker: Actor, of: Person, duty: Duty, on: date) -> list[OpenItem]:
    """What the person could not keep once that duty has ended."""
    return to_be_passed(of, [duty], on) if may_see_people(asker) else []


def words_of(asker: Actor, of: Person, on: date) -> str:
    """What the person does where that day, in one line."""
    labels = duty_labels(on)
    rows = Duty.objects.filter(holds(on), person=of).select_related("agency").order_by("agency__code", "kind")
    return "；".join(f"{duty.agency.short}{labels.get(duty.kind, duty.kind)}" for duty in rows)


def receivers(asker: Actor, of: Person, codes: set[str], on: date) -> QuerySet[Person]:
    """People on duty in those agencies who could take work over."""
    there = Duty.objects.filter(holds(on), agency__code__in=codes)
    return Person.objects.filter(is_active=True, pk__in=there.values("person")).exclude(pk=of.pk).order_by("login")


def sign_in_state(asker: Actor, of: Person, now: datetime) -> SignInState:
    """How the person signs in; for administrators' pages and his own."""
    return overview(asker, [of], now)[0].state


def overview(asker: Actor, some: Sequence[Person], now: datetime) -> list[Overview]:
    """What several people do where, and how they sign in, in a handful of queries."""
    on = now.astimezone(BEIJING).date()
    labels = duty_labels(on)
    words: dict[int, list[str]] = {one.pk: [] for one in some}
    needing: set[int] = set()
    rows = Duty.objects.filter(holds(on), person__in=some).select_related("agency").order_by("agency__code", "kind")
    for duty in rows:
        words[duty.person_id].append(f"{duty.agency.short}{labels.get(duty.kind, duty.kind)}")
        if duty.kind in settings.SECOND_FACTOR_DUTIES:
            needing.add(duty.person_id)
    factors: dict[int, list[str]] = {}
    kept = Authenticator.objects.filter(user__in=some).exclude(type=Authenticator.Type.RECOVERY_CODES)
    for owner, kind in kept.order_by("user", "type").values_list("user", "type").distinct():
        factors.setdefault(owner, []).append(kind)
    tied = set(SocialAccount.objects.filter(user__in=some).values_list("user", flat=True))
    locked = _locks([one.login for one in some], now)
    return [
        Overview(
            one,
            "；".join(words[one.pk]),
            SignInState(tuple(factors.get(one.pk, ())), one.pk in needing, one.pk in tied, locked.get(one.login)),
        )
        for one in some
    ]


def needs_second_factor(held: Iterable[Duty]) -> bool:
    """Whether one of the duties a person holds asks for a second factor (a setting of the site)."""
    return any(one.kind in settings.SECOND_FACTOR_DUTIES for one in held)


def locked_until(login: str, now: datetime) -> datetime | None:
    """Until when a login is locked from some address (or from all, as the site is set), or None."""
    return _locks([login], now).get(login)


def _locks(logins: Sequence[str], now: datetime) -> dict[str, datetime]:
    failures: dict[tuple[str, str], tuple[int, datetime]] = {}
    since = now - settings.AXES_COOLOFF_TIME
    for row in AccessAttempt.objects.filter(username__in=logins, attempt_time__gt=since):
        place = (row.username, str(row.ip_address) if settings.LOCK_BY_ADDRESS else "")
        count, last = failures.get(place, (0, row.attempt_time))
        failures[place] = (count + row.failures_since_start, max(last, row.attempt_time))
    found: dict[str, datetime] = {}
    for (login, _), (count, last) in failures.items():
        if count >= settings.AXES_FAILURE_LIMIT:
            until = last + settings.AXES_COOLOFF_TIME
            found[login] = max(until, found.get(login, until))
    return found


def notices(asker: Actor, *, unread_only: bool = False) -> QuerySet[Notice]:
    """The asker's own messages, the newest first."""
    if not asker.id.startswith(PERSON):
        return Notice.objects.none()
    found = Notice.objects.filter(person__login=asker.id.removeprefix(PERSON))
    return (found.filter(read_at=None) if unread_only else found).order_by("-at", "-id")


def unread(asker: Actor) -> HowMany:
    """How many messages the asker has not read; a figure for `figures`."""
    return HowMany(notices(asker, unread_only=True).order_by().values("pk"))


def figures(asker: Actor, **wanted: Subquery | QuerySet[Any, Any]) -> dict[str, Any]:
    """Several values in one question, beside the asker's own row; nothing for who is no person."""
    if not asker.id.startswith(PERSON):
        return {}
    rows = Person.objects.filter(login=asker.id.removeprefix(PERSON)).order_by().values(**wanted)
    return next((dict(row) for row in rows), {})


def names_of(asker: Actor, logins: Iterable[str]) -> dict[str, str]:
    """The names behind logins, for those who read the journal; nothing for others."""
    if not any(act == READ_JOURNAL for act, _ in asker.grants):
        return {}
    return dict(Person.objects.filter(login__in=set(logins)).values_list("login", "name"))
