"""The columns at the side: what a person's duties let him do, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.translation import gettext_lazy as _

from gongkai.kit.who import Actor
from gongkai.law.review_steps import review_steps
from gongkai.units.powers import (
    ACCEPT_FILINGS,
    ADJUST,
    ANSWER_SUBCASES,
    ASSIGN_DUTIES,
    COMPILE_REPORT,
    DELIVER,
    DRAFT,
    FILE_STATISTICS,
    HANDLE_DISPUTES,
    HANDLE_MATTERS,
    HANDLE_REQUESTS,
    IMPORT,
    INSPECT,
    MANAGE_PEOPLE,
    MANAGE_SITE,
    MANAGE_SYSTEMS,
    MANAGE_UNITS,
    OVERSEE_DELIVERY,
    PUBLISH,
    PUSH,
    READ,
    READ_JOURNAL,
    READ_REQUESTS,
    READ_STATISTICS,
    RECEIVE,
    SEE_VISITS,
    SET_ASSURANCE,
    SET_CHAIN,
    SET_PAPERS,
    SET_PHRASES,
    SET_SUPERVISION,
    WATCH_CLOCKS,
    as_duty,
)

REVIEWING = "reviewing"


@dataclass(frozen=True, slots=True)
class Door:
    """One link: its words, address, and the key under which a count may be shown."""

    name: str
    words: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Links under one heading."""

    words: str
    doors: tuple[Door, ...]


# Heading, then (name of the address, words, acts of which one must be held; empty for everybody).
PLAN = (
    (_("办理"), (
        ("home", _("我的待办"), ()),
        ("records", _("主动公开"), (READ,)),
        ("reviews", _("审核审查"), (REVIEWING,)),
        ("publishing", _("签发发布"), (PUBLISH,)),
        ("joint", _("联合制发"), (READ,)),
        ("halls", _("送交两馆"), (DELIVER, OVERSEE_DELIVERY, RECEIVE)),
        ("pushes", _("对外推送"), (PUSH,)),
    )),
    (_("依申请公开"), (
        ("requests", _("申请办理"), (READ_REQUESTS,)),
        ("papers", _("文书审签"), (READ_REQUESTS,)),
        ("subcases", _("会商与征求意见"), (READ_REQUESTS, ANSWER_SUBCASES)),
        ("matters", _("投诉与更正"), (HANDLE_MATTERS,)),
        ("disputes", _("复议诉讼"), (HANDLE_DISPUTES,)),
        ("request-conversions", _("转为主动公开"), (HANDLE_REQUESTS,)),
        ("procedure", _("办理程序"), (READ_REQUESTS,)),
    )),
    (_("监督统计"), (
        ("clocks", _("期限监察"), (WATCH_CLOCKS,)),
        ("cards", _("监察牌"), (WATCH_CLOCKS,)),
        ("assurance", _("内容保障"), (READ, SET_ASSURANCE)),
        ("inspections", _("站点巡检"), (INSPECT,)),
        ("measures", _("数据统计"), (READ_STATISTICS,)),
        ("tallies", _("登记数"), (FILE_STATISTICS,)),
        ("filings", _("统计报表"), (READ_STATISTICS, FILE_STATISTICS)),
        ("received", _("报表接收"), (ACCEPT_FILINGS,)),
        ("compilations", _("年度报告"), (COMPILE_REPORT, READ_STATISTICS)),
        ("supervision-rules", _("监察规则"), (SET_SUPERVISION,)),
    )),
    (_("台账"), (
        ("ledger", _("信息台账"), (READ,)),
        ("statistics", _("分类统计"), (READ,)),
        ("columns", _("单位专栏"), (READ,)),
        ("items", _("事项目录"), (READ,)),
        ("visits", _("访问量"), (SEE_VISITS,)),
        ("adjustment", _("动态调整"), (ADJUST,)),
        ("imports", _("台账导入"), (IMPORT,)),
    )),
    (_("设置"), (
        ("chain", _("审核链"), (SET_CHAIN,)),
        ("phrases", _("常用语"), (SET_PHRASES,)),
        ("paper-chain", _("文书审签链"), (SET_PAPERS,)),
        ("paper-templates", _("文书模板"), (SET_PAPERS,)),
    )),
    (_("管理"), (
        ("units", _("单位"), (MANAGE_UNITS, MANAGE_PEOPLE)),
        ("people", _("人员与职责"), (MANAGE_PEOPLE, ASSIGN_DUTIES)),
        ("systems", _("办公系统"), (MANAGE_SYSTEMS,)),
        ("site", _("站点信息"), (MANAGE_SITE,)),
        ("journal", _("操作日志"), (READ_JOURNAL,)),
    )),
    (_("帮助"), (("keys", _("键盘操作"), ()),)),
)  # fmt: skip


def groups(actor: Actor, on: date, here: str) -> tuple[Group, ...]:
    """The links open to the actor; `here` names the page being shown. A heading without links is left out."""
    acts = {act for act, _code in actor.grants}
    if acts & {as_duty(step.duty) for step in review_steps(on)}:
        acts.add(REVIEWING)
    first = here.partition("-")[0]
    at = AT.get(here, AT.get(first, first))
    found = []
    for words, plan in PLAN:
        doors = tuple(
            Door(name, str(label), address, name == at)
            for name, label, wanted in plan
            if (not wanted or acts & set(wanted)) and (address := address_of(name))
        )
        if doors:
            found.append(Group(str(words), doors))
    return tuple(found)


# To which link a page belongs, by its name or the first word of it (person-change: people).
AT = {
    "record": "records", "new": "records", "edit": "records", "bring": "records", "discard": "records",
    "recall": "records", "submit": "records", "keep": "records", "clean": "records", "file": "records",
    "review": "reviews", "compare": "reviews", "questions": "reviews", "answer": "reviews",
    "publish": "publishing", "preview": "publishing", "withdraw": "publishing", "order": "publishing",
    "import": "imports", "links": "ledger", "unit": "units", "person": "people", "duty": "people", "system": "systems",
    "column": "columns",
    "hall": "halls", "push": "pushes",
    "request": "requests", "request-conversions": "request-conversions", "request-conversion": "request-conversions",
    "paper": "papers", "subcase": "subcases", "matter": "matters", "dispute": "disputes",
    "paper-chain": "paper-chain", "paper-templates": "paper-templates", "paper-template": "paper-templates",
    "paper-settings": "paper-templates",
    "clock": "clocks", "card": "cards", "inspection": "inspections", "measure": "measures", "tally": "tallies",
    "filing": "filings", "compilation": "compilations", "held": "compilations", "supervision": "supervision-rules",
}  # fmt: skip


def may_draft(actor: Actor, code: str) -> bool:
    """Whether the actor drafts for that unit."""
    return actor.may(DRAFT, code)


def address_of(name: str) -> str:
    """The address of a page of the desk, or nothing where this site has no such page."""
    return _address(name, get_urlconf(), get_script_prefix())


@cache
def _address(name: str, urls: str | None, prefix: str) -> str:
    # The same for everybody as long as the addresses and their prefix are the same.
    try:
        return reverse(f"desk:{name}")
    except NoReverseMatch:
        return ""
