"""What a publisher fills in: the change note, the time of an order, the reason of a withdrawal or a cancellation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.kit.clock import BEIJING

NOTE = 300


class PublishForm(forms.Form):
    """The record's edition as the person saw it, and for a revision the note that the public reads."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    change_note = forms.CharField(
        label=_("改动说明"),
        max_length=NOTE,
        required=False,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"max_length": _("改动说明不能超过 300 字，请缩短。")},
    )

    def __init__(self, *args: Any, revision: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note = self.fields["change_note"]
        note.required = revision
        note.error_messages["required"] = _("修订须写明改动说明，供公众了解改了什么。请补写。")


class OrderForm(PublishForm):
    """The same with the day and the time, in Beijing time."""

    day = forms.DateField(
        label=_("发布日期"),
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        error_messages={"required": _("没有填写发布日期，请补填。"), "invalid": _("发布日期无效，请按年-月-日填写。")},
    )
    time = forms.TimeField(
        label=_("发布时间（北京时间）"),
        widget=forms.TimeInput(attrs={"type": "time", "class": "input"}, format="%H:%M"),
        error_messages={"required": _("没有填写发布时间，请补填。"), "invalid": _("发布时间无效，请按时:分填写。")},
    )

    @property
    def at(self) -> datetime:
        """The moment ordered."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], tzinfo=BEIJING)


class ReasonForm(forms.Form):
    """Why an order is cancelled."""

    reason = forms.CharField(
        label=_("取消原因"),
        max_length=400,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"required": _("取消须写明原因，请补写。")},
    )


class WithdrawForm(forms.Form):
    """Why a publication is withdrawn, for the public to read, and whether its title may go on standing."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("撤回原因"),
        max_length=1000,
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
        error_messages={"required": _("撤回须写明原因，原因会显示在原网址上。请补写。")},
    )
    hide_title = forms.BooleanField(label=_("标题也不宜公开：原网址上只留索引号、日期和原因"), required=False)
