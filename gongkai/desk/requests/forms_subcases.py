"""The forms of sub-cases. What may be chosen comes from the law's rows and the reads; the actions decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.people.forms import HouseForm, day
from gongkai.law.subcases import SubCaseKind
from gongkai.requests.models import Attachment, Paper, Release
from gongkai.units.models import Agency, Person

YES_NO = [("", _("未认定")), ("yes", _("是")), ("no", _("否"))]


class NewForm(HouseForm):
    """A new sub-case of one kind; only the fields that kind has."""

    unit = forms.ChoiceField(
        label=_("本平台的单位"), required=False, help_text=_("该单位直接在平台上收到来函并答复，不能看到申请人的信息。")
    )
    party = forms.CharField(label=_("名称"), max_length=200, required=False)
    phone = forms.CharField(label=_("联系电话"), max_length=40, required=False)
    address = forms.CharField(label=_("通信地址"), max_length=200, required=False)
    people = forms.MultipleChoiceField(
        label=_("交给"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("可以同时交给几个人，各自答复。"),
    )
    judged = forms.MultipleChoiceField(
        label=_("要审查的"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("结论只对交审时的内容有效；之后有改动，须重新交审。"),
    )  # fmt: skip
    question = forms.CharField(
        label=_("所涉内容和要答复的问题"), widget=forms.Textarea(attrs={"rows": 5}), max_length=4000,
        help_text=_("对方只能看到这里写的内容和来函。请勿写申请人的姓名、证件号码和联系方式。"),
    )  # fmt: skip
    wanted_by = day(_("要求答复的日期"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def fit(
        self, kind: SubCaseKind, units: Iterable[Agency], people: Iterable[Person], things: Iterable[Any]
    ) -> None:  # fmt: skip
        """Keep the fields of the kind and fill its choices."""
        self.choose("unit", [(one.code, one.name) for one in units], none=str(_("不在本平台")))
        self.choose("people", [(str(one.pk), one.name) for one in people])
        self.choose("judged", [(key_of(one), str(name_of(one))) for one in things])
        gone: set[str] = set()
        if kind.findings or not kind.letter:
            gone.add("unit")
        if kind.judges and kind.duties:
            gone |= {"party", "phone", "address"}
        elif kind.duties:
            gone |= {"phone", "address"}
            self.fields["party"].label = _("科室名称")
            self.fields["party"].help_text = _("没有选择人员的，写科室名称，由经办人代为登记答复。")
        if not kind.duties:
            gone.add("people")
        if not kind.judges:
            gone.add("judged")
        if kind.clock:
            gone.add("wanted_by")
        for name in gone:
            del self.fields[name]
        if "party" in self.fields and "unit" not in self.fields and "people" not in self.fields:
            self.fields["party"].required = True
        self.order_fields(("unit", "people", "party"))


class FindingsForm(HouseForm):
    """The agency's findings on a third party's answer."""

    reasonable = forms.ChoiceField(label=_("公开会损害第三方的合法权益，其理由合理"), choices=YES_NO, required=False)
    public_interest = forms.ChoiceField(label=_("不公开会对公共利益造成重大影响"), choices=YES_NO, required=False)
    words = forms.CharField(
        label=_("认定的理由"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000, required=False
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class DayForm(HouseForm):
    """The day a letter arrived."""

    on = day(_("对方收到的日期"))
    seen = forms.IntegerField(widget=forms.HiddenInput)


class WordsForm(HouseForm):
    """Words that may be left out."""

    words = forms.CharField(label=_("说明"), max_length=400, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(HouseForm):
    """Why."""

    words = forms.CharField(label=_("原因"), max_length=400)
    seen = forms.IntegerField(widget=forms.HiddenInput)


def flag(said: str) -> bool | None:
    """Yes, no, or not found."""
    return {"yes": True, "no": False}.get(said)


def key_of(one: Paper | Attachment | Release) -> str:
    """How a thing to be judged is named in a form."""
    return f"{type(one).__name__.lower()}-{one.pk}"


def name_of(one: Paper | Attachment | Release | None) -> str:
    """Its name for people."""
    return "" if one is None else one.title if isinstance(one, Paper) else one.name
