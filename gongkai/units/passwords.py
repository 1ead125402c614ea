"""What a password must be, and the passwords that the platform makes itself."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from gongkai.units.models import PastPassword, Person

# Without those that are taken for one another when read from paper.
LOWER, UPPER, DIGITS, SIGNS = "abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "+-=#%"
KINDS = 3


class ThreeKinds:
    """At least three of: small letters, capital letters, digits, other characters."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with what is missing."""
        tests = (str.islower, str.isupper, str.isdigit, lambda char: not char.isalnum())
        if sum(any(test(char) for char in password) for test in tests) < KINDS:
            raise ValidationError(self.get_help_text(), code="password_kinds")

    def get_help_text(self) -> str:
        """The rule in one sentence."""
        return gettext("密码须含小写字母、大写字母、数字、其他符号中的三种。")


class NotUsedLately:
    """Not the present password and none of the last ones; how many is a setting."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError where the password was used before."""
        if not isinstance(user, Person) or user.pk is None:
            return
        if any(check_password(password, used) for used in _past(user, "hash")):
            raise ValidationError(self.get_help_text(), code="password_used")

    def get_help_text(self) -> str:
        """The rule in one sentence."""
        return gettext("不能再用最近 %(count)d 次用过的密码。") % {"count": settings.PASSWORD_HISTORY}


def set_password(person: Person, password: str, *, must_change: bool, now: datetime) -> None:
    """Set and save it with its day, and remember its hash; older hashes than are compared are dropped."""
    person.set_password(password)
    person.password_set_at, person.must_change_password = now, must_change
    person.save(update_fields=["password", "password_set_at", "must_change_password"])
    PastPassword.objects.create(person=person, hash=person.password, set_at=now)
    PastPassword.objects.filter(person=person).exclude(pk__in=_past(person, "pk")).delete()


def one_time_password() -> str:
    """A new password that satisfies the rules, to be told once and changed at the first sign-in."""
    sets = (LOWER, UPPER, DIGITS, SIGNS)
    chosen = [secrets.choice(one) for one in sets]
    chosen += [secrets.choice(LOWER + UPPER + DIGITS) for _ in range(max(settings.PASSWORD_LENGTH, 12) - len(sets))]
    secrets.SystemRandom().shuffle(chosen)
    return "".join(chosen)


def must_be_changed(person: Person, now: datetime) -> bool:
    """Whether the person has to choose a new password before anything else: told so, or older than the setting."""
    if not person.has_usable_password():
        return False
    if person.must_change_password:
        return True
    days, since = settings.PASSWORD_DAYS, person.password_set_at
    return bool(days) and since is not None and now - since > timedelta(days=days)


def _past(person: Person, field: str) -> list[Any]:
    """That field of the passwords still compared, the newest first."""
    rows = PastPassword.objects.filter(person=person).order_by("-set_at", "-pk")
    return list(rows.values_list(field, flat=True)[: settings.PASSWORD_HISTORY])
