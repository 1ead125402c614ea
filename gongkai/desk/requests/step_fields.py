"""Which fields the page of each act has, and how what was typed is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.kit.action import Refused
from gongkai.law.receipt import channels
from gongkai.requests.actions.end_unreachable import CAUSES
from gongkai.requests.handing_in import Handed

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `kind` is day, line, text, choice, files or none; `choices` are code and words."""

    name: str
    kind: str
    label: Words
    hint: Words = ""
    required: bool = True
    choices: Sequence[tuple[str, Words]] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one act: what is said above the fields, the fields, the word on the button."""

    lead: Words
    fields: tuple[Field, ...]
    button: Words
    done: Words


def ways() -> list[tuple[str, Words]]:
    """The ways in which something can be handed in: those of a request."""
    return [(one.code, one.title) for one in channels().values()]


CAME = (
    Field("on", "day", _("收到的日期"), _("申请人当面提交、工作机构签收或者实际收到之日。")),
    Field("way", "choice", _("提交的方式")),
)
FILES = Field("files", "files", _("附件"), _("书面材料请扫描上传。可以一次选多个。"), required=False)
PROOF = Field("files", "files", _("证明材料"), _("扫描件或者照片。没有证明材料不能登记。"))
CORRECTED = (
    Field("subject", "line", _("改后的信息名称"), _("没有改动的留空。"), required=False),
    Field("doc_number", "line", _("改后的文号"), _("没有改动的留空。"), required=False),
    Field("items", "text", _("改后的申请事项"), _("每行一项，全部列出；没有改动的留空。"), required=False),
)
PAGES: dict[str, Page] = {
    "receive_correction": Page(
        _("自收到补正之日重新计算答复期限，当日不计。"),
        (
            *CAME,
            Field("text", "text", _("补正的内容"), _("照录申请人补充的内容；只有附件的可以留空。"), required=False),
            FILES, *CORRECTED,
            Field(
                "good_reason", "text", _("逾期的正当理由"),
                _("只在超过补正期限时填写。不填写的，先留存，由公开工作机构审查有无正当理由。"), required=False,
            ),
        ),
        _("登记补正"), _("已登记补正。"),
    ),
    "judge_correction": Page(
        _("认定有正当理由的，自收到补正之日重新计算答复期限；没有正当理由的，视为放弃申请，可以终结办理。"),
        (
            Field("verdict", "choice", _("认定"), choices=(
                ("good", _("有正当理由，接受补正")), ("none", _("没有正当理由")),
            )),
            Field("reason", "text", _("理由")), *CORRECTED,
        ),
        _("作出认定"), _("已作出认定。"),
    ),
    "receive_reasons": Page(
        _("说明理由期间答复期限照常计算。收到之后，由公开工作机构认定理由是否合理。"),
        (*CAME, Field("text", "text", _("说明的理由"), _("只有附件的可以留空。"), required=False), FILES),
        _("登记理由说明"), _("已登记理由说明。"),
    ),
    "go_on_without_reasons": Page(
        _("申请人没有在所定期限内说明理由，申请继续办理。"), (), _("继续办理"), _("申请已转为办理中。"),
    ),
    "judge_reasons": Page(
        _("理由不合理的，可以在处理决定中选择不予处理；理由合理但不能在期限内答复的，可以告知延迟答复的日期。"),
        (
            Field("verdict", "choice", _("认定"), choices=(
                ("feasible", _("理由合理，能够在期限内答复")), ("late", _("理由合理，不能在期限内答复")),
                ("unreasonable", _("理由不合理")),
            )),
            Field(
                "reason", "text", _("认定的依据"),
                _("写明申请数量、频次为什么明显超过合理范围，申请人的理由为什么合理或者不合理。"),
            ),
        ),
        _("作出认定"), _("已作出认定。"),
    ),
    "withdraw": Page(
        _("申请人撤回后，办理终结，计入“其他”。"),
        (
            Field("on", "day", _("撤回的日期")), Field("way", "choice", _("撤回的方式")),
            Field("text", "text", _("说明"), required=False), PROOF,
        ),
        _("登记撤回"), _("已登记撤回，办理终结。"),
    ),
    "end_lapsed": Page(
        _("期限已过，申请人没有补正或者缴费，视为放弃申请，不再处理。"),
        (Field("note", "text", _("说明"), _("例如催告的经过。"), required=False),),
        _("终结办理"), _("已终结办理。"),
    ),
    "end_unreachable": Page(
        _("须有事实和证明。能够恢复联系或者有人承受权利的，应当继续办理。"),
        (
            Field("cause", "choice", _("情形"), choices=[(one.value, one.label) for one in CAUSES]),
            Field("on", "day", _("查实的日期")),
            Field("text", "text", _("查实的经过"), _("何时、以何种方式联系或者核实，结果如何。")), PROOF,
        ),
        _("终结办理"), _("已终结办理。"),
    ),
}  # fmt: skip


def day_of_field(said: str, *, required: bool = True) -> date | None:
    """A day as typed. Raises Refused "bad-day"."""
    if not said.strip() and not required:
        return None
    try:
        return date.fromisoformat(said.strip())
    except ValueError as error:
        raise Refused(
            "bad-day", gettext("日期没有填写，或者不能读作年月日，未执行。请按 2026-03-02 的写法填写。")
        ) from error


def handed_in(http: HttpRequest, most: int) -> Handed:
    """What was typed and uploaded as handed in. Raises Refused "too-large"."""
    files = []
    for upload in http.FILES.getlist("files"):
        if (upload.size or 0) > most:
            raise Refused(
                "too-large", gettext("附件“%(name)s”太大，未登记。请压缩或者分开上传。") % {"name": upload.name}
            )
        files.append((upload.name or "", upload.read()))
    return Handed(http.POST.get("way", ""), http.POST.get("text", ""), files)
