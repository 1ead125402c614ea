"""What a clerk fills in to receive, register, distribute and mend requests."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.desk.requests import fields
from gongkai.law.applicants import applicant_columns
from gongkai.law.receipt import channels, event_titles
from gongkai.law.request_choices import FORM, HELP, IDENTITY, WAY, request_choices
from gongkai.requests.actions.note_exchange import WAYS
from gongkai.requests.models import Enquiry, Exchange

DAY = "day_"
PERSON = (
    "name",
    "identity_kind",
    "identity_number",
    "phone",
    "email",
    "address",
    "postcode",
    "representative",
    "agent",
)


class RequestForm(forms.Form):
    """A request as article 29 has it, with the days of its channel."""

    form_token = forms.CharField(max_length=64, widget=forms.HiddenInput)
    mail = forms.CharField(required=False, widget=forms.HiddenInput)
    name = fields.words(_("姓名或者名称"), 100, _("没有填写申请人的姓名或者名称，请补填。"))
    identity_number = fields.words(_("证件号码"), 60)
    identity_checked = fields.tick(_("已核对身份证明"))
    phone = fields.words(_("联系电话"), 60)
    email = fields.words(_("电子邮箱"), 200)
    address = fields.words(_("通信地址"), 300)
    postcode = fields.words(_("邮政编码"), 12)
    representative = fields.words(_("法定代表人或者负责人"), 60)
    agent = fields.words(_("代理人"), 60)
    subject = fields.text(
        _("所需信息的名称"), 300, _("没有填写所需信息的名称，请补填。"), _("写明要哪一件，列表和文书中以此称呼。"), 2
    )
    doc_number = fields.words(_("文号"), 100)
    features = fields.text(_("便于查询的其他特征"), 4000)
    items = fields.text(_("申请事项"), 8000, None, _("申请书列有几项的，一项一行；只有一项的不填。"), 4)
    suggests_publishing = fields.tick(_("申请人建议主动公开"))
    scans = fields.Files(label=_("申请书、身份证明等材料的扫描件"), help_text=_("可以选几个文件；到达时逐个检查。"))

    def __init__(self, *args: Any, channel: str, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(one.code, _head(one)) for one in applicant_columns(max(on.year, 2019)).kinds]
        self.fields["applicant_kind"] = fields.choice(_("申请人类别"), kinds)
        self.fields["identity_kind"] = fields.choice(_("证件种类"), _choices(IDENTITY, on), required=False)
        self.fields["supply_form"] = fields.choice(_("提供形式"), _choices(FORM, on), required=False)
        self.fields["supply_way"] = fields.choice(_("获取途径"), _choices(WAY, on), required=False)
        self.fields["assistance"] = fields.choice(_("需要的帮助"), _choices(HELP, on), required=False)
        self.fields |= day_fields(channel)

    def days(self) -> dict[str, date]:
        """The events with a day, by code."""
        return days_in(self.cleaned_data)


class DaysForm(forms.Form):
    """The days of a request's channel."""

    def __init__(self, *args: Any, channel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= day_fields(channel)


class MendForm(forms.Form):
    """What a registration should have said; the applicant's fields stay as they are where nothing is typed."""

    def __init__(self, *args: Any, channel: str, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = RequestForm(channel=channel, on=on)
        for name, one in whole.fields.items():
            if name not in ("form_token", "mail", "scans", "suggests_publishing"):
                self.fields[name] = one
        for name in PERSON:
            self.fields[name].required = False
        self.fields["reason"] = fields.words(_("改正的原因"), 400, _("没有写明改正的原因，请补写。"))


class ReasonForm(forms.Form):
    """Why."""

    reason = fields.text(_("原因"), 400, _("没有写明原因，请补写。"), rows=2)


class SendOnForm(forms.Form):
    """To which unit, and why."""

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = fields.choice(_("转送到"), units)
        self.fields["reason"] = fields.text(_("理由"), 300, _("没有写明理由，请补写。"), _("会告知申请人。"), 2)


class AssignForm(forms.Form):
    """To whom, and which section."""

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = fields.choice(_("承办人"), people)
        self.fields["section"] = fields.words(_("承办科室"), 60)


class SplitForm(forms.Form):
    """Each part in a box of its own, a matter a line; empty boxes are no parts."""

    BOXES = 8

    def __init__(self, *args: Any, texts: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at in range(max(self.BOXES, len(texts) + 2)):
            label = _("本件保留的内容") if at == 0 else _("拆出的第 %d 件") % at
            self.fields[f"part_{at}"] = fields.text(label, 4000, rows=2)
            self.fields[f"part_{at}"].initial = texts[at] if at < len(texts) else ""

    def parts(self) -> list[list[str]]:
        """The parts with something in them."""
        found = [str(self.cleaned_data[name]).splitlines() for name in self.fields]
        return [part for part in found if any(line.strip() for line in part)]


class JoinForm(forms.Form):
    """Into which request."""

    number = fields.words(_("并入的申请编号"), 60, _("没有填写编号，请补填。"))


class ExchangeForm(forms.Form):
    """What was said, by whom, how, when."""

    direction = fields.choice(_("谁说的"), Exchange.Direction.choices)
    way = fields.choice(_("方式"), WAYS.items())
    on = fields.day(_("日期"))
    text = fields.text(_("内容"), 4000, _("没有写明内容，请补写。"))


class EnquiryForm(forms.Form):
    """A call that is no request."""

    way = fields.choice(_("方式"), Enquiry.Way.choices)
    on = fields.day(_("日期"))
    subject = fields.words(_("咨询事项"), 300, _("没有写明咨询的事项，请补写。"))
    question = fields.text(_("问的内容"), 4000)
    answer = fields.text(_("答复的内容"), 4000)
    name = fields.words(_("称呼"), 100)
    contact = fields.words(_("联系方式"), 100)


class PurposeForm(forms.Form):
    """What an applicant's data are read for."""

    reason = fields.words(_("用途"), 200, _("查看申请人信息须写明用途，请补写。"))


def day_fields(channel: str) -> dict[str, forms.Field]:
    """The days a channel asks for: the arrival, and the event that counts where it is another."""
    row, titles = channels()[channel].history[-1], event_titles()
    found: dict[str, forms.Field] = {DAY + row.arrives: fields.day(titles[row.arrives] + str(_("的日期")))}
    if row.counts != row.arrives:
        hint = _("这一天是收到申请之日；还没有发生的先不填，登记后提醒。")
        found[DAY + row.counts] = fields.day(titles[row.counts] + str(_("的日期")), required=False, hint=hint)
    return found


def days_in(said: dict[str, Any]) -> dict[str, date]:
    """The events with a day, by code."""
    return {name.removeprefix(DAY): value for name, value in said.items() if name.startswith(DAY) and value}


def _choices(kind: str, on: date) -> list[tuple[str, str]]:
    return [(one.code, one.label) for one in request_choices(kind, on)]


def _head(one: Any) -> str:
    return f"{one.group}：{one.label}" if one.group else str(one.label)
