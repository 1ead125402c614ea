"""The forms of units and people. What may be chosen comes from the reads; what may be done the actions decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.units.models import Agency, AgencyLink, Person

Choices = Iterable[tuple[str, str]]


class HouseForm(forms.Form):
    """Our look: one class for every control, days with the browser's own calendar."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            if isinstance(field.widget, forms.SelectMultiple):
                field.widget.attrs.setdefault("size", "10")
            if not isinstance(field.widget, (forms.CheckboxSelectMultiple, forms.RadioSelect, forms.CheckboxInput)):
                field.widget.attrs.setdefault("class", "input")

    def choose(self, name: str, choices: Choices, *, none: str = "") -> None:
        """Fill a choice; `none` is the word for no choice yet."""
        rows = [("", none), *choices] if none else list(choices)
        field = self.fields[name]
        assert isinstance(field, (forms.ChoiceField, forms.MultipleChoiceField))
        field.choices = rows


def day(label: Any, **more: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date", "class": "input s"}), **more)


def reason(label: Any = None) -> forms.CharField:
    """Why; always asked, since the journal keeps it."""
    return forms.CharField(label=label or _("理由"), max_length=200)


class UnitForm(HouseForm):
    """A new agency."""

    code = forms.CharField(
        label=_("单位代码"), max_length=63, help_text=_("字母、数字和连字符，例如 QZ-QG-JYJ。定下后不变更。")
    )
    name = forms.CharField(label=_("名称"), max_length=200)
    short = forms.CharField(label=_("简称"), max_length=60)
    level = forms.ChoiceField(label=_("层级"), choices=Agency.Level.choices, initial=Agency.Level.DEPARTMENT)
    under = forms.ChoiceField(label=_("隶属于"), help_text=_("同级政府或主管机关，即横向的上级。"))
    supervisor = forms.ChoiceField(
        label=_("指导监督机关"), required=False, help_text=_("上一级的主管部门，即纵向的上级。")
    )
    begins = day(_("设立日期"), required=False)
    index_code = forms.CharField(label=_("索引号代码"), max_length=18, required=False)
    credit_code = forms.CharField(label=_("统一社会信用代码"), max_length=18, required=False)


class ChangeUnitForm(HouseForm):
    """What may be corrected without a new name."""

    short = forms.CharField(label=_("简称"), max_length=60)
    level = forms.ChoiceField(label=_("层级"), choices=Agency.Level.choices)
    index_code = forms.CharField(
        label=_("索引号代码"), max_length=18, required=False, help_text=_("已登记的索引号不随之改变。")
    )
    credit_code = forms.CharField(label=_("统一社会信用代码"), max_length=18, required=False)
    reason = reason()


class RenameForm(HouseForm):
    """A new name from a day on."""

    name = forms.CharField(label=_("新名称"), max_length=200)
    short = forms.CharField(label=_("新简称"), max_length=60)
    since = day(_("自何日起"), help_text=_("这一天以前的文件仍显示原名称。"))
    reason = reason(_("批准文件"))


class LinkForm(HouseForm):
    """A superior from a day on."""

    kind = forms.ChoiceField(
        label=_("关系"),
        choices=[
            (AgencyLink.Kind.ADMINISTERS.value, _("隶属（横向）")),
            (AgencyLink.Kind.SUPERVISES.value, _("指导监督（纵向）")),
        ],
    )
    upper = forms.ChoiceField(label=_("上级单位"))
    begins = day(_("自何日起"), required=False)
    reason = reason(_("依据"))


class EndForm(HouseForm):
    """The end of a link."""

    ends = day(_("自何日起不再有此关系"))
    reason = reason()


class ReorganiseForm(HouseForm):
    """A merger, a split, a succession."""

    old = forms.MultipleChoiceField(label=_("原单位"), help_text=_("可选多个：合并。"))
    new = forms.MultipleChoiceField(
        label=_("承继的单位"), help_text=_("可选多个：分设。同时选在原单位中的，继续存在。须先登记。")
    )
    since = day(_("自何日起"))
    reason = reason(_("批准文件"))


class PersonForm(HouseForm):
    """A new account."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    login = forms.CharField(
        label=_("登录名"), max_length=63, help_text=_("小写字母、数字、点、横线，3 至 63 位。定下后不变更。")
    )
    agency = forms.ChoiceField(label=_("所在单位"))
    phone = forms.CharField(label=_("联系电话"), max_length=30, required=False)
    email = forms.EmailField(label=_("电子邮箱"), required=False)


class ChangePersonForm(HouseForm):
    """What may change of a person."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    agency = forms.ChoiceField(label=_("所在单位"))
    phone = forms.CharField(label=_("联系电话"), max_length=30, required=False)
    email = forms.EmailField(label=_("电子邮箱"), required=False)
    reason = reason()


class ReasonForm(HouseForm):
    """Only why."""

    reason = reason()


class DutyForm(HouseForm):
    """A duty from a day on."""

    agency = forms.ChoiceField(label=_("单位"))
    kind = forms.ChoiceField(label=_("职责"))
    begins = day(_("自何日起"))


class HandoverForm(HouseForm):
    """Why, and who takes over what is open."""

    receivers = forms.MultipleChoiceField(
        label=_("接收人"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("按各人的职责分配；每一件交给排在前面、职责合适的人。"),
    )  # fmt: skip
    reason = reason()

    def offer(self, people: Iterable[Person], words: dict[int, str]) -> None:
        """The people who could take over, each with what he does where."""
        self.choose("receivers", [(str(one.pk), f"{one.name}（{words.get(one.pk, '')}）") for one in people])


class EndDutyForm(HandoverForm):
    """The end of a duty."""

    ends = day(_("结束日期"))
    field_order = ("ends", "receivers", "reason")


class PeopleFilter(HouseForm):
    """What the list of people shows."""

    q = forms.CharField(label=_("姓名或登录名"), required=False, max_length=60)
    unit = forms.ChoiceField(label=_("单位"), required=False)
    duty = forms.ChoiceField(label=_("职责"), required=False)
    left = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("在任")), ("1", _("已离任"))])


class DayFilter(HouseForm):
    """As of which day the tree is shown."""

    on = day(_("截至日期"), required=False)

    def chosen(self, today: date) -> date:
        """The day asked for, or today."""
        return self.cleaned_data.get("on") or today if self.is_valid() else today
