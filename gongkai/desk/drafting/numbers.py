"""A document number typed in three boxes, or whole in the first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.law.doc_numbers import DocNumberError, parse_doc_number


class NumberWidget(forms.MultiWidget):
    """机关代字, year, serial, with the brackets printed between the boxes."""

    template_name = "desk/drafting/number.html"

    def __init__(self) -> None:
        super().__init__(
            {
                "prefix": forms.TextInput(
                    {"class": "input", "maxlength": 100, "aria-label": _("机关代字，或者整个文号")}
                ),
                "year": forms.TextInput(
                    {"class": "input", "maxlength": 4, "inputmode": "numeric", "size": 4, "aria-label": _("年份")}
                ),
                "serial": forms.TextInput(
                    {"class": "input", "maxlength": 10, "inputmode": "numeric", "size": 6, "aria-label": _("顺序号")}
                ),
            }
        )

    def decompress(self, value: Any) -> list[str]:
        """The three parts of a number; one of another form stands whole in the first box."""
        if not value:
            return ["", "", ""]
        try:
            number = parse_doc_number(value)
        except DocNumberError:
            return [value, "", ""]
        if number.ordinal or number.sub is not None or number.year is None:
            return [number.text, "", ""]
        return [number.prefix, str(number.year), str(number.serial)]


class NumberField(forms.MultiValueField):
    """Gives the number in its one form, or the text as typed where a draft holds something else; "" for none."""

    widget = NumberWidget

    def __init__(self, **kwargs: Any) -> None:
        parts = tuple(forms.CharField(required=False, max_length=100) for _part in range(3))
        super().__init__(parts, require_all_fields=False, required=False, **kwargs)

    def compress(self, data_list: Sequence[str]) -> str:
        """Put the parts together. Raises ValidationError naming the part that is missing."""
        prefix, year, serial = (str(one or "").strip() for one in (*data_list, "", "", "")[:3])
        if not year and not serial:
            return prefix
        if not (prefix and year and serial):
            raise ValidationError(
                gettext("文号缺少一部分。机关代字、年份、顺序号都要填写，也可以在第一格粘贴整个文号。")
            )
        try:
            return parse_doc_number(f"{prefix}〔{year}〕{serial}号").text
        except DocNumberError as error:
            raise ValidationError(error.sentence) from error
