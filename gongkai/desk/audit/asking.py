"""From the address to what the auditor looks for; a day that is none is told, not dropped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext

from gongkai.kit.journal_reads import Asked


def asked_of(given: Mapping[str, str]) -> tuple[Asked, dict[str, str]]:
    """What is asked, and by field what could not be understood."""
    problems: dict[str, str] = {}
    days: dict[str, date | None] = {}
    for name, words in (("since", gettext("起始日期")), ("until", gettext("截止日期"))):
        days[name] = None
        text = given.get(name, "").strip()
        if text:
            try:
                days[name] = date.fromisoformat(text)
            except ValueError:
                problems[name] = gettext("%(words)s“%(text)s”不是日期，未按它筛选。写成 2026-01-31 的样子。") % {
                    "words": words, "text": text[:20],
                }  # fmt: skip
    since, until = days["since"], days["until"]
    if since and until and since > until:
        problems["until"] = gettext("截止日期早于起始日期，没有符合的日志。")
    words_of = {name: given.get(name, "").strip()[:100] for name in ("chain", "act", "actor", "subject")}
    return Asked(since=since, until=until, **words_of), problems
