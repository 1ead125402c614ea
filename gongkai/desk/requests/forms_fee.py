"""What is filled in about a fee: the tariff, the payment, why it is waived, given back or objected to."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.requests.fields import INPUT, choice, day, text, words
from gongkai.requests.actions.note_exchange import WAYS
from gongkai.requests.models import Request

MOST = 100_000_000


def number(label: Any, lacking: Any = None, hint: Any = "", most: int = MOST) -> forms.IntegerField:
    """A whole number from one on; `lacking` is the sentence for an empty one."""
    return forms.IntegerField(
        label=label, min_value=1, max_value=most, required=lacking is not None, help_text=hint,
        widget=forms.NumberInput(INPUT | {"inputmode": "numeric"}),
        error_messages={
            "required": lacking or "", "invalid": _("须为整数，请核对。"), "min_value": _("须为正整数，请核对。"),
        },
    )  # fmt: skip


class FeeForm(forms.Form):
    """The version of the request that was looked at; ids by class, since several forms stand on one page."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, of: Request, today: date, **kwargs: Any) -> None:
        kwargs |= {"initial": {"on": today, "seen": of.version}, "auto_id": f"{type(self).__name__.lower()}-%s"}
        super().__init__(*args, **kwargs)


class QuoteForm(FeeForm):
    """By which tariff."""

    tariff = choice(_("收费标准"), ())
    units = number(_("计件"), hint=_("按件计收时，含多项内容的申请可以拆分为几件；一般为 1。"))
    pages = number(_("页数"), hint=_("按量计收时的页数；不填则按已处理好的文件计算。"))
    reason = words(_("说明"), 200, hint=_("选择这一标准的考虑；填写页数的，写明页数从何而来。"))


class PayForm(FeeForm):
    """The fee was paid."""

    on = day(_("缴费日期"))
    yuan = number(_("金额（元）"), _("没有填写金额，请补填。"))
    receipt = words(_("财政票据号码"), 60, _("没有填写财政票据号码，请补填。"))


class ReasonForm(FeeForm):
    """Why."""

    reason = words(_("理由"), 200, _("没有填写理由，请补填。"))


class WaiveForm(ReasonForm):
    """Why nothing is charged."""


class CancelForm(ReasonForm):
    """Why what was worked out is taken back."""


class RefundForm(ReasonForm):
    """How much is given back."""

    on = day(_("退还日期"))
    yuan = number(_("退还金额（元）"), _("没有填写金额，请补填。"))


class ObjectForm(FeeForm):
    """What the applicant says against it."""

    on = day(_("提出日期"))
    way = choice(_("提出方式"), [(code, label) for code, label in WAYS.items()])
    words = text(_("异议的内容"), 2000, _("没有填写异议的内容，请补填。"), hint=_("内容加密保存，查看记入日志。"))
