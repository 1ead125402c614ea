"""A process of its own that issues papers or gives verdicts while others do the same.

`python -m gongkai.requests.tests.papers_race VERB`: `prepare N` makes tables, N requests with a signed reply each and
one paper under review; `issue K M` issues those whose turn it is among M processes, every fifth first done and rolled
back; `sign WHO` passes the paper under review as that section head; `check` says what is there.
"""

from __future__ import annotations

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")
django.setup()

from django.core.management import call_command  # noqa: E402  the rooms need Django set up
from django.db import transaction  # noqa: E402

from gongkai.kit import journal  # noqa: E402
from gongkai.kit.action import Refused  # noqa: E402
from gongkai.records.tests.making import a_person, a_unit, actor, people  # noqa: E402
from gongkai.requests.actions.pass_paper import pass_paper  # noqa: E402
from gongkai.requests.models import NumberSeries, Paper, PaperReview  # noqa: E402
from gongkai.requests.tests.making import RECEIVED, a_request, at  # noqa: E402
from gongkai.requests.tests.papering import decided, drafted, sent, signed, submitted  # noqa: E402

HEADS = ("head-one", "head-two")


class Undone(Exception):
    """Raised after an issue, so that it is rolled back."""


def prepare(count: int) -> str:
    """The tables and rows of the race."""
    call_command("migrate", verbosity=0)
    unit = a_unit()
    people(unit)
    for login in HEADS:
        a_person(unit, "section_head", login=login)
    for number in range(count + 1):
        paper = submitted(drafted(decided(a_request(unit, subject=f"第{number}号公路养护资金使用情况")), "reply"))
        if number < count:
            signed(paper)
    return "ready"


def issue(turn: int, of: int) -> list[str]:
    """The numbers of what it was this process's turn to issue."""
    numbers = []
    for place, paper in enumerate(Paper.objects.filter(state=Paper.State.SIGNED).order_by("pk")):
        if place % of != turn:
            continue
        if place % 5 == 0:
            try:
                with transaction.atomic():
                    sent(paper)
                    raise Undone
            except Undone:
                pass
        numbers.append(sent(paper).number)
    return numbers


def sign(login: str) -> str:
    """The word of one of two who press at the same moment."""
    who = actor(a_person(a_unit(), login=login), RECEIVED)
    paper = Paper.objects.get(state=Paper.State.IN_REVIEW)
    try:
        pass_paper(paper.pk, paper.content_hash, actor=who, now=at(RECEIVED, 14))
    except Refused as refused:
        return refused.code
    return "passed"


def check() -> dict[str, object]:
    """What stands in the rows afterwards."""
    issued = Paper.objects.filter(state=Paper.State.ISSUED).order_by("serial")
    return {
        "serials": list(issued.values_list("serial", flat=True)),
        "last": NumberSeries.objects.get(series="paper.reply").last,
        "verdicts": PaperReview.objects.filter(paper__state=Paper.State.IN_REVIEW).count(),
        "broken": [one.sentence for one in journal.verify()],
    }


def main(words: list[str]) -> None:
    """Do what the words say and print the answer as JSON."""
    verbs = {
        "prepare": lambda: prepare(int(words[1])), "issue": lambda: issue(int(words[1]), int(words[2])),
        "sign": lambda: sign(words[1]), "check": check,
    }  # fmt: skip
    sys.stdout.write(json.dumps(verbs[words[0]]()))


if __name__ == "__main__":
    main(sys.argv[1:])
