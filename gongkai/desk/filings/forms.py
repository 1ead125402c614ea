"""What is filled in of a filing beside its figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.requests.fields import choice, day, text, words
from gongkai.law.filing_reasons import Reason
from gongkai.law.formats import ReportFormat

MARKS = 3


class OpenForm(forms.Form):
    """Which unit and period is begun."""

    unit = choice(_("单位"), ())
    period = choice(_("报表"), (("year", _("年报")), ("quarter", _("季报")), ("month", _("月报"))))
    year = forms.IntegerField(
        label=_("年度"), min_value=2000, max_value=2100, widget=forms.NumberInput({"class": "input"}),
        error_messages={"required": _("没有填写年度，请补填。"), "invalid": _("年度不是数字，请填四位数字。"),
                        "min_value": _("年度太早，请核对。"), "max_value": _("年度太晚，请核对。")},
    )  # fmt: skip
    number = forms.IntegerField(
        label=_("第几季度、几月"), min_value=0, max_value=12, required=False, help_text=_("年报不填。"),
        widget=forms.NumberInput({"class": "input"}),
        error_messages={"invalid": _("季度、月份不是数字，请改正。"), "min_value": _("季度、月份不对，请改正。"),
                        "max_value": _("季度、月份不对，请改正。")},
    )  # fmt: skip

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class ExplainForm(forms.Form):
    """One explanation of one difference."""

    reason = choice(_("原因"), ())
    amount = words(_("数额"), 30, _("没有填写数额，请补填。"), hint=_("增加填正数，减少填负数，合计须恰好等于差额。"))
    words = words(_("说明"), 300, _("没有写明差异的情况，请补写。"))

    def __init__(self, *args: Any, reasons: tuple[Reason, ...], number: int, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"explain{number}-%s"
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(one.code, one.label) for one in reasons]  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    """A report that was written elsewhere."""

    file = forms.FileField(
        label=_("报告文件"), help_text=_("Excel、Word、PDF 或网页，表格按统一格式。导入的数字会标明“文件导入”。"),
        error_messages={"required": _("没有选择文件，请选择。"), "empty": _("文件是空的，请重新选择。")},
    )  # fmt: skip


class ReturnForm(forms.Form):
    """Why a filing goes back, and the cells that are wrong."""

    reason = text(_("退回的原因"), 400, _("没有写明退回的原因，请补写。"), rows=2)

    def __init__(self, *args: Any, form: ReportFormat, **kwargs: Any) -> None:
        kwargs["auto_id"] = "return-%s"
        super().__init__(*args, **kwargs)
        cells = [(cell, spec.label) for cell, spec in form.cells.items()]
        for number in range(1, MARKS + 1):
            self.fields[f"cell{number}"] = choice(_("有误的格"), cells, required=False)
            self.fields[f"words{number}"] = words(_("这一格的意见"), 300)

    def marks(self) -> dict[str, str]:
        """The cells that were chosen with their words."""
        given = self.cleaned_data
        numbers = range(1, MARKS + 1)
        return {given[f"cell{one}"]: given[f"words{one}"] for one in numbers if given[f"cell{one}"]}

    def pairs(self) -> list[tuple[Any, Any]]:
        """Cell and words side by side."""
        return [(self[f"cell{one}"], self[f"words{one}"]) for one in range(1, MARKS + 1)]


class ErratumForm(forms.Form):
    """A figure put right after the lock."""

    cell = choice(_("哪一格"), ())
    after = words(_("更正后的数字"), 30, _("没有填写更正后的数字，请补填。"))
    reason = words(_("勘误的原因"), 400, _("没有写明勘误的原因，请补写。"))

    def __init__(self, *args: Any, form: ReportFormat, **kwargs: Any) -> None:
        kwargs["auto_id"] = "erratum-%s"
        super().__init__(*args, **kwargs)
        self.fields["cell"].choices = [(cell, spec.label) for cell, spec in form.cells.items()]  # type: ignore[attr-defined]


class UseForm(forms.Form):
    """From which day a kind of period is taken."""

    period = choice(_("报表"), ())
    begins = day(_("自哪一天起"), hint=_("这一天及以后期满的报表列入应报。"))

    def __init__(self, *args: Any, periods: list[tuple[str, str]], **kwargs: Any) -> None:
        kwargs["auto_id"] = "use-%s"
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = periods  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """A reason that may stay open."""

    reason = words(_("还有单位没有通过时，写明不再等待的原因"), 300)

    def __init__(self, *args: Any, prefix_id: str, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"{prefix_id}-%s"
        super().__init__(*args, **kwargs)
