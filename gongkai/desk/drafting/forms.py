"""The form in which a record is drafted: its choices are the law's rows of the day, its checks those of the content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from gongkai.desk.drafting.numbers import NumberField
from gongkai.desk.drafting.selects import Choice
from gongkai.kit.clock import BEIJING
from gongkai.law.publicity import Ground, grounds, marks
from gongkai.law.record_classes import categories, classes_for, document_kinds, genres, index_classes
from gongkai.law.topics import offered_words
from gongkai.records.models import Record
from gongkai.records.said import Said
from gongkai.units.models import Agency

TEXT = {"class": "input"}
NONE = ("", _("（未选定）"))
SPLIT = "、,，;；"


def _line(label: Any, longest: int, hint: Any = "", **more: Any) -> forms.CharField:
    given = {"required": False, "help_text": hint} | more
    return forms.CharField(label=label, max_length=longest, widget=forms.TextInput(TEXT), **given)


def _text(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, help_text=hint, widget=forms.Textarea(TEXT | {"rows": 3}))


def _day(label: Any, hint: Any = "") -> forms.DateField:
    widget = forms.DateInput(TEXT | {"type": "date"}, "%Y-%m-%d")
    return forms.DateField(label=label, required=False, help_text=hint, widget=widget)


def _select(label: Any, hint: Any = "", choices: Any = ()) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, help_text=hint, choices=choices, widget=Choice(TEXT))


def _radios(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, widget=forms.RadioSelect)


@dataclass(frozen=True, slots=True)
class Details:
    """One ground with the fields that must be recorded with it."""

    ground: Ground
    fields: tuple[forms.BoundField, ...]


class DraftForm(forms.Form):
    """Everything a content states but its attachments. Only the title is needed to save; `needed` is for submission."""

    title = _line(_("标题"), 300, required=True, error_messages={"required": _("没有填写标题。填写后才能保存。")})
    doc_number = NumberField(label=_("发文字号"), help_text=_("没有文号的不填。整个文号可粘贴在第一格，括号形式不限。"))
    formed_on = _day(_("成文日期"), _("公开期限自这一天起算。"))
    effective_on = _day(_("施行日期"))
    expires_on = _day(_("有效期截止日"))
    origin = _select(_("信息来源"), choices=Record.Origin.choices)
    document_kind = _radios(_("文件性质"))
    genre = _select(_("公文种类"))
    class_code = _select(_("法定公开事项"), _("主动公开的信息须归入一项。"))
    category = _select(_("栏目"))
    index_class = _select(_("索引类别"), _("编入索引号，发布后不再改变。"))
    topic = _select(_("主题分类"))
    keywords = _line(_("主题词"), 600, _("用顿号分开。"))
    summary = _text(_("内容概述"), _("不超过 500 字。"))
    body = forms.CharField(
        label=_("正文"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            {
                "class": "input tall",
                "data-editor": "",
                "data-words": "editor-words",
                "data-clean": reverse_lazy("desk:clean"),
            }
        ),
    )
    mark = _radios(_("公开属性"))
    ground = _radios(_("不公开情形"))
    mark_reason = _text(_("定性理由"), _("写明对照本件内容的具体理由，不能只抄条文。"))
    joint = forms.MultipleChoiceField(label=_("联合制发单位"), required=False, widget=forms.CheckboxSelectMultiple)
    embargo_until = forms.DateTimeField(
        label=_("不早于此时公开"),
        required=False,
        widget=forms.DateTimeInput(TEXT | {"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )

    def __init__(self, *args: Any, agency: Agency, on: date, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self._choose("document_kind", [(one.code, one.label) for one in document_kinds(on)], blank=False)
        self._choose("genre", [(one.code, one.label) for one in genres(on)])
        self._choose("class_code", [(one.code, one.label) for one in classes_for(agency.level, on)])
        self._choose("category", [(one.code, one.label) for one in categories(on)])
        classes = index_classes(settings.INDEX_CLASSES, on)
        self._choose("index_class", [(one.code, f"{one.code} {one.label}") for one in classes])
        self._choose("topic", [(words, words) for words in offered_words(settings.TOPICS, on)])
        self._choose("mark", [(one.code, one.label) for one in marks(on)], blank=False)
        self._choose("ground", [("", _("无")), *((one.code, one.label) for one in grounds(on))], blank=False)
        self._choose("joint", units, blank=False)
        for name in (
            "formed_on",
            "origin",
            "document_kind",
            "class_code",
            "index_class",
            "body",
            "mark",
            "ground",
            "mark_reason",
        ):
            self.fields[name].needed = True  # type: ignore[attr-defined]
        for ground in grounds(on):
            for detail in ground.details:
                self.fields[detail_name(ground.code, detail.code)] = _detail_field(detail.label, detail.choices)

    def details(self) -> list[Details]:
        """The grounds with their fields, in the law's order."""
        return [
            Details(ground, tuple(self[detail_name(ground.code, detail.code)] for detail in ground.details))
            for ground in grounds(self.on)
            if ground.details
        ]

    def stated(self) -> dict[str, Any]:
        """What the checked form says, in the form that `Said.from_json` reads; attachments are not in it."""
        data = self.cleaned_data
        plain = ("title", "doc_number", "origin", "class_code", "category", "index_class", "topic", "genre",
                 "document_kind", "summary", "body", "mark", "ground", "mark_reason")  # fmt: skip
        found: dict[str, Any] = {name: data[name] for name in plain}
        found |= {name: data[name] for name in ("formed_on", "effective_on", "expires_on", "embargo_until")}
        found["keywords"] = split_words(data["keywords"])
        found["joint"] = data["joint"]
        ground = next((one for one in grounds(self.on) if one.code == data["ground"]), None)
        if ground is not None:
            found["ground_details"] = {
                detail.code: data[detail_name(ground.code, detail.code)] for detail in ground.details
            }
        return found

    def _choose(self, name: str, choices: list[tuple[Any, Any]], *, blank: bool = True) -> None:
        field = self.fields[name]
        # What a record holds from an earlier law stays choosable, so that saving does not change it unseen.
        kept = self.initial.get(name)
        known = {str(code) for code, _words in choices}
        missing = [one for one in (kept if isinstance(kept, list) else [kept]) if one and str(one) not in known]
        field.choices = [*([NONE] if blank else []), *choices, *((one, str(one)) for one in missing)]  # type: ignore[attr-defined]


