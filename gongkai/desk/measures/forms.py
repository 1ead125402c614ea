"""What is filled in of figures from other registers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongkai.desk.requests.fields import INPUT, choice, text, words
from gongkai.law.measures import tally_kinds
from gongkai.screening.opening import MEBIBYTE
from gongkai.statistics.measuring_sheet import Unreadable, day_of_text, number_of
from gongkai.statistics.measuring_tallies import LONGEST_NOTE, LONGEST_SOURCE, Figure
from gongkai.units.models import Agency


class TallyForm(forms.Form):
    """One figure: whose, of what, for which day or month, how much, from where."""

    unit = choice(_("单位"), ())
    kind = choice(_("种类"), ())
    on = words(_("日期或者月份"), 20, _("没有填写日期，请补填。"), _("按月写 2025-03，按日写 2025-03-31。"))
    quantity = words(
        _("数量"), 30, _("没有填写数量，请补填。"), _("只填数字；金额以万元计，项目增减可以为负数。"),
        inputmode="decimal",
    )  # fmt: skip
    source = words(_("来源"), LONGEST_SOURCE, _("没有写明来源，请补填。"), _("数字取自哪个系统或者台账。"))
    note = words(_("备注"), LONGEST_NOTE)
    proof = forms.FileField(label=_("依据文件"), required=False, help_text=_("系统导出的报表或者台账的扫描件。"))

    def __init__(self, *args: Any, units: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(one.code, one.name) for one in units]  # type: ignore[attr-defined]
        kinds = tally_kinds().values()
        self.fields["kind"].choices = [("", _("（请选择）"))] + [  # type: ignore[attr-defined]
            (one.code, f"{one.title}（{one.unit}）") for one in kinds
        ]

    def clean_on(self) -> date:
        """A day, or the last day of a month."""
        try:
            return day_of_text(self.cleaned_data["on"])
        except Unreadable as error:
            raise forms.ValidationError(error.sentence) from error

    def clean_quantity(self) -> Decimal:
        """A number."""
        try:
            return number_of(self.cleaned_data["quantity"])
        except Unreadable as error:
            raise forms.ValidationError(error.sentence) from error

    def figure(self) -> Figure:
        """What was filled in."""
        given = self.cleaned_data
        return Figure(given["kind"], given["on"], given["quantity"], given["source"], given["note"])


class VoidForm(forms.Form):
    """Why it is taken back."""

    reason = text(_("作废原因"), 300, _("作废须写明原因，请补写。"), rows=2)


class ImportForm(forms.Form):
    """A sheet with one figure a row."""

    file = forms.FileField(
        label=_("表格文件"), help_text=_(".xlsx 或者 CSV，第一行写明各列名称。"),
        widget=forms.ClearableFileInput(INPUT),
        error_messages={"required": _("没有选择文件，请选择后再导入。"), "empty": _("文件是空的，请核对后重新选择。")},
    )  # fmt: skip

    def clean_file(self) -> Any:
        """A file no larger than files of requests may be."""
        given = self.cleaned_data["file"]
        if given.size > settings.REQUEST_FILE_MB * MEBIBYTE:
            raise forms.ValidationError(_("文件超过 %s MB，请分成几个文件。") % settings.REQUEST_FILE_MB)
        return given
