"""A process of its own: one of two people who act on the same requests at the same moment.

`python -m gongkai.requests.tests.clerks_race VERB`: `prepare N` makes tables and N registered requests; `assign` and
`split` do so to each with the version everybody saw; `check` says what is there.
"""

from __future__ import annotations

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")
django.setup()

from django.core.management import call_command  # noqa: E402  the rooms need Django set up

from gongkai.kit import journal  # noqa: E402
from gongkai.kit.action import Refused  # noqa: E402
from gongkai.records.tests.making import a_unit, people  # noqa: E402
from gongkai.requests.actions.assign_request import assign_request  # noqa: E402
from gongkai.requests.actions.split_request import split_request  # noqa: E402
from gongkai.requests.models import Request  # noqa: E402
from gongkai.requests.tests.making import RECEIVED, a_request, at, by  # noqa: E402

NOW = at(RECEIVED, 15)


def prepare(count: int) -> dict[str, int]:
    """The tables, the requests and the version of each that everybody saw."""
    call_command("migrate", verbosity=0)
    unit = a_unit()
    people(unit)
    return {str(row.pk): row.version for row in [a_request(unit, items=("甲", "乙")) for _ in range(count)]}


def act(verb: str, seen: dict[str, int]) -> dict[str, str]:
    """What became of each: done, or the sentence of the refusal."""
    unit = a_unit()
    said = {}
    for pk, version in seen.items():
        try:
            if verb == "assign":
                login = people(unit)["clerk"].login
                assign_request(int(pk), login, "财政所", seen=version, actor=by(unit), now=NOW)
            else:
                split_request(int(pk), [["甲"], ["乙"]], seen=version, actor=by(unit, "clerk"), now=NOW)
        except Refused as refused:
            said[pk] = f"{refused.code} {refused.sentence}"
        else:
            said[pk] = "done"
    return said


def check() -> dict[str, object]:
    """What stands in the rows afterwards."""
    return {
        "numbers": sorted(Request.objects.values_list("number", flat=True)),
        "broken": [one.sentence for one in journal.verify()],
    }


def main(words: list[str]) -> None:
    """Do what the words say and print the answer as JSON."""
    if words[0] == "prepare":
        said: object = prepare(int(words[1]))
    elif words[0] == "check":
        said = check()
    else:
        said = act(words[0], json.loads(words[1]))
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1:])
