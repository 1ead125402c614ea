"""What is filled in of a card: its colour and reason, an appeal with its proof, the judgement, why it is lifted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.requests.fields import text
from gongkai.supervision.reads_cards import Issuable

MOST = 1000
MOST_APPEAL = 2000
CANCEL, UPHOLD = "cancel", "uphold"


class IssueForm(forms.Form):
    """A colour of those that may be issued now, and why."""

    colour = forms.ChoiceField(
        label=_("监察牌"), choices=(), widget=forms.RadioSelect,
        error_messages={
            "required": _("没有选择发哪一种牌，请选择。"), "invalid_choice": _("现在不能发这种牌，请重新选择。"),
        },
    )  # fmt: skip
    reason = text(
        _("理由和要求"),
        MOST,
        _("没有写明发牌的理由，请补写。"),
        _("写明哪一环节逾期、要求怎样改正；不写申请人的个人信息。"),
        4,
    )

    def __init__(self, *args: Any, offered: Issuable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [(one.colour.code, one.colour.label) for one, why in offered.colours if not why]
        self.fields["colour"].choices = able  # type: ignore[attr-defined]


class Seen(forms.Form):
    """The version of the card that was looked at; ids by class, since several forms stand on one page."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        kwargs |= {"initial": {"seen": version}, "auto_id": f"{type(self).__name__.lower()}-%s"}
        super().__init__(*args, **kwargs)


class AppealForm(Seen):
    """Reasons, and one file where there is one."""

    reasons = text(
        _("申诉的事实和理由"),
        MOST_APPEAL,
        _("没有写明申诉的理由，请补写。"),
        _("写明事实和依据；不写申请人的个人信息。"),
        5,
    )
    proof = forms.FileField(
        label=_("证明材料"), required=False, help_text=_("一个文件；查阅会记入操作日志。"),
        error_messages={"empty": _("证明材料是空的文件，请重新选择。")},
    )  # fmt: skip


class JudgeForm(Seen):
    """Whether the appeal is right, and why."""

    verdict = forms.ChoiceField(
        label=_("裁定"), widget=forms.RadioSelect,
        choices=((CANCEL, _("采纳申诉，撤销监察牌")), (UPHOLD, _("不予采纳，监察牌继续有效"))),
        error_messages={"required": _("没有选择裁定结果，请选择。"), "invalid_choice": _("没有这个选项，请重新选择。")},
    )  # fmt: skip
    words = text(_("裁定的理由"), MOST, _("没有写明裁定的理由，请补写。"))


class LiftForm(Seen):
    """Why the card is lifted."""

    words = text(_("解除的理由"), MOST, _("没有写明解除的理由，请补写。"), _("写明改正的情况。"))
