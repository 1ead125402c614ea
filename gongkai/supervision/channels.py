"""The ways to a person that are open: the desk always, mail and webhook where they are set up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from django.conf import settings

from gongkai.supervision.models import WatchNotice
from gongkai.supervision.rule_book import RuleBook
from gongkai.units.models import Person

Channel = WatchNotice.Channel
ROBOT_PATH = "/cgi-bin/webhook/send"
GROUP = "group:"
EVERY = "*"


def ways_to(person: Person, unit: int, wanted: Sequence[str], book: RuleBook) -> Iterator[tuple[str, str]]:
    """Each way with the name it counts under: the login, or the group of a robot, which is told once for all in it."""
    yield Channel.DESK, person.login
    if Channel.MAIL in wanted and settings.MAIL_URL and person.email:
        yield Channel.MAIL, person.login
    if Channel.WEBHOOK in wanted and settings.NOTICE_WEBHOOKS:
        name, address = webhook_of(unit, book)
        if address and is_robot(address):
            yield Channel.WEBHOOK, f"{GROUP}{name}"
        elif address and person.phone:
            yield Channel.WEBHOOK, person.login


def webhook_of(unit: int, book: RuleBook) -> tuple[str, str]:
    """Under which code the address stands that serves the unit, and the address; both empty where none does."""
    known: dict[str, str] = settings.NOTICE_WEBHOOKS
    for code in (*book.codes(unit), EVERY):
        if code in known:
            return code, known[code]
    return "", ""


def is_robot(address: str) -> bool:
    """Whether the address is a WeCom group robot's."""
    return urlsplit(address).path == ROBOT_PATH
