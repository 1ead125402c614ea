"""What was played, counted, and what was assumed where the report is silent: for people who look at the holding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from gongkai.law.receipt import channels
from gongkai.replay.facts import YearFacts
from gongkai.replay.plan import Plan

NOTICES = {
    "extension_notice": "延期答复", "correction_notice": "告知补正", "reason_request": "要求说明理由",
    "fee_notice": "收费通知",
}  # fmt: skip
CONSULTED = {"third_party": "征求第三方意见", "co_agency": "征求共同制作机关意见", "other_agency": "与其他机关会商"}
ENDS = {
    "withdrawn": "申请人撤回",
    "lapsed": "逾期终结",
    "lost": "失去联系终结",
    "ordered": "责令后重新办理",
    "archived": "归档",
}

UNWATCHED = "演练中没有逐日运行监察。"


def story_of(
    years: Sequence[YearFacts], plans: Sequence[Plan], *, people: int, units: int, first: date, last: date, events: int,
    watched: int | None, report: str, filed: str, made_up: bool,
) -> dict[str, Any]:  # fmt: skip
    """Plain values by the words under which they are shown."""
    requests = [one for plan in plans for one in plan.requests]
    titles = {code: one.title for code, one in channels().items()}
    return {
        "演练起止": f"{first.isoformat()} 至 {last.isoformat()}",
        "演练天数": (last - first).days + 1,
        "单位": units,
        "办理人员": people,
        "申请": len(requests),
        "复议和诉讼": sum(len(plan.cases) for plan in plans),
        "办理事件": events,
        "监察提醒": watched if watched is not None else UNWATCHED,
        "全年报表": filed,
        "平台编写的报告": report,
        "经过": _courses(plans),
        "渠道": dict(Counter(titles[one.channel] for one in requests).most_common()),
        "依据": [words for one in years for words in one.said],
        "推定": _assumed(years, made_up),
    }


def _courses(plans: Sequence[Plan]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for one in (request for plan in plans for request in plan.requests):
        for word, *rest in (said.split() for _, words in one.days for said in words):
            if word == "notice" and rest[0] in NOTICES:
                found[NOTICES[rest[0]]] += 1
            elif word == "consult":
                found[CONSULTED[rest[0]]] += 1
            elif word in ENDS:
                found[ENDS[word]] += 1
            elif word == "reply":
                found["答复"] += 1
    return dict(found.most_common())


def _assumed(years: Sequence[YearFacts], made_up: bool) -> list[str]:
    said = [
        "每件申请收到、办结的日期，由哪个单位、哪位经办人办理，申请的内容和答复的送达方式，报告没有写，按固定的随机数抽取。",
        "同一办理结果可以由几种处理决定作出的，各占多少，报告没有写，按固定的份数抽取。",
        "复议、诉讼针对哪一件答复、何时提出和作出、适用哪一种决定，报告没有写；按当时的法律可以受理的抽取。",
        "各月各单位的处理决定、收费，报告只有全年合计，按月按单位拆分，合计不变。",
        "现行有效、废止的文件，报告只有件数，文件的名称、日期是演练编写的。",
        "主动公开信息的条数不是表中的格，没有逐条演练。",
        "报告中没有违反勾稽关系、也没有核对结论的格，按公布的数演练；公布的数即使填错，也看不出来，会显示一致。",
    ]
    if made_up:
        said.insert(0, "办理单位、上级单位和法院，报告没有写，演练数据也没有登记，按名称编成。")
    if not any(one.channel for facts in years for one in facts.asked):
        said.insert(0, "申请的渠道，报告没有写，按固定的份数抽取。")
    if len(years) == 1:
        said.append(f"{years[0].year - 1} 年度没有可以推算的数字，年初没有上年的申请和案件。")
    return said
