"""The forms of catalogues. Labels and hints of the columns come from the law's rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.desk.people.forms import HouseForm
from gongkai.law.items import ItemColumn

LONG = ("content", "basis", "remark")


class ItemForm(HouseForm):
    """One item: a field for each column; only the name is asked for, since a list may be filled in bit by bit."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, columns: Iterable[ItemColumn], classes: Iterable[tuple[str, str]], *args: Any, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        for one in columns:
            if one.code == "key":
                continue
            if one.code == "class_code":
                field: forms.Field = forms.ChoiceField(
                    label=one.label, required=False, choices=[("", gettext("不限")), *classes]
                )
            else:
                area = forms.Textarea(attrs={"rows": 3}) if one.code in LONG else forms.TextInput()
                field = forms.CharField(label=one.label, required=one.code == "name", widget=area)
            field.needed = one.needed  # type: ignore[attr-defined]
            field.widget.attrs["class"] = "input"
            self.fields[one.code] = field
        self.fields["limit"].help_text = _("例如“20个工作日内”“每季度”“每年3月31日前”“长期公开”。")
        self.fields["channels"].help_text = _("几个渠道用顿号隔开。")
        self.fields["basis"].help_text = _("文件名称加书名号，写到条款或文号。")
        self.fields["keywords"].help_text = _("办理信息时据此提示归入本事项，用顿号隔开。")


class EditionForm(HouseForm):
    """A step that needs no words."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


class WordsForm(EditionForm):
    """A step with words that may be left out."""

    words = forms.CharField(label=_("审核意见"), max_length=500, required=False)


class ReasonForm(EditionForm):
    """A step that needs its reason."""

    reason = forms.CharField(label=_("理由"), max_length=500)
