"""A journal row as people read it: who it was by name, and what it was about in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy

from gongkai.desk.audit.words import word_for
from gongkai.kit.models import JournalEntry
from gongkai.kit.who import Actor
from gongkai.units import reads, reads_people
from gongkai.units.acting import PERSON

THINGS = {
    "record": gettext_lazy("信息"), "person": gettext_lazy("人员"), "agency": gettext_lazy("单位"),
    "import": gettext_lazy("导入"), "phrase": gettext_lazy("常用语"), "adjustment": gettext_lazy("动态调整"),
    "review-chain": gettext_lazy("审核链"), "annual-report": gettext_lazy("年度报告"),
    "system": gettext_lazy("办公系统"), "journal": gettext_lazy("日志"),
}  # fmt: skip
CHAINS = {
    "audit": gettext_lazy("审计"), "site": gettext_lazy("全站"), "sign-in": gettext_lazy("登录"),
    "people": gettext_lazy("人员"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One row with its words."""

    entry: JournalEntry
    word: str
    who: str
    what: str
    chain: str


def told_rows(asker: Actor, entries: Iterable[JournalEntry]) -> list[Told]:
    """The rows in words; names are looked up once for all of them."""
    rows = list(entries)
    logins = {row.actor.removeprefix(PERSON) for row in rows if row.actor.startswith(PERSON)}
    names, chains = reads_people.names_of(asker, logins), chain_names(asker)
    return [
        Told(row, word_for(row.act), _who(row.actor, names), _what(row.subject), chains.get(row.chain_id, row.chain_id))
        for row in rows
    ]


def chain_names(asker: Actor) -> dict[str, str]:
    """What the chains are called: the units' names, and words for those that belong to no unit."""
    return {name: str(words) for name, words in CHAINS.items()} | {one.code: one.short for one in reads.agencies(asker)}


def _who(actor: str, names: Mapping[str, str]) -> str:
    if actor.startswith(PERSON):
        login = actor.removeprefix(PERSON)
        return f"{names[login]} {login}" if login in names else login
    kind, _, name = actor.partition(":")
    words = {"process": gettext("后台进程"), "system": gettext("办公系统")}.get(kind)
    return f"{words} {name}" if words else actor


def _what(subject: str) -> str:
    kind, _, rest = subject.partition(" ")
    return f"{THINGS[kind]} {rest}".strip() if kind in THINGS else subject
