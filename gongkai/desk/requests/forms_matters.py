"""The forms of complaints and record corrections; what may be chosen comes from the law's rows and the reads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.people.forms import HouseForm, day
from gongkai.desk.requests.forms_answers import Files, FilesField
from gongkai.requests.models import Matter

WAYS = (
    ("in_person", _("当面")), ("letter", _("信函")), ("phone", _("电话")), ("fax", _("传真")), ("email", _("电子邮件")),
    ("other", _("其他")),
)  # fmt: skip


def words(label: Any, *, rows: int = 4) -> forms.CharField:
    """A field for several lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, max_length=8000)


class BroughtForm(HouseForm):
    """What came by letter, visit or telephone."""

    kind = forms.ChoiceField(label=_("事项"), choices=Matter.Kind.choices)
    way = forms.ChoiceField(label=_("提出的方式"), choices=WAYS)
    on = day(_("收到日期"))
    name = forms.CharField(label=_("姓名或者名称"), max_length=100)
    identity_number = forms.CharField(label=_("证件号码"), max_length=60, required=False)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    address = forms.CharField(label=_("通信地址"), max_length=200, required=False)
    against = forms.ChoiceField(label=_("被投诉举报的单位"), required=False, help_text=_("更正自身信息的不用选择。"))
    request_number = forms.CharField(
        label=_("所涉申请的编号"), max_length=60, required=False, help_text=_("与某件申请有关的，写明编号。")
    )
    text = words(_("事由"), rows=6)
    attached = FilesField(label=_("附件"), required=False, widget=Files())


class TellForm(HouseForm):
    """The day the answer was served."""

    on = day(_("告知日期"))
    by_card = forms.BooleanField(label=_("同时放入进度查询，供本人凭查询码下载"), required=False)


class DoneForm(HouseForm):
    """What was ordered has been done."""

    on = day(_("完成改正的日期"))
    how = words(_("怎样改正"))
