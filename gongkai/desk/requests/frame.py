"""What every page of one request has in common: its head, its sections, what can be done with it now.

A section or an act is linked as soon as its address exists: sections by SECTIONS, acts by `request-act-<code>` or the
section in which they are done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.law.receipt import channels
from gongkai.requests.acting import Possible
from gongkai.requests.reads import Whole, whole

SECTIONS = (
    ("request", _("概况")), ("request-clock", _("期限")), ("request-subcases", _("会商与征求意见")),
    ("request-papers", _("文书")), ("request-files", _("文件")), ("request-fee", _("费用")),
    ("request-disputes", _("复议诉讼")), ("request-dossier", _("案卷")),
)  # fmt: skip
TAKING_IN, JUDGING = "receive_correction", "judge_correction"
# In which section an act is done that has no page of its own.
DONE_IN = {
    "issue_correction_notice": "request-papers", "serve_correction_notice": "request-papers",
    "issue_reason_request": "request-papers", "serve_reason_request": "request-papers",
    "issue_delay_notice": "request-papers", "issue_extension_notice": "request-papers",
    "issue_reply": "request-papers", "serve_reply": "request-papers", "reply_on_the_spot": "request-papers",
    "consult_third_party": "request-subcases", "consult_co_agency": "request-subcases",
    "consult_other_agency": "request-subcases", "receive_third_party_opinion": "request-subcases",
    "receive_agency_opinion": "request-subcases", "open_subcase": "request-subcases",
    "close_subcase": "request-subcases",
    "issue_fee_notice": "request-fee", "serve_fee_notice": "request-papers", "record_payment": "request-fee",
    "waive_fee": "request-fee",
    "receive_correction": "request-clock", "receive_reasons": "request-clock", "go_on_without_reasons": "request-clock",
    "end_lapsed": "request-clock", "end_unreachable": "request-clock", "withdraw": "request-clock",
    "order_again": "request-disputes", "archive": "request-dossier",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """One page of a request."""

    words: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class Open:
    """An act that can be done now, and where; `address` is empty while its page does not exist."""

    code: str
    label: str
    address: str


def request_frame(http: HttpRequest, pk: int, here: str) -> dict[str, Any]:
    """The context of desk/requests/page.html for the section named `here`. Raises Refused "no-request"."""
    on = clock.today()
    found = whole(actor_in(http), pk, on)
    row = found.row
    known = channels()
    return {
        "row": row,
        "state": found.state,
        "whole": found,
        "applicant": found.applicant,
        "channel": known[row.channel].title if row.channel in known else row.channel,
        "on": on,
        "sections": [
            Section(str(words), address, name == here) for name, words in SECTIONS if (address := to(name, pk))
        ],
        "acts": _acts(found, pk),
        "barred": [one for one in found.acts if one.barrier],
    }


def _acts(found: Whole, pk: int) -> list[Open]:
    """What can be done now. Judging what came late is part of the act by which it would be taken in."""
    free = [one for one in found.acts if not one.barrier]
    shown = [_open(one, pk) for one in free]
    if found.waits and any(one.act.code == TAKING_IN for one in free):
        shown.insert(0, Open(JUDGING, str(_("审查逾期补正")), to(f"request-act-{JUDGING}", pk)))
    return shown


def to(name: str, pk: int) -> str:
    """The address of a page of one request, empty where it does not exist."""
    try:
        return reverse(f"desk:{name}", args=(pk,))
    except NoReverseMatch:
        return ""


def _open(one: Possible, pk: int) -> Open:
    code = one.act.code
    address = to(f"request-act-{code}", pk) or to(DONE_IN.get(code, ""), pk)
    return Open(code, one.act.label, address)
