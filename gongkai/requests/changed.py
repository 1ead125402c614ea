"""Who acted on a request in between, and what became different: said to the one who came second."""

from __future__ import annotations

from typing import Any

from gongkai.kit.clock import BEIJING
from gongkai.kit.models import JournalEntry
from gongkai.law.procedure import procedure_on
from gongkai.requests.models import Request
from gongkai.units.acting import PERSON
from gongkai.units.models import Person

WORDS = {
    "handler": "承办人",
    "section": "承办科室",
    "due_on": "答复期限",
    "received_on": "收到申请之日",
    "number": "编号",
}


def last_change(request: Request) -> str:
    """One sentence on the newest act on the request: who, when, what is different. Empty where none is found."""
    rows = JournalEntry.objects.filter(subject=f"request {request.pk}").order_by("-at", "-number")
    entry = next((row for row in rows[:5] if "state" in row.before), None)
    if entry is None:
        return ""
    who = _name(entry.actor)
    told = "；".join(_differences(request, entry.before, entry.after)) or entry.reason
    return f"{who} 于 {entry.at.astimezone(BEIJING):%Y-%m-%d %H:%M} 办理了这件申请（{told}）。"


def _differences(request: Request, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    found = []
    if before.get("state") != after.get("state"):
        states = procedure_on(request.law_day).states
        old, new = (states[code].label if code in states else "" for code in (before["state"], after["state"]))
        found.append(f"由“{old}”变为“{new}”")
    for key, words in WORDS.items():
        new = after.get(key, "")
        if before.get(key, "") != new:
            found.append(f"{words}改为 {_name(PERSON + new) if key == 'handler' and new else new or '空'}")
    return found


def _name(actor: str) -> str:
    if not actor.startswith(PERSON):
        return "系统"
    login = actor.removeprefix(PERSON)
    return Person.objects.filter(login=login).values_list("name", flat=True).first() or login
