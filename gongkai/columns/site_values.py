"""What a site profile says, as it is handed in: read, checked, and every fault named with its field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from gongkai.columns.colours import colour_problems
from gongkai.columns.models.site import SiteFacts
from gongkai.columns.values import tidy_line
from gongkai.law.problems import Problem
from gongkai.law.unit_columns import columns

# The fields in the order of the form, with their names and the most characters they hold.
FIELDS = (
    ("name", "网站名称", 60), ("owner", "主办单位", 100), ("office", "承办单位", 100), ("phone", "联系电话", 60),
    ("address", "地址", 200), ("id_code", "网站标识码", 10), ("filing", "备案号", 60),
    ("police_filing", "公安备案号", 60), ("report_errors", "“我为政府网站找错”网址", 300), ("main", "主色", 7),
)  # fmt: skip
ID_CODE = re.compile(r"[0-9A-Za-z]{10}\Z")
LABEL_LIMIT = 20


@dataclass(frozen=True, slots=True)
class SiteValues:
    """What a profile says, without its emblem. `columns` are (code, name here or empty, shown) in their order."""

    texts: Mapping[str, str]
    columns: tuple[tuple[str, str, bool], ...] = ()

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The columns as they are kept."""
        return [{"code": code, "label": label, "shown": shown} for code, label, shown in self.columns]


def read_site(texts: Mapping[str, str], chosen: Iterable[tuple[str, str, bool]]) -> SiteValues:
    """What was handed in, tidied; unknown facts are left out."""
    told = {code: tidy_line(str(texts.get(code, ""))) for code, _label, _limit in FIELDS}
    told["main"] = told["main"].lower()
    return SiteValues(told, tuple((code, tidy_line(label), shown) for code, label, shown in chosen))


def site_problems(values: SiteValues, on: date) -> tuple[Problem, ...]:
    """Everything that keeps it from being a profile; empty when it is one."""
    told = values.texts
    found = [
        Problem("site-long", code, f"“{label}”有 {len(told[code])} 字，最多 {limit} 字。请缩短。")
        for code, label, limit in FIELDS
        if len(told[code]) > limit and code != "main"
    ]
    for code, label in (("name", "网站名称"), ("owner", "主办单位")):
        if not told[code]:
            found.append(Problem("site-lacks", code, f"没有填写“{label}”。页首和页脚要显示它，请补写。"))
    if told["id_code"] and not ID_CODE.match(told["id_code"]):
        found.append(Problem("site-id", "id_code", f"网站标识码“{told['id_code']}”不是十位数字或字母。请核对。"))
    if told["report_errors"] and not _is_web(told["report_errors"]):
        said = f"“我为政府网站找错”网址“{told['report_errors']}”不是 http 或 https 网址。请核对。"
        found.append(Problem("site-web", "report_errors", said))
    if told["main"]:
        found.extend(colour_problems(told["main"]))
    return (*found, *_column_problems(values, on))


def _column_problems(values: SiteValues, on: date) -> Iterable[Problem]:
    known = {one.code: one for one in columns(on)}
    given = [code for code, _label, _shown in values.columns]
    if len(set(given)) != len(given) or set(given) - set(known):
        yield Problem("site-columns", "columns", "栏目的次序有重复或者不认识的栏目。请重新打开页面设定。")
        return
    labels = [label or known[code].label for code, label, _shown in values.columns]
    if len(set(labels)) != len(labels):
        yield Problem("site-columns", "columns", "有两个栏目同名，读者分不清。请改其中一个的名称。")
    for code, label, shown in values.columns:
        one = known[code]
        if len(label) > LABEL_LIMIT:
            yield Problem("site-columns", "columns", f"栏目名称“{label}”太长，最多 {LABEL_LIMIT} 字。请缩短。")
        if one.required and not shown:
            yield Problem(
                "site-required", "columns", f"“{one.label}”是必须设置的栏目，不能隐藏。请勾选显示。", one.cite
            )


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def facts_of(row: SiteFacts) -> dict[str, Any]:
    """A profile as the journal tells it."""
    return {code: getattr(row, code) for code, _label, _limit in FIELDS} | {
        "emblem": row.emblem,
        "columns": list(row.columns),
    }
