"""The rules of supervision of an office: as they are, changed with a look ahead, every version of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongkai.desk.columns.views_pages import faults_of
from gongkai.desk.frame import standing
from gongkai.desk.frame.answers import staff_page
from gongkai.desk.frame.asking import actor_in
from gongkai.desk.supervision.forms_rules import RulesForm, Steps, add_problem, initial_of, said, steps_of
from gongkai.kit import clock
from gongkai.kit.action import Refused
from gongkai.supervision import reads, reads_rules
from gongkai.supervision.actions.set_supervision_rules import set_supervision_rules
from gongkai.supervision.rules import rule_problems, rules_from

ONE = timedelta(days=1)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page
def rules(request: HttpRequest) -> HttpResponse:
    """The form; `look` counts what the rules would have said today, `save` makes a version of them."""
    actor, on = actor_in(request), clock.today()
    offices = reads_rules.offices(actor)
    if not offices:
        raise Refused("not-allowed", _("你的职责不包括设定监察规则。需要时由安全管理员授予职责。"))
    at = standing.post(request)
    asked = request.GET.get("unit", "") or (at.agency.code if at else "")
    office = next((one for one in offices if one.code == asked), offices[0])
    found = reads_rules.rules_page(actor, office.code, on)
    posted = request.POST if request.method == "POST" else None
    form = RulesForm(posted, initial=initial_of(found.rules, on + ONE))
    if posted is not None and "look" in posted:
        form.fields["reason"].required, form.fields["reason"].needed = False, True  # type: ignore[attr-defined]
    steps = Steps(posted, initial=steps_of(found.rules), form_kwargs={"on": on}, prefix="steps")
    would: int | None = None
    if posted is not None and form.is_valid() and steps.is_valid():
        given = said(form, steps)
        problems = list(rule_problems(given))
        for one in problems:
            add_problem(form, steps, one.field, one.sentence)
        if not problems and "look" in request.POST:
            would = reads.preview(actor, office.code, rules_from(given), on)
        elif not problems:
            try:
                set_supervision_rules(
                    office.code, given, form.cleaned_data["reason"], begins=form.cleaned_data["begins"], actor=actor,
                    now=clock.now(),
                )  # fmt: skip
            except Refused as refusal:
                form.add_error(None, refusal.sentence)
            else:
                messages.success(request, _("已保存监察规则。"))
                return redirect(f"{reverse('desk:supervision-rules')}?unit={office.code}")
    faults = faults_of(form) + [fault for one in steps for fault in faults_of(one)]
    context: dict[str, Any] = {
        "found": found, "office": office, "offices": offices, "form": form, "steps": steps, "faults": faults,
        "would": would, "on": on,
    }  # fmt: skip
    return render(request, "desk/supervision/rules.html", context, status=422 if faults else 200)
