"""A process of its own with a database of its own, in which two administrators act at the same moment.

`python -m gongkai.units.tests.racing`, the database named in GONGKAI_DATABASE_URL: prints, as one JSON object, what
became of each pair.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")
django.setup()

from django.conf import settings  # noqa: E402  the room needs Django set up
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from gongkai.kit import journal  # noqa: E402
from gongkai.kit.action import Refused  # noqa: E402
from gongkai.units.actions.end_duty import end_duty  # noqa: E402
from gongkai.units.actions.give_duty import give_duty  # noqa: E402
from gongkai.units.actions.link_agencies import link_agencies  # noqa: E402
from gongkai.units.models import Agency, Duty  # noqa: E402
from gongkai.units.tests.signing import NOW, TODAY, actor, agency, person  # noqa: E402

ROUNDS = 4
# What is proved here is not how slow a hash is.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def together(*acts: Callable[[], object]) -> list[str]:
    """What became of acts begun at the same moment: "done", or the code of the refusal; sorted."""
    line = Barrier(len(acts))

    def one(act: Callable[[], object]) -> str:
        line.wait()
        try:
            act()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(one, acts))


def main() -> None:
    """Every pair a few times over."""
    call_command("migrate", verbosity=0)
    top = agency("top", level=Agency.Level.CITY)
    keeper = person("系统管理员", top, "system_administrator")
    giver, other = (person(f"安全保密管理员{n}", top, "security_administrator") for n in (1, 2))
    said: dict[str, list[list[str]]] = {"duties": [], "links": [], "last": []}
    for number in range(ROUNDS):
        clerk = person("某人", top)
        said["duties"].append(together(*(
            lambda kind=kind, by=by, whom=clerk.pk: give_duty(  # type: ignore[misc]
                person_id=whom, agency=top, kind=kind, begins=TODAY, actor=actor(by), now=NOW
            )
            for kind, by in (("publisher", giver), ("secrecy_reviewer", other))
        )))  # fmt: skip
        pair = [agency(f"pair{number}{letter}", top) for letter in "ab"]
        said["links"].append(together(*(
            lambda upper=upper, lower=lower: link_agencies(  # type: ignore[misc]
                upper=upper.code, lower=lower.code, kind="supervises", begins=None, reason="", actor=actor(keeper),
                now=NOW,
            )
            for upper, lower in (pair, pair[::-1])
        )))  # fmt: skip
    audits = [person(f"安全审计员{n}", top, "audit_administrator") for n in (1, 2)]
    held = [Duty.objects.get(person=one) for one in audits]
    said["last"].append(together(*(
        lambda duty=duty, by=by: end_duty(  # type: ignore[misc]
            duty_id=duty.pk, ends=TODAY, reason="换岗", actor=actor(by), now=NOW
        )
        for duty, by in zip(held, (giver, other), strict=True)
    )))  # fmt: skip
    broken = [one.sentence for one in journal.verify()]
    sys.stdout.write(json.dumps({**said, "broken": broken}))


if __name__ == "__main__":
    main()
