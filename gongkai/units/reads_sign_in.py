"""The queries at the door, where nobody is signed in yet: `asker` is the visitor, or the person himself."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from gongkai.kit.who import Actor
from gongkai.units.models import Person


def person_named(asker: Actor, login: str) -> Person | None:
    """The person with that login, in office or not."""
    return Person.objects.filter(login=login).first() if login else None


def has_second_factor(asker: Actor, of: Person) -> bool:
    """Whether the person has set up an authenticator or a key."""
    return bool(Authenticator.objects.filter(user=of).exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def other_identity(asker: Actor, of: Person, service: str, uid: str) -> bool:
    """Whether the person is tied to another identity of that service, or that identity to another person."""
    ties = SocialAccount.objects.filter(provider=service)
    return bool(ties.filter(user=of).exclude(uid=uid).exists() or ties.filter(uid=uid).exclude(user=of).exists())
