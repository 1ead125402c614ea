"""The form of a unit's paper settings: standing facts, and one word for each series of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from gongkai.desk.people.forms import HouseForm
from gongkai.law.paper_numbers import paper_numbers
from gongkai.requests.actions.set_paper_settings import PaperFacts
from gongkai.requests.models import PaperSettings

WORD = "word-"
FROM_GUIDE = _("留空时取自本单位公开的指南。")
REMEDY = ("reviewer", "court", "online_remedy")
OFFICE = ("office", "address", "phone", "pay_to")
LAYOUT = ("layout",)
PREFIX = "number_prefix"  # a form has a prefix of its own


class SettingsForm(HouseForm):
    """Everything may stay empty; what the papers then lack is said in the list of documents."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reviewer = forms.CharField(
        label=_("复议机关"), max_length=200, required=False,
        help_text=_("照印在救济途径一段。县级以上政府部门一般是本级人民政府；留空时按单位的隶属关系推出。"),
    )  # fmt: skip
    court = forms.CharField(
        label=_("管辖法院"), max_length=200, required=False, help_text=_("全称，例如“泉州市泉港区人民法院”。")
    )
    online_remedy = forms.CharField(
        label=_("网上申请行政复议的途径"), max_length=200, required=False,
        help_text=_("网址或者平台名称。电子送达答复时必须告知。"),
    )  # fmt: skip
    office = forms.CharField(label=_("政府信息公开工作机构"), max_length=200, required=False, help_text=FROM_GUIDE)
    address = forms.CharField(label=_("地址"), max_length=200, required=False, help_text=FROM_GUIDE)
    phone = forms.CharField(label=_("电话"), max_length=60, required=False, help_text=FROM_GUIDE)
    pay_to = forms.CharField(
        label=_("信息处理费的缴纳方式和地点"), max_length=400, required=False, help_text=_("照印在收费通知书上。"),
        widget=forms.Textarea(attrs={"rows": "2"}),
    )  # fmt: skip
    layout = forms.ChoiceField(label=_("公文格式"), choices=PaperSettings.Layout.choices)
    number_prefix = forms.CharField(
        label=_("机关代字"),
        max_length=30,
        required=False,
        help_text=_("编号最前面的字，例如“泉港教”；留空时用单位简称。"),
    )

    def __init__(self, row: PaperSettings, short: str, *args: Any, **kwargs: Any) -> None:
        known = [*REMEDY, *OFFICE, *LAYOUT]
        initial = {name: getattr(row, name) for name in known} | {PREFIX: row.prefix}
        initial["edition"] = row.edition if row.pk else 0
        initial |= {WORD + code: row.words.get(code, "") for code in paper_numbers().series}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields[PREFIX].widget.attrs["placeholder"] = short
        for code, series in paper_numbers().series.items():
            self.fields[WORD + code] = forms.CharField(
                label=series.label, max_length=10, required=False,
                widget=forms.TextInput(attrs={"class": "input s", "placeholder": series.word}),
            )  # fmt: skip

    def groups(self) -> Iterator[tuple[Any, list[BoundField]]]:
        """The controls under three headings."""
        yield _("救济途径"), [self[name] for name in REMEDY]
        yield _("工作机构和缴费"), [self[name] for name in OFFICE]
        yield _("公文格式和编号"), [self[name] for name in (*LAYOUT, PREFIX)]

    def words(self) -> list[BoundField]:
        """One control for each series."""
        return [self[WORD + code] for code in paper_numbers().series]

    def seen(self) -> int | None:
        """The edition that was before the person."""
        return self.cleaned_data.get("edition")

    def said(self) -> PaperFacts:
        """What is to be kept."""
        given = self.cleaned_data
        words = {code: str(given.get(WORD + code) or "") for code in paper_numbers().series}
        facts = {name: str(given.get(name) or "") for name in (*REMEDY, *OFFICE, *LAYOUT)}
        return PaperFacts(**facts, prefix=str(given.get(PREFIX) or ""), words=words)
