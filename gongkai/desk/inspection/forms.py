"""The forms of the content assurance list and of findings. Choices come from the reads and the law's rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.desk.people.forms import HouseForm
from gongkai.inspection.acting import LONGEST, MOST
from gongkai.inspection.models import AssuranceRow

Choices = Iterable[tuple[str, str]]


class EditionForm(HouseForm):
    """A step that needs no words."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(HouseForm):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=300)


class RemoveForm(EditionForm):
    """Why a column is taken out."""

    reason = forms.CharField(label=_("理由"), max_length=LONGEST)


class UploadForm(EditionForm):
    """A sheet."""

    file = forms.FileField(label=_("Excel 文件（.xlsx）"), widget=forms.FileInput(attrs={"accept": ".xlsx"}))


class RowForm(EditionForm):
    """One column of a list."""

    column = forms.ChoiceField(label=_("栏目"))
    unit_code = forms.ChoiceField(label=_("栏目所属单位"), required=False)
    kind = forms.ChoiceField(label=_("栏目种类"))
    responsible = forms.ChoiceField(label=_("责任单位"))
    person = forms.ChoiceField(
        label=_("责任人"), required=False, help_text=_("须在责任单位任职；空着时由责任单位的经办人负责。")
    )
    every = forms.IntegerField(
        label=_("更新间隔"), min_value=0, max_value=MOST, initial=0,
        help_text=_("有变动才更新的填 0。间隔长于检查时限的，按检查时限提醒。"),
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("间隔的单位"), choices=AssuranceRow.Unit.choices)
    basis = forms.CharField(label=_("依据"), max_length=LONGEST, required=False)
    remark = forms.CharField(label=_("备注"), max_length=LONGEST, required=False)

    def __init__(
        self, columns: Choices, units: Choices, kinds: Choices, people: Iterable[tuple[str, list[tuple[str, str]]]],
        *args: Any, **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **more)
        units = list(units)
        self.choose("column", columns)
        self.choose("unit_code", units, none=gettext("全站"))
        self.choose("kind", kinds)
        self.choose("responsible", units)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("不指定")), *people]


class FindingsFilter(HouseForm):
    """What the list of findings shows."""

    unit = forms.ChoiceField(label=_("单位"), required=False)
    kind = forms.ChoiceField(label=_("种类"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
