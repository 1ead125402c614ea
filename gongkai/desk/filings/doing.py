"""The acts of a filing's page, and what is told afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from gongkai.desk.filings.grid import FIELD
from gongkai.kit.who import Actor
from gongkai.law.checks import plain
from gongkai.statistics.actions.accept_filing import accept_filing
from gongkai.statistics.actions.explain_difference import drop_explanation, explain_difference
from gongkai.statistics.actions.file_erratum import file_erratum
from gongkai.statistics.actions.fill_blank_cells import fill_blank_cells
from gongkai.statistics.actions.recount_filing import recount_filing
from gongkai.statistics.actions.return_filing import return_filing
from gongkai.statistics.actions.roll_up import roll_up
from gongkai.statistics.actions.submit_filing import submit_filing
from gongkai.statistics.actions.type_cells import type_cells
from gongkai.statistics.actions.upload_filing import upload_filing
from gongkai.statistics.reads_filings import FilingPage

DONE = ("save", "zero", "recount", "upload", "explain", "drop", "submit", "accept", "return", "erratum", "sum")
ANSWER = "answer-"


def do(code: str, found: FilingPage, given: Mapping[str, str], form: Any, actor: Actor, now: datetime) -> str:
    """Carry the act out and give the sentence to be told. Raises Refused."""
    pk = found.filing.pk
    by: dict[str, Any] = {"actor": actor, "now": now}
    seen = int(given["seen"]) if given.get("seen", "").isdecimal() else found.filing.version
    said = form.cleaned_data if form is not None else {}
    if code == "save":
        type_cells(pk, changed(found, given), given.get("reason", ""), seen, **by)
        return _("已保存，并按勾稽关系重新核对。")
    if code == "upload":
        made = upload_filing(pk, said["file"].name, said["file"].read(), seen, **by)
        labels = "、".join(found.form.cells[cell].label for cell in made.unread[:5])
        lost = _("有 %(count)d 格没有读出：%(labels)s，请对照原件补填。") % {
            "count": len(made.unread),
            "labels": labels,
        }
        return _("已导入。") + (lost if made.unread else "")
    if code == "explain":
        explain_difference(
            pk, given["relation"], said["reason"], said["amount"], said["words"], seen, **by
        )  # fmt: skip
        return _("已保存说明。")
    if code == "return":
        return_filing(pk, said["reason"], form.marks(), seen, **by)
        return _("已退回，填报单位会收到消息。")
    if code == "erratum":
        file_erratum(pk, said["cell"], said["after"], said["reason"], seen, **by)
        return _("已登记勘误，接收单位会收到消息。")
    return _plain(code, found, given, seen, by)


def changed(found: FilingPage, given: Mapping[str, str]) -> dict[str, str]:
    """The cells whose text is not what is kept now."""
    known = {cell: plain(its.value) if its.value is not None else "" for cell, its in found.cells.items()}
    typed = {name.removeprefix(FIELD): given[name].strip() for name in given if name.startswith(FIELD)}
    return {cell: text for cell, text in typed.items() if known.get(cell) != text}


def _plain(code: str, found: FilingPage, given: Mapping[str, str], seen: int, by: dict[str, Any]) -> str:
    pk, row = found.filing.pk, found.filing
    if code == "zero":
        fill_blank_cells(pk, seen, **by)
        return _("空着的格都已填 0。")
    if code == "recount":
        _filing, moved = recount_filing(pk, seen, **by)
        return _("已重新统计，%d 格有变化。") % len(moved)
    if code == "drop":
        one = given.get("explanation", "")
        drop_explanation(pk, int(one) if one.isdecimal() else 0, seen, **by)
        return _("已删去这条说明。")
    if code == "submit":
        names = {name.removeprefix(ANSWER): given[name] for name in given if name.startswith(ANSWER)}
        answers = {int(name): words for name, words in names.items() if name.isdecimal()}
        submit_filing(pk, seen, answers, **by)
        return _("已报送%s。") % row.receiver.name
    if code == "accept":
        accept_filing(pk, seen, **by)
        return _("已通过。")
    roll_up(row.agency.code, row.period, row.year, row.number, reason=given.get("reason", ""), **by)
    return _("已重新汇总。")