def initial_of(said: Said) -> dict[str, Any]:
    """The form's first values for a content."""
    found: dict[str, Any] = {name: getattr(said, name) for name in DraftForm.base_fields if hasattr(said, name)}
    found["keywords"] = "、".join(said.keywords)
    found["joint"] = list(said.joint)
    found["embargo_until"] = said.embargo_until.astimezone(BEIJING) if said.embargo_until else None
    found |= {detail_name(said.ground, code): words for code, words in said.ground_details.items()}
    return found


def detail_name(ground: str, detail: str) -> str:
    """The name of the field of one detail of one ground."""
    return f"detail-{ground}-{detail}"


def split_words(text: str) -> list[str]:
    """Words parted by any of the usual marks."""
    for sign in SPLIT:
        text = text.replace(sign, "\n")
    return [word.strip() for word in text.split("\n") if word.strip()]


def field_of(code: str, form: Mapping[str, Any]) -> str:
    """The form field that a refusal of the content is about; "" for the form as a whole."""
    name = code.removeprefix("said-").removesuffix("-missing").removeprefix("mark-")
    if code.startswith(("said-file", "file-")):
        return "files"
    return name if name in form else "body" if code.startswith("body-") else ""


def _detail_field(label: str, choices: Any) -> forms.Field:
    if choices:
        listed = [NONE, *((one.code, one.label) for one in choices)]
        return forms.ChoiceField(label=label, required=False, choices=listed, widget=Choice(TEXT))
    return forms.CharField(label=label, required=False, max_length=1000, widget=forms.TextInput(TEXT))
