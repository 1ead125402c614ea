"""The form of an answer to a sub-case: for whom it is put to, and for the handler who writes down another's answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from gongkai.desk.people.forms import HouseForm, day
from gongkai.desk.requests.forms_subcases import name_of
from gongkai.law.subcases import SubCaseKind
from gongkai.requests.answering import Searched
from gongkai.requests.models import SubCase


class Files(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each looked at by the action."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files that were sent."""
        return [one for one in (data if isinstance(data, list) else [data]) if one]


class AnswerForm(HouseForm):
    """An answer. `on` only for somebody outside, the search where nothing may be held, a verdict for each thing."""

    answer = forms.ChoiceField(label=_("答复"))
    text = forms.CharField(
        label=_("意见和理由"), widget=forms.Textarea(attrs={"rows": 5}), max_length=8000, required=False,
        help_text=_("不同意或者部分同意公开的，须写明内容和理由。"),
    )  # fmt: skip
    on = day(_("收到答复的日期"), required=False)
    place = forms.CharField(
        label=_("检索的范围"),
        max_length=200,
        required=False,
        help_text=_("答复没有相关材料的须填写。例如哪个档案室、系统、年度的案卷。"),
    )
    how = forms.CharField(
        label=_("检索的方法"), max_length=400, required=False, help_text=_("例如使用的关键词、翻阅的目录。")
    )
    span = forms.CharField(label=_("检索的时间范围"), max_length=100, required=False)
    found = forms.CharField(label=_("检索的结果"), max_length=400, required=False)
    attached = FilesField(label=_("附件"), required=False, widget=Files())
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def fit(
        self, row: SubCase, kind: SubCaseKind, answers: Iterable[tuple[str, str]], verdicts: Iterable[tuple[str, str]],
        *, asked: bool,
    ) -> None:  # fmt: skip
        """Keep the fields of the kind, fill its choices, add a verdict and a reason for each thing to be judged."""
        known = list(answers)
        self.fields["text"].help_text = "" if kind.judges or kind.duties else self.fields["text"].help_text
        self.choose("answer", known, none=str(_("请选择")))
        if kind.judges:
            self.fields["answer"].widget = forms.HiddenInput()
            self.fields["answer"].initial = known[0][0]
        gone = {"on"} if asked else set()
        if "nothing_held" not in kind.answers or not kind.duties:
            gone |= {"place", "how", "span", "found"}
        for name in gone:
            del self.fields[name]
        choices = [("", str(_("请选择"))), *verdicts]
        for item in row.items.all() if kind.judges else ():
            one = item.paper or item.attachment or item.release
            self.fields[f"verdict-{item.pk}"] = forms.ChoiceField(
                label=str(name_of(one)), choices=choices, widget=forms.Select(attrs={"class": "input"})
            )
            self.fields[f"reason-{item.pk}"] = forms.CharField(
                label=_("理由"), required=False, max_length=1000, widget=forms.TextInput(attrs={"class": "input"})
            )

    def verdicts(self) -> dict[int, tuple[str, str]]:
        """What was chosen for each thing."""
        given = self.cleaned_data
        return {
            int(name.removeprefix("verdict-")): (given[name], given.get(name.replace("verdict-", "reason-"), ""))
            for name in given
            if name.startswith("verdict-")
        }

    def searches(self) -> tuple[Searched, ...]:
        """The search that was described, if any."""
        given = self.cleaned_data
        said = Searched(given.get("place", ""), given.get("how", ""), given.get("found", ""), given.get("span", ""))
        return (said,) if said.place or said.how or said.found else ()


def sent_files(files: MultiValueDict[str, Any]) -> list[tuple[str, bytes]]:
    """The files of the form, read."""
    return [(one.name or "", one.read()) for one in files.getlist("attached")]
