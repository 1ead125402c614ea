"""By which ranks the papers of the unit I work in are reviewed and signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import STATUS, staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.kit import clock
from gongkai.kit.action import Refused, require
from gongkai.law.instruments import cited
from gongkai.law.paper_chains import GROUPS, PaperStep, paper_steps, usual_chain
from gongkai.records.reads_path import holders
from gongkai.requests import reads_papers
from gongkai.requests.actions.set_paper_chain import set_paper_chain
from gongkai.units.models import Agency, Person
from gongkai.units.powers import SET_PAPERS

NAMES = {"reply": _("答复"), "notice": _("告知书、通知书"), "letter": _("函")}


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step with its place in the chain (0: not in it) and who holds its duty."""

    step: PaperStep
    basis: str
    place: int
    holders: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class GroupShown:
    """One group of papers: its steps, and whether the unit arranged them itself."""

    code: str
    name: str
    own: bool
    steps: tuple[StepShown, ...]


@require_http_methods(["GET", "POST"])
@staff_page
def chain(request: HttpRequest) -> HttpResponse:
    """One form a group: a place for each step; empty leaves it out. Saved with a reason."""
    asker, agency, now = actor_in(request), standing.unit(request), clock.now()
    require(asker, SET_PAPERS, agency.code, gettext("设定文书审签链"))
    refused: Refused | None = None
    if request.method == "POST":
        group = request.POST.get("group", "")
        steps = [] if request.POST.get("usual") else _chosen(request.POST)
        try:
            if not steps and not request.POST.get("usual"):
                words = gettext("没有排入任何一步，未保存。要改回通常的次序，请用“恢复通常的审签链”。")
                raise Refused("chain-empty", words)
            set_paper_chain(agency, group, steps, request.POST.get("reason", ""), actor=asker, now=now)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, gettext("审签链已保存，此后送审的文书按新的审签链办理。"))
            return redirect("desk:paper-chain")
    own = {code: [one["step"] for one in row.steps] for code, row in reads_papers.chains(asker, agency).items()}
    context = {
        "agency": agency, "refused": refused, "typed": request.POST, "may": asker.may(SET_PAPERS, agency.code),
        "groups": [_group(agency, code, own.get(code), now.date()) for code in GROUPS],
    }  # fmt: skip
    return render(request, "desk/requests/paper_chain.html", context, status=_status(refused))


def _group(agency: Agency, code: str, own: Sequence[str] | None, on: date) -> GroupShown:
    steps = paper_steps(code, on)
    order = list(own) if own is not None else [one.step for one in usual_chain(code, on)]
    holding = holders(agency, [one.duty for one in steps], on)
    shown = [
        StepShown(one, cited(one.cite).words, order.index(one.step) + 1 if one.step in order else 0, holding[one.duty])
        for one in steps
    ]
    shown.sort(key=lambda one: one.place or len(steps) + 1)
    return GroupShown(code, str(NAMES[code]), own is not None, tuple(shown))


def _chosen(given: QueryDict) -> list[str]:
    """The steps in the order of the places typed."""
    placed = []
    for key in given:
        said = given.get(key, "").strip()
        if key.startswith("place-") and said.isascii() and said.isdigit() and len(said) < 3 and int(said):
            placed.append((int(said), key.removeprefix("place-")))
    return [code for _place, code in sorted(placed)]


def _status(refused: Refused | None) -> int:
    return STATUS.get(refused.code, 422) if refused else 200
