"""Issue a signed report as an official document: cover, number, day, and frozen files (《条例》第四十九条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from gongkai.kit import files, journal
from gongkai.kit.action import Refused, action, require
from gongkai.kit.clock import day_of
from gongkai.kit.who import Actor
from gongkai.statistics.compiling import compose, settled
from gongkai.statistics.compiling_acting import State, lock, said_of, subject_of, told
from gongkai.statistics.compiling_checks import check_text
from gongkai.statistics.compiling_issue import PDF, WORD, IssueWords, cover_of, take_number, typeset, words_barrier
from gongkai.statistics.decide_compiling import issuing_barrier
from gongkai.statistics.models import Compilation
from gongkai.statistics.snapshot import freeze
from gongkai.units.acting import person_of
from gongkai.units.models import Agency
from gongkai.units.powers import PUBLISH_REPORT

ACT = "issue_report"


@action
def issue_report(compilation_id: int, words: IssueWords, *, actor: Actor, now: datetime) -> Compilation:
    """Give it number and day, set it as PDF and Word behind its cover, read both back, and freeze everything.

    `words.issuer` is the code of the unit whose head stands on the cover and whose series is used. Raises Refused
    "no-compilation", "not-allowed", "not-signed", "filing-open", "content-changed", "cover-incomplete",
    "number-wrong", "number-taken", "not-read-back".
    """
    row = lock(compilation_id, actor)
    require(actor, PUBLISH_REPORT, row.agency.code, "印发年度报告")
    person_of(actor)
    on, composed = day_of(now), compose(row)
    barrier = issuing_barrier(row.state, settled(row.filing), row.signed_hash, composed.hash) or words_barrier(words)
    if barrier is not None:
        raise barrier
    issuer = Agency.objects.filter(code=words.issuer).first()
    if issuer is None or not actor.may(PUBLISH_REPORT, issuer.code):
        raise Refused("cover-incomplete", "没有选择发文单位，或者不是你任职的单位，未印发。")
    number = take_number(issuer, words, on.year)
    report = replace(check_text(composed, on).report, number=number.text, issued=on.isoformat())
    made = typeset(report, cover_of(words, issuer.name, number.text, on), on)
    before = said_of(row)
    row.number, row.issued_on, row.state = number.text, on, State.ISSUED
    row.issue = words.as_json() | {"issuer_name": issuer.name, "report": freeze(report)}
    row.files = {
        kind: {"digest": files.keep(data), "size": len(data), "name": f"{report.title}.{kind}"}
        for kind, data in ((PDF, made.pdf), (WORD, made.word))
    }
    row.save(update_fields=["number", "issued_on", "state", "issue", "files"])
    told(row, "已印发", f"{number.text}，{on.isoformat()}。", now)
    journal.write(
        row.agency.code, act=ACT, subject=subject_of(row), before=before,
        after=said_of(row) | {"files": {kind: one["digest"] for kind, one in row.files.items()}},
        reason=number.text, actor=actor, now=now,
    )  # fmt: skip
    return row
