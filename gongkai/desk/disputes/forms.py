"""What is filled in of a dispute: its filing, and one form for each act of its course."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.requests.fields import choice, day, text, tick, words
from gongkai.disputes.actions.decide_dispute import Ruling
from gongkai.disputes.actions.open_dispute import Filing
from gongkai.disputes.models import Dispute
from gongkai.law.dispute_words import case_papers, order_periods, subjects
from gongkai.law.disputes import decisions_on
from gongkai.law.errors import LawError

MOST = 3650


class FilingForm(forms.Form):
    """One case as it is written down; `after` and `kind` only for a new one."""

    kind = choice(_("类型"), Dispute.Kind.choices)
    after = choice(_("在先的行政复议"), (), required=False, hint=_("诉讼是在复议之后提起的，选择那一件复议。"))
    body = words(_("复议机关或者人民法院"), 200, _("没有填写复议机关或者人民法院，请补填。"))
    about = choice(_("针对的行为"), ())
    filed_on = day(_("提出的日期"), hint=_("申请书、起诉状落款或者立案材料上的日期。"))
    case_number = words(_("案号"), 100)
    claim = text(_("请求和理由"), 4000, hint=_("写请求事项，不写申请人的个人信息。"))

    def __init__(self, *args: Any, before: list[tuple[str, str]], new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [(one.code, one.label) for one in subjects().values()]  # type: ignore[attr-defined]
        if not new or not before:
            del self.fields["after"]
        else:
            self.fields["after"].choices = [("", _("（未经复议）")), *before]  # type: ignore[attr-defined]
        if not new:
            del self.fields["kind"]

    def filing(self, kind: str = "") -> Filing:
        """What was filled in."""
        given = self.cleaned_data
        return Filing(
            given.get("kind") or kind, given["body"], given["about"], given["filed_on"], given["claim"],
            given["case_number"], int(given["after"]) if given.get("after") else None,
        )  # fmt: skip


class ActForm(forms.Form):
    """A day, and the version of the case that was looked at; ids by class, since several stand on one page."""

    on = day(_("日期"))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, of: Dispute, today: date, **kwargs: Any) -> None:
        kwargs |= {"initial": {"on": today, "seen": of.version}, "auto_id": f"{type(self).__name__.lower()}-%s"}
        super().__init__(*args, **kwargs)
        self.of = of


class ReceiveForm(ActForm):
    """The copy arrived."""

    on = day(_("收到的日期"))
    summary = tick(_("通知书写明适用简易程序"))


class AcceptForm(ActForm):
    """The case was taken up."""

    on = day(_("受理或者立案的日期"), hint=_("以受理通知书、应诉通知书为准；上诉案件填法院收到上诉状的日期。"))
    case_number = words(_("案号"), 100)
    summary = tick(_("适用简易程序"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["case_number"], self.initial["summary"] = self.of.case_number, self.of.summary


class DayForm(ActForm):
    """Nothing but the day."""


class OrdinaryForm(ActForm):
    """The day it became ordinary."""


class ResumeForm(ActForm):
    """The day it went on."""


class ArriveForm(ActForm):
    """The day the decision arrived."""

    on = day(_("收到的日期"))


class DefendForm(ActForm):
    """The day the defence was handed in."""

    on = day(_("提交的日期"))


class SuspendForm(ActForm):
    """The case stands still, and why."""

    reason = words(_("事由"), 200, _("没有填写中止的事由，请补填。"))


class ExtendForm(ActForm):
    """The body takes longer."""

    length = forms.IntegerField(label=_("延长的天数"), min_value=1, max_value=MOST,
                                widget=forms.NumberInput({"class": "input"}))  # fmt: skip
    approved_by = words(_("批准人"), 60, _("没有填写批准人，请补填。"))


class DecideForm(ActForm):
    """The decision, and what it orders."""

    on = day(_("作出的日期"))
    decision = choice(_("决定或者裁判的种类"), ())
    number = words(_("决定书、裁判文书编号"), 100, _("没有填写编号，请补填。"))
    reasons = text(_("主要理由"), 4000)
    orders = text(_("责令的内容"), 2000, hint=_("照文书抄写；没有责令的留空。"))
    again = tick(_("责令重新处理这件申请"))
    length = forms.IntegerField(label=_("责令的期限"), min_value=1, max_value=MOST, required=False,
                                widget=forms.NumberInput({"class": "input"}))  # fmt: skip
    unit = choice(_("期限的单位"), (), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        try:
            rows = decisions_on(self.of.kind, today, self.of.instance).values()
        except LawError:
            rows = ()  # type: ignore[assignment]
        offered = [(one.code, one.label) for one in rows if self.of.accepted_on is not None or one.unaccepted]
        self.fields["decision"].choices = offered  # type: ignore[attr-defined]
        units = [(one.code, one.label) for one in order_periods().values()]
        self.fields["unit"].choices = [("", _("（未定期限）")), *units]  # type: ignore[attr-defined]

    def ruling(self) -> Ruling:
        """What was filled in."""
        given = self.cleaned_data
        return Ruling(
            given["decision"], given["number"], given["reasons"], given["orders"], given["again"], given["length"],
            given["unit"],
        )  # fmt: skip


class AppealForm(ActForm):
    """One more instance."""

    on = day(_("上诉或者重新立案的日期"))
    body = words(_("人民法院"), 200, _("没有填写人民法院的名称，请补填。"))
    case_number = words(_("案号"), 100)
    ours = tick(_("由本机关提起"))


class EffectForm(ActForm):
    """Nothing is filled in: the day follows from the period to appeal."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["on"]


class RedoForm(EffectForm):
    """Nothing is filled in: the day follows from when the decision took effect."""


class FinishForm(ActForm):
    """What was ordered is done."""

    on = day(_("履行完毕的日期"))
    how = text(_("怎样履行的"), 2000, _("没有写明怎样履行的，请补写。"))


class PaperForm(forms.Form):
    """One paper of the case."""

    what = choice(_("文书"), ())
    on = day(_("文书的日期"))
    file = forms.FileField(label=_("文件"), error_messages={"required": _("没有选择文件，请选择。")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = "paperform-%s"
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [(one.code, one.label) for one in case_papers().values()]  # type: ignore[attr-defined]


class ChangeForm(FilingForm):
    """What is mended, and why."""

    reason = words(_("改正的原因"), 200, _("没有填写改正的原因，请补填。"))
    seen = forms.IntegerField(widget=forms.HiddenInput)
