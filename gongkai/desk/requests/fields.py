"""Fields that the forms of requests share: words, days, choices from the law's rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

INPUT = {"class": "input"}


def words(label: Any, longest: int, lacking: Any = None, hint: Any = "", **more: Any) -> forms.CharField:
    """One line; `lacking` is the sentence for an empty one, without it the field may stay empty."""
    return forms.CharField(
        label=label, max_length=longest, required=lacking is not None, help_text=hint,
        widget=forms.TextInput(INPUT | more),
        error_messages={"required": lacking or "", "max_length": _("最多 %s 字，请缩短。") % longest},
    )  # fmt: skip


def text(label: Any, longest: int, lacking: Any = None, hint: Any = "", rows: int = 3) -> forms.CharField:
    """Several lines."""
    return forms.CharField(
        label=label, max_length=longest, required=lacking is not None, help_text=hint,
        widget=forms.Textarea(INPUT | {"rows": rows}),
        error_messages={"required": lacking or "", "max_length": _("最多 %s 字，请缩短。") % longest},
    )  # fmt: skip


def day(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label, required=required, help_text=hint,
        widget=forms.DateInput(INPUT | {"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("没有填写日期，请补填。"), "invalid": _("日期无效，请按年-月-日填写。")},
    )  # fmt: skip


def choice(label: Any, choices: Iterable[tuple[str, Any]], *, required: bool = True, hint: Any = "") -> Any:
    """One of the choices; where it may stay open, an empty one stands first."""
    offered = [*choices] if required else [("", _("（未选定）")), *choices]
    return forms.ChoiceField(
        label=label, choices=offered, required=required, help_text=hint, widget=forms.Select(INPUT),
        error_messages={
            "required": format_lazy(_("没有选择{label}，请补选。"), label=label),
            "invalid_choice": _("没有这个选项，请重新选择。"),
        },
    )  # fmt: skip


def tick(label: Any, hint: Any = "") -> forms.BooleanField:
    """Yes or no."""
    return forms.BooleanField(label=label, required=False, help_text=hint)


class FileList(forms.ClearableFileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """A field that gives a list of files; it may be empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=FileList(), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file by the rules of one."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(Files, self).clean(one, initial) for one in given if one]
