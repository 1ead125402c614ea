"""Rules of supervision between their row (JSON) and the law's shape, and everything that makes them senseless."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.law import supervision as law
from gongkai.law.duties import duty_of
from gongkai.law.problems import Problem
from gongkai.law.supervision import WatchRules, WatchStep

WRONG = "rules-wrong"
CODE = re.compile(r"[a-z][a-z0-9-]{0,15}")
HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
NUMBERS = {
    "near_days": ("临期天数", 0, 60), "repeat_days": ("重复告警的间隔", 0, 60),
    "repeat_most": ("重复告警的次数", 0, 50), "card_days": ("监察牌的申诉期限", 1, 60),
}  # fmt: skip
FURTHEST, MOST_STEPS, LONGEST_QUIET = 60, 12, timedelta(hours=16)
COLOUR_WORDS = {"": "不标色", "yellow": "黄色", "orange": "橙色", "red": "红色"}
CHANNEL_WORDS = {"desk": "工作台", "mail": "电子邮件", "webhook": "短信或企业微信"}


def default_rules(on: date) -> WatchRules:
    """The rules that hold that day where no office set its own. Raises UnknownLaw."""
    return law.default_rules(on).rules


def role_label(role: str, on: date) -> str:
    """What people call a role."""
    return "经办人" if role == law.ROLES[0] else duty_of(role, on).label


def as_json(rules: WatchRules) -> dict[str, Any]:
    """The rules as they stand in a row: plain values only."""
    found = asdict(rules)
    for step in found["steps"]:
        step |= {key: list(step[key]) for key in ("tell", "channels", "nodes")}
    return found | {"steps": list(found["steps"])}


def rules_from(said: Mapping[str, Any]) -> WatchRules:
    """The rules of a row or a form. Raises Refused "rules-wrong" with the first thing that is senseless."""
    found = next(rule_problems(said), None)
    if found is not None:
        raise Refused(WRONG, found.sentence)
    return rules_as_set(said)


def rules_as_set(said: Mapping[str, Any]) -> WatchRules:
    """The rules of a row, which were in order when they were set."""
    steps = [
        WatchStep(
            str(one["code"]), int(one["days"]), str(one.get("colour", "")), tuple(one["tell"]), tuple(one["channels"]),
            tuple(one.get("nodes", ())),
        )
        for one in said["steps"]
    ]  # fmt: skip
    steps.sort(key=lambda one: (one.days, one.code))
    numbers = {key: int(said[key]) for key in NUMBERS}
    return WatchRules(tuple(steps), quiet=str(said.get("quiet", "")), **numbers)


def rule_problems(said: Mapping[str, Any]) -> Iterator[Problem]:
    """What is senseless, each with the field it stands in (`steps.2.days`) and one sentence."""
    for key, (label, least, most) in NUMBERS.items():
        if not _whole(said.get(key), least, most):
            yield Problem(WRONG, key, f"{label}应是 {least} 至 {most} 之间的整数。")
    yield from _quiet_problems(str(said.get("quiet", "") or ""))
    steps = said.get("steps")
    if not isinstance(steps, (list, tuple)) or not 0 < len(steps) <= MOST_STEPS:
        yield Problem(WRONG, "steps", f"至少设一个提醒或者告警，至多 {MOST_STEPS} 个。")
        return
    codes = [str(one.get("code", "")) for one in steps]
    for number, one in enumerate(steps):
        for field, sentence in _step_problems(one, number + 1):
            yield Problem(WRONG, f"steps.{number}.{field}", sentence)
        if codes.index(codes[number]) != number:
            yield Problem(WRONG, f"steps.{number}.code", f"第 {number + 1} 个的代号与前面的重复。")
    if not any(_whole(one.get("days"), 1, FURTHEST) for one in steps):
        yield Problem(WRONG, "steps", "没有一个是逾期之后的告警，逾期将无人知道。")


def _step_problems(step: Mapping[str, Any], number: int) -> Iterator[tuple[str, str]]:
    at = f"第 {number} 个"
    if not CODE.fullmatch(str(step.get("code", ""))):
        yield "code", f"{at}的代号用小写字母开头，字母、数字和连字符，至多 16 位。"
    if not _whole(step.get("days"), -FURTHEST, FURTHEST):
        yield "days", f"{at}距期限的工作日应是 -{FURTHEST} 至 {FURTHEST} 之间的整数，期限之前写负数。"
    elif (said := str(step.get("code", ""))).startswith("before") and int(step["days"]) >= 0:
        yield "days", f"{at}（{said}）叫作提前提醒，却不在期限之前。提前提醒请写负数。"
    elif said.startswith("late") and int(step["days"]) <= 0:
        yield "days", f"{at}（{said}）叫作逾期告警，却不在期限之后。逾期告警请写正数。"
    if str(step.get("colour", "")) not in law.COLOURS:
        yield "colour", f"{at}的颜色没有登记，请从列出的颜色中选择。"
    tell, channels, nodes = (tuple(step.get(key) or ()) for key in ("tell", "channels", "nodes"))
    if not tell or not set(tell) <= set(law.ROLES):
        yield "tell", f"{at}没有写明告诉谁，请至少选择一个岗位。"
    if law.CHANNELS[0] not in channels or not set(channels) <= set(law.CHANNELS):
        yield "channels", f"{at}的方式必须包括工作台；邮件、短信或企业微信另加。"
    if not set(nodes) <= set(law.watch_nodes()):
        yield "nodes", f"{at}选择的环节没有登记，请从列出的环节中选择。"


def _quiet_problems(hours: str) -> Iterator[Problem]:
    if not hours:
        return
    found = HOURS.fullmatch(hours)
    if found is None:
        yield Problem(WRONG, "quiet", "免打扰时段写成 21:00-07:30 的形式，不设就留空。")
        return
    first, last = quiet_hours(hours)
    length = (timedelta(hours=last.hour - first.hour, minutes=last.minute - first.minute)) % timedelta(days=1)
    if not length:
        yield Problem(WRONG, "quiet", "免打扰时段的起止相同，永远不会结束，请改正。")
    elif length > LONGEST_QUIET:
        yield Problem(WRONG, "quiet", "免打扰时段超过 16 小时，上班时间也发不出通知，请改正。")


def quiet_hours(hours: str) -> tuple[time, time]:
    """First and last moment of quiet hours that are well formed."""
    found = HOURS.fullmatch(hours)
    if found is None:
        raise ValueError(hours)
    return time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))


def quiet_until(hours: str, now: datetime) -> datetime | None:
    """The end of the quiet hours in which that moment lies, or None where it lies in none."""
    if not hours:
        return None
    first, last = quiet_hours(hours)
    here = now.astimezone(BEIJING)
    at = here.time().replace(tzinfo=None)
    over_night = first > last
    if not (at >= first or at < last if over_night else first <= at < last):
        return None
    day = here.date() + timedelta(days=1) if over_night and at >= first else here.date()
    return datetime.combine(day, last, BEIJING)


def _whole(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
