"""The rules of supervision as a plain form: numbers, quiet hours, and one small form for each reminder or alarm."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.desk.requests.fields import day, words
from gongkai.law.supervision import CHANNELS, COLOURS, ROLES, WatchRules, watch_nodes
from gongkai.supervision.rules import CHANNEL_WORDS, COLOUR_WORDS, MOST_STEPS, NUMBERS, role_label

INPUT = {"class": "input"}
BEFORE, DUE, AFTER = "before", "due", "late"
WHEN = (("", _("（不要这一档）")), (BEFORE, _("期限之前")), (DUE, _("期限当日")), (AFTER, _("逾期之后")))
DESK, *OUTSIDE = CHANNELS
NUMBER = {"required": _("没有填写，请补填。"), "invalid": _("只能填写整数。")}


HINTS = {
    "near_days": _("剩余不多于这些工作日，算临近到期。"),
    "repeat_days": _("最后一次告警之后，每隔几个工作日再告警；0 表示不再告警。"),
    "repeat_most": _("至多再告警几次。"),
    "card_days": _("监察牌发出后，几个工作日内可以申诉。"),
}


class RulesForm(forms.Form):
    """What holds for all reminders, why it is changed, and from which day."""

    quiet_from = forms.TimeField(
        label=_("免打扰从"), required=False, widget=forms.TimeInput(INPUT | {"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("时刻无效，请按 21:00 的形式填写。")},
    )  # fmt: skip
    quiet_until = forms.TimeField(
        label=_("到"), required=False, widget=forms.TimeInput(INPUT | {"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("时刻无效，请按 07:30 的形式填写。")},
    )  # fmt: skip
    begins = day(_("从哪一天起执行"))
    reason = words(_("改动的原因"), 400, _("没有填写改动的原因，请补填。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, least, most) in NUMBERS.items():
            self.fields[name] = forms.IntegerField(
                label=label, help_text=HINTS[name],
                error_messages=NUMBER | {"required": gettext("没有填写%s，请补填。") % label},
                widget=forms.NumberInput(INPUT | {"min": least, "max": most}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Quiet hours have a beginning and an end, or are left out."""
        given = super().clean() or {}
        first, last = given.get("quiet_from"), given.get("quiet_until")
        if not self.errors and (first is None) != (last is None):
            missing = "quiet_until" if last is None else "quiet_from"
            self.add_error(missing, gettext("免打扰时段须写明起止；不设就都留空。"))
        return given


class StepForm(forms.Form):
    """One reminder or alarm: when, its colour, who is told besides the desk by which ways, for which steps."""

    when = forms.ChoiceField(label=_("时间"), choices=WHEN, required=False, widget=forms.Select(INPUT))
    days = forms.IntegerField(
        label=_("工作日"), required=False, min_value=0, widget=forms.NumberInput(INPUT | {"min": 0}),
        error_messages=NUMBER | {"min_value": _("工作日不能写负数。")},
    )  # fmt: skip
    colour = forms.ChoiceField(
        label=_("颜色"), required=False, choices=[(one, COLOUR_WORDS[one]) for one in COLOURS],
        widget=forms.Select(INPUT),
    )  # fmt: skip
    tell = forms.MultipleChoiceField(label=_("告诉谁"), required=False, choices=(), widget=forms.CheckboxSelectMultiple)
    channels = forms.MultipleChoiceField(
        label=_("工作台以外的方式"), required=False, choices=[(one, CHANNEL_WORDS[one]) for one in OUTSIDE],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    nodes = forms.MultipleChoiceField(
        label=_("只用于这些环节"), required=False, choices=(), widget=forms.SelectMultiple(INPUT | {"size": 6}),
        help_text=_("不选就用于全部环节。"),
    )  # fmt: skip

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tell"].choices = [(one, role_label(one, on)) for one in ROLES]  # type: ignore[attr-defined]
        nodes = [(one.code, one.label) for one in watch_nodes().values()]
        self.fields["nodes"].choices = nodes  # type: ignore[attr-defined]
        for name in ("when", "days", "colour"):
            # Left empty for a reason of its own, which the form says; not a field that may be passed over.
            self.fields[name].needed = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A reminder lies before the day, an alarm after it."""
        given = super().clean() or {}
        when, days = given.get("when"), given.get("days")
        if not when:
            self.errors.clear()
            return given
        if not given.get("tell") and "tell" not in self.errors:
            self.add_error("tell", gettext("没有写明告诉谁，请至少选择一个。"))
        if "days" in self.errors:
            return given
        if when == BEFORE and not days:
            self.add_error("days", gettext("提醒要在期限之前，请写明提前几个工作日（一个以上）。"))
        elif when == AFTER and not days:
            self.add_error("days", gettext("告警要在逾期之后，请写明逾期几个工作日（一个以上）。"))
        elif when == DUE and days:
            self.add_error("days", gettext("期限当日不必写工作日，请留空；要提前或者在逾期之后，请改选时间。"))
        return given


Steps = formset_factory(StepForm, extra=1, max_num=MOST_STEPS, absolute_max=MOST_STEPS)


def initial_of(rules: WatchRules, begins: date) -> dict[str, Any]:
    """The rules as the form shows them."""
    first, _dash, last = rules.quiet.partition("-")
    numbers = {name: getattr(rules, name) for name in NUMBERS}
    return numbers | {"quiet_from": first, "quiet_until": last, "begins": begins}


def steps_of(rules: WatchRules) -> list[dict[str, Any]]:
    """The reminders and alarms as the small forms show them."""
    return [
        {
            "when": BEFORE if one.days < 0 else AFTER if one.days else DUE, "days": abs(one.days) or None,
            "colour": one.colour, "tell": one.tell, "channels": [way for way in one.channels if way != DESK],
            "nodes": one.nodes,
        }
        for one in rules.steps
    ]  # fmt: skip


def said(form: RulesForm, steps: BaseFormSet[StepForm]) -> dict[str, Any]:
    """What was filled in, in the shape of the rules. Each step is called by its distance, so that it stays the same."""
    given = form.cleaned_data
    first, last = given["quiet_from"], given["quiet_until"]
    found: list[dict[str, Any]] = []
    for one in kept(steps):
        step = one.cleaned_data
        days = (step["days"] or 0) * (-1 if step["when"] == BEFORE else 1)
        code = DUE if not days else f"{step['when']}-{abs(days)}"
        twice = sum(other["days"] == days for other in found)
        found.append({
            "code": f"{code}-{twice + 1}" if twice else code, "days": days, "colour": step["colour"],
            "tell": step["tell"], "channels": [DESK, *step["channels"]], "nodes": step["nodes"],
        })  # fmt: skip
    quiet = f"{first:%H:%M}-{last:%H:%M}" if first and last else ""
    return {name: given[name] for name in NUMBERS} | {"quiet": quiet, "steps": found}


def kept(steps: BaseFormSet[StepForm]) -> list[StepForm]:
    """The small forms that stand for a step: those for which a time was chosen."""
    return [one for one in steps if one.cleaned_data.get("when")]


def add_problem(form: RulesForm, steps: BaseFormSet[StepForm], field: str, sentence: str) -> None:
    """Put a refusal of the rules to the control it is about (`steps.2.days`, `quiet`), else to the whole."""
    first, _dot, rest = field.partition(".")
    number, _dot, name = rest.partition(".")
    if first == "steps" and number.isdecimal() and name in StepForm.base_fields:
        kept(steps)[int(number)].add_error(name, sentence)
    elif first == "quiet":
        form.add_error("quiet_from", sentence)
    else:
        form.add_error(first if first in form.fields else None, sentence)
