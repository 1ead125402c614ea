"""What is filled in around a report: which year to begin, a reviewer's words, the cover of the issued document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.requests.fields import INPUT, choice, text, words
from gongkai.statistics.compiling_issue import IssueWords
from gongkai.units.models import Agency

COVERS = (("notice", _("印发通知")), ("letter", _("报送函")))


class SeenForm(forms.Form):
    """Only what the person had before him."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class PassForm(SeenForm):
    """A verdict that needs no words."""

    words = text(_("意见"), 400, rows=2)


class ReturnForm(forms.Form):
    """A verdict that needs words."""

    words = text(_("退回的意见"), 400, _("没有写明退回的意见，请补写，编写人会看到。"), rows=2)


class IssueForm(forms.Form):
    """The cover of the document."""

    kind = choice(_("印发方式"), COVERS)
    issuer = choice(_("发文单位"), ())
    letters = words(_("机关代字"), 20, _("没有填写机关代字，请补填，例如“某政办”。"), _("发文字号中年份前面的部分。"))
    serial = forms.IntegerField(
        label=_("顺序号"), required=False, min_value=1, max_value=99999,
        help_text=_("按本单位发文登记填写；不填的由平台续编。"), widget=forms.NumberInput(INPUT),
        error_messages={
            "invalid": _("顺序号须为数字，请改正。"), "min_value": _("顺序号须大于 0。"),
            "max_value": _("顺序号过大，请核对。"),
        },
    )  # fmt: skip
    approver = words(_("批准机关"), 60, hint=_("例如“区政府”；写明经谁同意，报送函不填。"))
    addressees = text(_("主送单位"), 1000, _("没有填写主送单位，请补填。"), _("一行一个，或者用中文逗号分开。"), rows=3)
    copies = text(_("抄送单位"), 1000, hint=_("一行一个，或者用中文逗号分开。"), rows=2)
    person = words(_("联系人"), 30)
    phone = words(_("联系电话"), 30)

    def __init__(self, *args: Any, issuers: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer"].choices = [(one.code, one.name) for one in issuers]  # type: ignore[attr-defined]

    def said(self) -> IssueWords:
        """What was filled in."""
        given = self.cleaned_data
        return IssueWords(
            kind=given["kind"], issuer=given["issuer"], prefix=given["letters"].strip(), serial=given["serial"],
            addressees=_names(given["addressees"]), approver=given["approver"].strip(), copies=_names(given["copies"]),
            person=given["person"].strip(), phone=given["phone"].strip(),
        )  # fmt: skip


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in re.split(r"[\n，,；;]", text) if name.strip())
