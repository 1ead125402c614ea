"""What people fill in about deliveries: counts, contact, signature, reasons, and what a hall is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.delivery.models import Hall

LONG = 400
MOST = 9999


def _words(label: Any, length: int, lacking: Any = None, *, required: bool = True) -> forms.CharField:
    field = forms.CharField(
        label=label, max_length=length, required=required, widget=forms.TextInput(attrs={"class": "input"})
    )
    if lacking:
        field.error_messages["required"] = lacking
    field.error_messages["max_length"] = _("最多 %(limit)s 字，请缩短。") % {"limit": length}
    return field


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=MOST,
        widget=forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"}),
        error_messages={"required": _("没有填写件数，请补填。"), "invalid": _("件数须为数字，请核对。")},
    )  # fmt: skip


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required,
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        error_messages={"required": _("没有填写日期，请补填。"), "invalid": _("日期无效，请按年-月-日填写。")},
    )  # fmt: skip


class SendForm(forms.Form):
    """How many went out, by whom they can be asked about, and on which way."""

    paper = _count(_("纸质件（件）"))
    electronic = _count(_("电子件（件）"))
    contact = _words(_("联系人"), 60, _("目录表须写明联系人，请补填。"))
    phone = _words(_("联系方式"), 60, _("目录表须写明联系方式，请补填。"))
    route = _words(_("送交方式（公文交换站、专人等）"), 60, required=False)


class ReceiveForm(forms.Form):
    """Who took it, on which day, how many of each."""

    paper = _count(_("实收纸质件（件）"))
    electronic = _count(_("实收电子件（件）"))
    receiver = _words(_("接收人"), 60, _("签收须写明接收人，请补填。"))
    received_on = _day(_("接收日期"))
    remarks = _words(_("备注"), LONG, required=False)


class ReasonForm(forms.Form):
    """Why something is sent back."""

    reason = forms.CharField(
        label=_("退回原因"), max_length=LONG, widget=forms.Textarea(attrs={"class": "input", "rows": 2}),
        error_messages={
            "required": _("退回须写明原因，请补写。"), "max_length": _("最多 400 字，请缩短。"),
        },
    )  # fmt: skip


class LetterForm(forms.Form):
    """The letter: its number, its reason, what is enclosed."""

    letter_number = _words(_("函号"), 100, required=False)
    reason = forms.CharField(
        label=_("撤回或者更换的原因"), max_length=LONG, widget=forms.Textarea(attrs={"class": "input", "rows": 2}),
        error_messages={"required": _("函中须写明原因，请补写。"), "max_length": _("最多 400 字，请缩短。")},
    )  # fmt: skip
    paper = _count(_("随函纸质件（份）"))
    electronic = _count(_("随函电子件（份）"))


class RemarkForm(forms.Form):
    """What the hall says of what it did."""

    remarks = _words(_("办理备注"), LONG, required=False)


class HallForm(forms.Form):
    """One hall. The unit in which its receivers serve is chosen once."""

    name = _words(_("名称"), 200, _("没有填写名称，请补填。"))
    kind = forms.ChoiceField(label=_("类别"), choices=Hall.Kind.choices, widget=forms.Select(attrs={"class": "input"}))
    agency = forms.ChoiceField(label=_("接收馆自己的单位"), widget=forms.Select(attrs={"class": "input"}))
    rule = forms.ChoiceField(label=_("送交规则"), widget=forms.Select(attrs={"class": "input"}))
    begins = _day(_("起始日期（此日起首次公开的送交）"))
    until = _day(_("停用日期"), required=False)
    contact = _words(_("联系人"), 60, required=False)
    phone = _words(_("联系电话"), 60, required=False)
    email = forms.EmailField(
        label=_("电子邮箱"), required=False, widget=forms.EmailInput(attrs={"class": "input"}),
        error_messages={"invalid": _("电子邮箱无效，请核对。")},
    )  # fmt: skip
    place = _words(_("地址"), 200, required=False)

    def __init__(
        self, *args: Any, agencies: list[tuple[str, str]], rules: list[tuple[str, str]], new: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = rules  # type: ignore[attr-defined]
        if new:
            self.fields["agency"].choices = agencies  # type: ignore[attr-defined]
        else:
            del self.fields["agency"]
