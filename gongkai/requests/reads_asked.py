"""The queries by which faces reach what is put to somebody: to a person, to a unit, to the reviewers of a unit.

Nothing here leads to the request or its applicant: only the question, the letter, the files to be judged.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from gongkai.kit.action import Refused
from gongkai.kit.private_files import take_private
from gongkai.kit.who import Actor
from gongkai.law.subcases import Verdict, subcase_kinds, verdicts
from gongkai.requests import sight
from gongkai.requests.models import CLOSED, Paper, SubCase, SubCaseItem
from gongkai.requests.subcases import NOT_THERE, is_asked, kind_of
from gongkai.units.acting import PERSON
from gongkai.units.powers import ANSWER_SUBCASES, as_duty

RELATED = ("request__agency", "request__handler", "clock", "agency", "person", "made_by")
WITHIN = (
    Prefetch("items", SubCaseItem.objects.select_related("paper", "attachment", "release", "judged_by")),
    "searches", "attachments", "reminders",
)  # fmt: skip
CLOSED_STATES = (*CLOSED, "void")


def put_to(asker: Actor, on: date) -> QuerySet[SubCase]:
    """What is put to the asker or to units he answers for: open ones first. Never a draft; never another's."""
    codes = sight.codes(asker, ANSWER_SUBCASES)
    login = asker.id.removeprefix(PERSON) if asker.id.startswith(PERSON) else ""
    own = Q(person__login=login, request__agency__code__in=codes) if login else Q(pk=None)
    inside = Q(pk=None)
    for kind in subcase_kinds(on):
        if kind.judges and kind.duties:
            held = frozenset[str]().union(*(sight.codes(asker, as_duty(duty)) for duty in kind.duties))
            inside |= Q(kind=kind.code, person=None, agency=None, request__agency__code__in=held)
    rows = SubCase.objects.filter(own | Q(agency__code__in=codes) | inside).exclude(sent_on=None)
    return rows.select_related(*RELATED)


def waiting(asker: Actor, on: date) -> QuerySet[SubCase]:
    """Of what is put to the asker, what he has not answered, the oldest first."""
    return put_to(asker, on).filter(state=SubCase.State.OPEN, answered_on=None).exclude(
        request__state__in=CLOSED_STATES
    ).order_by("id")  # fmt: skip


def asked(asker: Actor, subcase_id: int, on: date) -> SubCase:
    """One that is put to the asker. Raises Refused "no-subcase", the same for none and for another's."""
    row = put_to(asker, on).filter(pk=subcase_id).prefetch_related(*WITHIN).first()
    if row is None:
        raise Refused("no-subcase", NOT_THERE)
    return row


def letter_of(asker: Actor, subcase_id: int, form: str, on: date) -> tuple[str, bytes]:
    """The letter as it was issued, for whom it is put to: its file name and bytes. Raises Refused, FileLost."""
    row = asked(asker, subcase_id, on)
    kind = kind_of(row)
    paper = Paper.objects.filter(subcase=row, kind=kind.letter, state=Paper.State.ISSUED).order_by("-id").first()
    digest = "" if paper is None else {"pdf": paper.pdf, "docx": paper.word}.get(form, "")
    if paper is None or not digest or not kind.letter:
        raise Refused("no-subcase", "这项没有可以下载的来函。")
    return f"{paper.number or paper.title}.{form}", take_private(digest)


def has_letter(row: SubCase) -> bool:
    """Whether a letter was issued for it."""
    kind = kind_of(row)
    return bool(kind.letter) and row.papers.filter(kind=kind.letter, state=Paper.State.ISSUED).exists()


def choices(row: SubCase) -> list[tuple[str, str]]:
    """The answers that may be given, with their words."""
    words = dict(SubCase.Answer.choices)
    return [(code, str(words[code])) for code in kind_of(row).answers]


def verdict_choices(row: SubCase) -> list[tuple[str, str]]:
    """The verdicts that may be given, with their words."""
    return [(one.code, one.label) for one in verdicts(row.kind, row.request.law_day)]


def answers(asker: Actor, row: SubCase) -> bool:
    """Whether the asker may answer it himself now."""
    return is_asked(asker, row) and row.state in (SubCase.State.OPEN, SubCase.State.LAPSED) and row.answered_on is None


def verdicts_of(row: SubCase) -> dict[str, Verdict]:
    """The verdicts that may be given, by code."""
    return {one.code: one for one in verdicts(row.kind, row.request.law_day)}
