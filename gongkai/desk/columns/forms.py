"""The forms of the column pages, made from the law's fields, and that of the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from gongkai.columns.site_values import FIELDS
from gongkai.desk.people.forms import HouseForm, day, reason
from gongkai.law.instruments import cited
from gongkai.law.unit_columns import PageField, columns, page_fields


class PageForm(HouseForm):
    """One control for each fact of a kind of page. A draft may lack anything; `needed` is asked for at publication."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, kind: str, on: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = page_fields(kind, on)
        for one in self.rows:
            self.fields[one.code] = _control(one)

    def sections(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The controls under the headings of the public page."""
        for label in dict.fromkeys(one.section for one in self.rows):
            yield label, [self[one.code] for one in self.rows if one.section == label]

    def values(self) -> dict[str, str]:
        """What was filled in, by field code."""
        return {one.code: str(self.cleaned_data.get(one.code) or "") for one in self.rows}


def _control(one: PageField) -> forms.Field:
    made: forms.Field
    words = f"{one.hint}（{cited(one.cite).words}）" if one.required else one.hint
    if one.choices:
        made = forms.ChoiceField(
            choices=[("", _("请选择")), *one.choices], widget=forms.Select(attrs={"class": "input"})
        )
    elif one.kind == "text":
        made = forms.CharField(widget=forms.Textarea(attrs={"class": "input", "rows": "5"}))
    elif one.kind == "day":
        made = forms.CharField(widget=forms.DateInput(attrs={"type": "date", "class": "input s"}))
    else:
        made = forms.CharField(widget=forms.TextInput(attrs={"class": "input"}))
    made.label, made.help_text, made.required = one.label, words, False
    made.needed = one.required  # type: ignore[union-attr]
    return made


class PublishForm(HouseForm):
    """What the publisher saw, and for a version after the first the note that the public reads."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = forms.CharField(label=_("改动说明"), max_length=300, help_text=_("显示在公开页面上，例如“更换办公电话”。"))

    def __init__(self, *args: Any, revision: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not revision:
            del self.fields["note"]


class WhyForm(HouseForm):
    """Why something is returned or withdrawn."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("理由"), max_length=300)


class ChangedForm(HouseForm):
    """What is different since when."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    since = day(_("从何日起不同"))
    reason = forms.CharField(label=_("什么变了"), max_length=200, help_text=_("例如“办公室搬到三楼”。"))


class EditionForm(HouseForm):
    """Only which edition was seen."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


class UseForm(EditionForm):
    """Which draft was looked at, and why it is put to use."""

    reason = reason()


class SiteForm(HouseForm):
    """The profile of the site: facts, colour, emblem, and a row for every column."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    emblem = forms.FileField(
        label=_("徽标"), required=False, widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=_("PNG 或者 JPEG，正方形，至少 52×52 像素，不超过 2 MB。上传后重新绘制，只留图像。"),
    )  # fmt: skip
    drop = forms.BooleanField(label=_("不用徽标，恢复平台自带的图案"), required=False)

    def __init__(self, on: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["emblem"].widget = forms.FileInput(attrs={"accept": "image/png,image/jpeg", "class": "input"})
        for code, label, limit in FIELDS:
            made = forms.CharField(label=label, max_length=limit, required=False, help_text=HINTS.get(code, ""))
            made.widget.attrs["class"] = "input"
            too_long = {"label": label, "limit": limit}
            made.error_messages["max_length"] = _("“%(label)s”最多 %(limit)s 字，请缩短。") % too_long
            made.needed = code in ("name", "owner")  # type: ignore[attr-defined]
            self.fields[code] = made
        self.law = columns(on)
        for number, one in enumerate(self.law, start=1):
            self.fields[f"{one.code}-label"] = forms.CharField(required=False, max_length=20, label=_("本站名称"))
            self.fields[f"{one.code}-place"] = forms.IntegerField(
                required=False, min_value=1, max_value=99, initial=number, label=_("次序")
            )
            self.fields[f"{one.code}-shown"] = forms.BooleanField(
                required=False, initial=True, disabled=one.required, label=_("显示")
            )
            for end in ("label", "place"):
                self.fields[f"{one.code}-{end}"].widget.attrs["class"] = "input"

    def facts(self) -> list[BoundField]:
        """The controls of the facts."""
        return [self[code] for code, _label, _limit in FIELDS]

    def menu(self) -> list[tuple[Any, BoundField, BoundField, BoundField]]:
        """For every column its row: the law's column, name, place, shown."""
        return [
            (one, self[f"{one.code}-label"], self[f"{one.code}-place"], self[f"{one.code}-shown"]) for one in self.law
        ]

    def chosen(self) -> list[tuple[str, str, bool]]:
        """The columns in the order asked for."""
        told: Mapping[str, Any] = self.cleaned_data
        places = {one.code: (told.get(f"{one.code}-place") or 99, at) for at, one in enumerate(self.law)}
        return [
            (code, str(told.get(f"{code}-label") or ""), bool(told.get(f"{code}-shown")))
            for code in sorted(places, key=lambda code: places[code])
        ]


HINTS = {
    "name": _("页首显示的名称。"),
    "owner": _("页脚的“主办”，也是网页标签中的网站名称。"),
    "id_code": _("十位，与党政机关网站标识一致。"),
    "report_errors": _("以 http 或者 https 开头。"),
    "main": _("# 加六位十六进制数，例如 #14508c。不填用平台自带的蓝色。全站只有这一种主色，另有两种提示色不变。"),
}
