"""One sample request on its way: words of a course become the real actions, day after working day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from gongkai.kit.clock import BEIJING, day_of
from gongkai.kit.who import Actor
from gongkai.law.calendar import Calendars
from gongkai.law.paper_forms import paper_form
from gongkai.law.reply_sentences import sentence_for
from gongkai.requests.actions.answer_subcase import Answered, answer_subcase
from gongkai.requests.actions.assign_request import assign_request
from gongkai.requests.actions.build_dossier import archive_request
from gongkai.requests.actions.close_agency_opinion import close_agency_opinion
from gongkai.requests.actions.close_third_party import Findings, close_third_party
from gongkai.requests.actions.confirm_receipt import confirm_receipt
from gongkai.requests.actions.decide_item import decide_item
from gongkai.requests.actions.draft_paper import draft_paper
from gongkai.requests.actions.end_lapsed import end_lapsed
from gongkai.requests.actions.end_unreachable import end_unreachable
from gongkai.requests.actions.issue_paper import issue_paper
from gongkai.requests.actions.judge_reasons import judge_reasons
from gongkai.requests.actions.open_subcase import Asked, open_subcase
from gongkai.requests.actions.pass_paper import pass_paper
from gongkai.requests.actions.preview_paper import preview_paper
from gongkai.requests.actions.quote_fee import quote_fee
from gongkai.requests.actions.receive_correction import receive_correction
from gongkai.requests.actions.receive_reasons import receive_reasons
from gongkai.requests.actions.record_party_receipt import record_party_receipt
from gongkai.requests.actions.record_payment import record_payment
from gongkai.requests.actions.register_request import register_request
from gongkai.requests.actions.serve_paper import serve_paper
from gongkai.requests.actions.submit_paper import submit_paper
from gongkai.requests.actions.withdraw_request import withdraw_request
from gongkai.requests.handing_in import Handed
from gongkai.requests.models import Paper, Request, SubCase
from gongkai.units.acting import actor_of
from gongkai.units.models import Agency, Duty

TEXT = b"\xef\xbb\xbf"
MORNING = time(9, 0)


class Walk:
    """A request of one unit. `day` is where it stands; a course that reaches today stops there."""

    def __init__(self, agency: Agency, request: Request, day: date, now: datetime) -> None:
        self.agency, self.request, self.day, self.now = agency, request, day, now
        self.at = datetime.combine(day, MORNING, BEIJING)
        self.paper: Paper | None = None
        self.subcase: SubCase | None = None
        self.calendars = Calendars.published()

    def go(self, course: Sequence[str]) -> Request:
        """Do what the words say, in order; `+3` lets three working days pass."""
        for words in course:
            name, *rest = words.split()
            if name.startswith("+"):
                self.day = self.calendars.add_working_days(self.day, int(name))
                self.at = datetime.combine(self.day, MORNING, BEIJING)
                if self.day >= day_of(self.now):
                    break
                continue
            DO[name](self, *rest)
        self.request.refresh_from_db()
        return self.request

    def tick(self) -> datetime:
        """Some minutes later."""
        self.at += timedelta(minutes=7)
        return self.at

    def by(self, duty: str) -> Actor:
        """Somebody of the unit with that duty."""
        row = Duty.objects.filter(agency=self.agency, kind=duty, ends=None).select_related("person").order_by("id")
        return actor_of(row[0].person, self.day)

    def write(self, kind: str, **fields: str) -> None:
        """Draft, look at, review and sign a paper; what the form must know and nobody says is its sample."""
        form = paper_form(kind, self.request.law_day)
        said = {one.code: one.sample for one in form.blanks if one.required} | fields
        clerk = self.by("clerk")
        about = form.group == "letter" or kind == "consultation_notice"
        subcase = self.subcase.pk if self.subcase is not None and about else None
        paper = draft_paper(self.request.pk, kind, said, subcase_id=subcase, actor=clerk, now=self.tick())
        seen = preview_paper(paper.pk, actor=clerk, now=self.tick())
        paper = submit_paper(paper.pk, seen.content_hash, actor=clerk, now=self.tick())
        while paper.state == Paper.State.IN_REVIEW:
            duty = str(paper.chain[paper.position]["duty"])
            paper = pass_paper(paper.pk, paper.content_hash, actor=self.by(duty), now=self.tick())
        self.paper = paper

    def issue(self, length: str = "") -> None:
        """Send the signed paper out, with the period it sets in working days."""
        assert self.paper is not None
        days = int(length) if length else None
        self.paper = issue_paper(self.paper.pk, self.day, length=days, actor=self.by("clerk"), now=self.tick())

    def serve(self, way: str = "direct", event: str = "signed") -> None:
        """Serve it that day."""
        assert self.paper is not None
        carrier = "postal_enterprise" if way == "post" else ""
        number = "XA00000000035" if way == "post" else ""
        serve_paper(
            self.paper.pk, way, {event: self.day}, carrier, number, "申请人本人" if way == "direct" else "",
            actor=self.by("clerk"), now=self.tick(),
        )  # fmt: skip


def _register(walk: Walk) -> None:
    register_request(walk.request.pk, days={}, actor=walk.by("clerk"), now=walk.tick())


def _confirm(walk: Walk) -> None:
    confirm_receipt(walk.request.pk, {"confirmed": walk.day}, actor=walk.by("clerk"), now=walk.tick())


def _assign(walk: Walk) -> None:
    login = walk.by("clerk").id.partition(":")[2]
    assign_request(walk.request.pk, login, actor=walk.by("disclosure_office"), now=walk.tick())


def _notice(walk: Walk, kind: str, length: str = "-", *rest: str) -> None:
    """A notice from draft to service; `length` is the period it sets, `-` where it sets none."""
    days = "" if length == "-" else length
    walk.write(kind, **({"length": days} if days and _asks(walk, kind, "length") else {}))
    walk.issue(days)
    walk.serve(*rest)


def _asks(walk: Walk, kind: str, blank: str) -> bool:
    return any(one.code == blank for one in paper_form(kind, walk.request.law_day).blanks)


def _draft(walk: Walk, kind: str) -> None:
    form = paper_form(kind, walk.request.law_day)
    said = {one.code: one.sample for one in form.blanks if one.required}
    draft_paper(walk.request.pk, kind, said, actor=walk.by("clerk"), now=walk.tick())


def _decide(walk: Walk, decision: str, ground: str = "", severed: str = "") -> None:
    sentence = sentence_for(decision, walk.request.law_day, ground=ground, severed=bool(severed))
    facts: Mapping[str, Any] = {one.code: one.sample for one in sentence.blanks if one.required}
    for item in walk.request.items.all():
        decide_item(
            item.pk, decision, ground=ground, severed=bool(severed), facts=facts,
            reason="公开后会损害有关方面的合法权益，经审查认为理由成立。", actor=walk.by("clerk"), now=walk.tick(),
        )  # fmt: skip


def _reply(walk: Walk, *rest: str) -> None:
    walk.write("reply")
    walk.issue()
    walk.serve(*rest)


def _corrected(walk: Walk) -> None:
    said = Handed("in_person", "补充：申请的是本单位上一年度的汇总情况。")
    receive_correction(walk.request.pk, walk.day, said, actor=walk.by("clerk"), now=walk.tick())


def _reasons(walk: Walk, verdict: str) -> None:
    said = Handed("in_person", "因研究当地公共服务情况，需要逐年对照。")
    receive_reasons(walk.request.pk, walk.day, said, actor=walk.by("clerk"), now=walk.tick())
    judge_reasons(
        walk.request.pk, verdict == "reasonable", False, "与近三个月内的申请逐件比对。",
        actor=walk.by("disclosure_office"), now=walk.tick(),
    )  # fmt: skip


def _consult(walk: Walk, kind: str, letter: str) -> None:
    contact = {"phone": "0595-00000000", "address": "示例地址"}
    party = "某工程有限公司（示例）" if kind == "third_party" else "某机关（示例）"
    question = "申请公开的信息涉及你方，是否同意公开，请说明理由。"
    walk.subcase = open_subcase(
        walk.request.pk, kind, Asked(party, contact), question, actor=walk.by("clerk"), now=walk.tick()
    )
    walk.write(letter)
    walk.issue("10" if kind == "other_agency" else "")
    record_party_receipt(walk.subcase.pk, walk.day, actor=walk.by("clerk"), now=walk.tick())


def _answered(walk: Walk, answer: str) -> None:
    assert walk.subcase is not None
    said = Answered(answer, "来函已经研究，意见如上。", walk.day)
    answer_subcase(walk.subcase.pk, said, actor=walk.by("clerk"), now=walk.tick())


def _found(walk: Walk, reasonable: str) -> None:
    assert walk.subcase is not None
    found = Findings(reasonable == "reasonable", False, "所述理由与合同约定和行业惯例相符。")
    close_third_party(walk.subcase.pk, found, actor=walk.by("clerk"), now=walk.tick())


def _closed(walk: Walk) -> None:
    assert walk.subcase is not None
    close_agency_opinion(walk.subcase.pk, words="按来函意见办理。", actor=walk.by("clerk"), now=walk.tick())


def _fee(walk: Walk, tariff: str, count: str) -> None:
    given: dict[str, Any] = {"pages": int(count), "reason": "按拟提供的纸质复制件页数"} if tariff == "by_volume" else {}
    quote_fee(walk.request.pk, tariff, **given, actor=walk.by("clerk"), now=walk.tick())


def _paid(walk: Walk) -> None:
    row = walk.request.quotes.get(state="noticed")
    record_payment(walk.request.pk, walk.day, row.yuan, f"示例{row.pk:08d}", actor=walk.by("clerk"), now=walk.tick())


def _lapsed(walk: Walk) -> None:
    end_lapsed(walk.request.pk, "期限已过，没有收到。", actor=walk.by("clerk"), now=walk.tick())


def _withdrawn(walk: Walk) -> None:
    said = Handed("in_person", "不再需要，撤回申请。", [("撤回申请书.txt", TEXT + "本人撤回申请。".encode())])
    withdraw_request(walk.request.pk, walk.day, said, actor=walk.by("clerk"), now=walk.tick())


def _lost(walk: Walk) -> None:
    said = Handed("in_person", "电话停用，信函退回。", [("退回信封说明.txt", TEXT + "查无此人，退回。".encode())])
    end_unreachable(
        walk.request.pk, "lost_contact", walk.day, said, actor=walk.by("disclosure_office"), now=walk.tick()
    )


def _archived(walk: Walk) -> None:
    archive_request(walk.request.pk, actor=walk.by("clerk"), now=walk.tick())


DO: dict[str, Callable[..., None]] = {
    "register": _register, "confirm": _confirm, "assign": _assign, "notice": _notice, "draft": _draft,
    "decide": _decide, "reply": _reply, "write": Walk.write, "issue": Walk.issue, "serve": Walk.serve,
    "corrected": _corrected, "reasons": _reasons, "consult": _consult, "answered": _answered, "found": _found,
    "closed": _closed, "fee": _fee, "paid": _paid, "lapsed": _lapsed, "withdrawn": _withdrawn, "lost": _lost,
    "archived": _archived,
}  # fmt: skip
