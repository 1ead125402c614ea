"""A unit's own review chain and its canned phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import STATUS, staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.reviewing import words
from gongkai.desk.reviewing.ordering import Links, rearranged
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.law.review_steps import ReviewStep, review_steps
from gongkai.records import reads, reads_path
from gongkai.records.actions.add_phrase import add_phrase
from gongkai.records.actions.remove_phrase import remove_phrase
from gongkai.records.actions.set_review_chain import set_review_chain
from gongkai.records.chains import chain_faults
from gongkai.records.decide import Step
from gongkai.records.models import CannedPhrase
from gongkai.units.models import Agency, Person
from gongkai.units.powers import SET_CHAIN, SET_PHRASES

CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step as listed: who holds its duty today, and what is to be said about that."""

    code: str
    label: str
    duty: str
    basis: str
    mandatory: bool
    holders: tuple[Person, ...]
    warning: str


@require_http_methods(["GET", "POST"])
@staff_page
def chain(request: HttpRequest) -> HttpResponse:
    """The chain of the unit I work in, rearranged by buttons and saved with a reason; below it the chains it had."""
    asker, agency, now = actor_in(request), standing.unit(request), clock.now()
    on = now.date()
    known = {step.code: step for step in review_steps(on)}
    steps, own = reads_path.chain_for(asker, agency, now)
    links: Links = tuple(step.step for step in steps if step.step in known)
    refused: Refused | None = None
    if request.method == "POST":
        links = rearranged(request.POST, known)
        if request.POST.get("save"):
            try:
                chosen = [Step(code, known[code].duty) for code in links]
                set_review_chain(agency, chosen, request.POST.get("reason", ""), actor=asker, now=now)
            except Refused as refusal:
                refused = refusal
            else:
                messages.success(request, gettext("审核链已保存，此后送审的信息按新的审核链办理。"))
                return redirect("desk:chain")
    current = tuple(step.step for step in steps if step.step in known)
    context = {
        "agency": agency, "own": own, "refused": refused, "typed": request.POST, "changed": links != current,
        "steps": shown_steps(agency, links, known, on), "may": asker.may(SET_CHAIN, agency.code),
        "others": [step for code, step in known.items() if code not in links],
        "faults": _faults([Step(code, known[code].duty) for code in links], on),
        "history": [
            (one, [words.label("step", step["step"], on) for step in one.steps])
            for one in reads_path.chain_history(asker, agency)
        ],
    }  # fmt: skip
    return render(request, "desk/reviewing/chain.html", context, status=_status(refused))


def shown_steps(agency: Agency, links: Sequence[str], known: dict[str, ReviewStep], on: date) -> list[StepShown]:
    """The steps with who holds each today. Warned of: nobody, and nobody but those who draft."""
    duties = {code: known[code].duty for code in links if code in known}
    holding = reads_path.holders(agency, [*duties.values(), CLERK], on)
    drafters = {one.pk for one in holding[CLERK]}
    found = []
    for code, duty in duties.items():
        holders = holding[duty]
        label = words.label("duty", duty, on)
        warning = ""
        if not holders:
            warning = gettext("本单位现在没有人担任“%(duty)s”，送审后会停在这一步。由安全管理员授予职责。") % {
                "duty": label
            }
        elif {one.pk for one in holders} <= drafters:
            warning = gettext("担任“%(duty)s”的人也起草信息，其本人起草的将无人审核。应另有一人担任。") % {
                "duty": label
            }
        step = known[code]
        found.append(StepShown(code, step.label, label, words.basis(step.cite), step.mandatory, holders, warning))
    return found


@require_http_methods(["GET", "POST"])
@staff_page
def phrases(request: HttpRequest) -> HttpResponse:
    """The canned phrases of the unit I work in, by use; those of all units stand with them and cannot be removed."""
    asker, agency, now = actor_in(request), standing.unit(request), clock.now()
    refused: Refused | None = None
    if request.method == "POST":
        try:
            if gone := request.POST.get("remove", ""):
                remove_phrase(
                    int(gone) if gone.isascii() and gone.isdigit() and len(gone) < 16 else 0, actor=asker, now=now
                )
                messages.success(request, gettext("已删除常用语。"))
            else:
                add_phrase(agency, request.POST.get("use", ""), request.POST.get("words", ""), actor=asker, now=now)
                messages.success(request, gettext("已增加常用语。"))
            return redirect("desk:phrases")
        except Refused as refusal:
            refused = refusal
    there = list(reads.phrases(asker, agency))
    context = {
        "agency": agency, "refused": refused, "typed": request.POST, "uses": CannedPhrase.Use.choices,
        "may": asker.may(SET_PHRASES, agency.code),
        "groups": [(code, name, [one for one in there if one.use == code]) for code, name in CannedPhrase.Use.choices],
    }  # fmt: skip
    return render(request, "desk/reviewing/phrases.html", context, status=_status(refused))


def _faults(steps: Sequence[Step], on: date) -> list[str]:
    return [fault.sentence for fault in chain_faults(steps, on)]


def _status(refused: Refused | None) -> int:
    return STATUS.get(refused.code, 422) if refused else 200
