"""Sub-cases for tests. A letter goes out by the gate and `letter_out` as an issued paper does; the whole way of a paper
is walked in the tests of papers."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.requests.actions.answer_subcase import Answered, answer_subcase
from gongkai.requests.actions.open_subcase import Asked, open_subcase
from gongkai.requests.actions.record_party_receipt import record_party_receipt
from gongkai.requests.locking import lock_request
from gongkai.requests.models import Paper, Request, SubCase
from gongkai.requests.stepping import Doing, step
from gongkai.requests.subcases import kind_of, letter_out
from gongkai.requests.tests.making import RECEIVED, at, by, people
from gongkai.units.models import Agency

QUESTION = "《养护工程施工合同》中的单价是否同意公开？"


def opened(
    request: Request, kind: str = "third_party", on: date = RECEIVED, *, to: Agency | None = None, **more: Any
) -> SubCase:  # fmt: skip
    """One opened by the clerk; a letter is a draft still."""
    asked = more.pop("asked", Asked("某工程有限公司", {"phone": "13900000002"}, to))
    clerk = by(request.agency, "clerk", on)
    return open_subcase(request.pk, kind, asked, QUESTION, **more, actor=clerk, now=at(on))


def sent(
    request: Request, kind: str = "third_party", on: date = RECEIVED, *, length: int | None = None, **more: Any
) -> SubCase:  # fmt: skip
    """One whose letter went out on that day."""
    subcase = opened(request, kind, on, **more)
    clerk, row = people(request.agency)["clerk"], lock_request(request.pk)
    fields = {"length": str(length)} if length else {}
    paper = Paper.objects.create(
        request=row, agency=row.agency, subcase=subcase, kind=kind_of(subcase).letter, state=Paper.State.ISSUED,
        title="征求意见书", fields=fields, content_hash="0" * 64, signed_hash="0" * 64, pdf="1" * 64, word="2" * 64,
        made_by=clerk, made_at=at(on), issued_on=on, issued_at=at(on), number="涂公意〔2026〕1号",
    )  # fmt: skip
    doing = Doing(kind_of(subcase).consult, on, paper=paper, ref=subcase.key)
    step(row, doing, actor=by(row.agency, "clerk", on), person=clerk, now=at(on))
    subcase.request = row
    letter_out(subcase, paper, on, clerk, at(on))
    return subcase


def received(subcase: SubCase, on: date, today: date | None = None) -> SubCase:
    """Its arrival on that day, written down by the clerk."""
    actor = by(subcase.request.agency, "clerk", today or on)
    return record_party_receipt(subcase.pk, on, actor=actor, now=at(today or on, 11))


def answered(subcase: SubCase, answer: str, on: date, today: date | None = None, **more: Any) -> SubCase:
    """An answer of somebody outside, written down by the clerk."""
    said = Answered(answer, more.pop("text", "合同单价属于商业秘密。"), on, **more)
    actor = by(subcase.request.agency, "clerk", today or on)
    return answer_subcase(subcase.pk, said, actor=actor, now=at(today or on, 14))
