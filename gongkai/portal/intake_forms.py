"""The three public forms: a request for disclosure, a complaint, the correction of a record about oneself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext

from gongkai.law.applicants import applicant_columns
from gongkai.law.request_choices import FORM, HELP, IDENTITY, WAY, request_choices
from gongkai.law.request_form import request_form
from gongkai.portal.intake_fields import AREA, CHECK, FILES, RADIO, SELECT, UNIT, Field, Option, Part
from gongkai.portal.units import Group


def request_parts(on: date, groups: Iterable[Group]) -> tuple[Part, ...]:
    """The form of article 29, in the words of the law's row for each of its points; nothing is asked beyond them."""
    legal = {one.code: one for one in request_form(on)}
    kinds = tuple(Option(one.code, one.label, one.group) for one in applicant_columns(on.year).kinds)
    return (
        unit_part(
            gettext("受理单位"),
            gettext("向制作或者保存这项信息的单位申请。不能确定的，选最可能的单位，它会告诉您该向谁申请。"), groups,
        ),
        Part("applicant", gettext("申请人"), "", (
            Field("applicant_kind", gettext("申请人类别"), SELECT, needed=True, options=kinds),
            Field("name", legal["name"].label, hint=legal["name"].hint, needed=True, fill="name", most=100),
            Field("representative", gettext("法定代表人或者负责人"), hint=gettext("申请人是单位的填写。"), most=60),
            Field("agent", gettext("代理人"), hint=gettext("由他人代办的填写代理人姓名，并上传委托书。"), most=60),
        )),
        Part("identity", legal["identity"].label, gettext("证件号码只用于核对申请人，加密保存，不公开。"), (
            Field("identity_kind", gettext("证件种类"), SELECT, needed=True, options=_choices(IDENTITY, on)),
            Field("identity_number", gettext("证件号码"), needed=True, most=60),
            Field("identity_files", gettext("证件的照片或者扫描件"), FILES, role="identity"),
        )),
        contact_part(legal["contact"].label, gettext("至少写一种，用来与您确认收到申请和送达答复。")),
        Part("information", legal["information"].label, legal["information"].hint, (
            Field("subject", gettext("名称或者内容"), needed=True, most=300,
                  hint=gettext("例如：某年某项目的资金使用情况。不需要说明用途。")),
            Field("doc_number", gettext("文号"), most=100),
            Field("features", gettext("便于查询的其他特征"), AREA,
                  hint=gettext("年份、地点、办理单位、在哪里见到过等。")),
            Field("request_files", gettext("补充材料"), FILES, role="application"),
        )),
        Part("supply", legal["supply"].label, "", (
            Field("supply_form", gettext("以什么形式提供"), RADIO, needed=True, options=_choices(FORM, on)),
            Field("supply_way", gettext("怎样取得"), RADIO, needed=True, options=_choices(WAY, on)),
            Field("assistance", gettext("需要的帮助"), SELECT, options=_choices(HELP, on),
                  hint=gettext("阅读、书写或者视听有困难的，工作机构会提供帮助。")),
            Field("suggests_publishing", gettext("建议把这项信息主动公开，供大家查阅"), CHECK),
        )),
    )  # fmt: skip


def request_parts_here(on: date, groups: Iterable[Group]) -> tuple[Part, ...]:
    """The same form where no file can be handed in: at a terminal that others use after."""
    return tuple(
        replace(part, fields=tuple(_without_file(one) for one in part.fields if one.kind != FILES))
        for part in request_parts(on, groups)
    )


def _without_file(one: Field) -> Field:
    handed = gettext("由他人代办的填写代理人姓名，委托书交给工作人员。")
    return replace(one, hint=handed) if one.name == "agent" else one


def complaint_parts(on: date, groups: Iterable[Group]) -> tuple[Part, ...]:
    """A complaint that a unit does not do what the regulation asks of it (条例第四十七条、第五十一条)."""
    return (
        unit_part(
            gettext("被投诉的单位"), gettext("投诉由它的上一级行政机关或者政府信息公开工作主管部门办理。"), groups
        ),
        Part("complainant", gettext("投诉人"), "", (
            Field("name", gettext("姓名或者名称"), needed=True, fill="name", most=100),
        )),
        contact_part(gettext("联系方式"), gettext("至少写一种，用来告知处理结果。")),
        Part("matter", gettext("投诉内容"), "", (
            Field("about", gettext("涉及什么"), SELECT, needed=True, options=complaint_kinds()),
            Field("request_receipt", gettext("申请的回执编号"), hint=gettext("与一件申请有关的填写。"), most=24),
            Field("text", gettext("事情的经过和要求"), AREA, needed=True),
            Field("request_files", gettext("证据材料"), FILES, role="other"),
        )),
    )  # fmt: skip


def correction_parts(on: date, groups: Iterable[Group]) -> tuple[Part, ...]:
    """A request to correct a record about oneself, with the proof that it is wrong (条例第四十一条)."""
    return (
        unit_part(
            gettext("保存这项记录的单位"),
            gettext("该单位无权更正的，会转送有权处理的单位，或者告知您向其提出。"), groups,
        ),
        Part("applicant", gettext("申请人"), gettext("只能申请更正与自己有关的信息。"), (
            Field("name", gettext("姓名或者名称"), needed=True, fill="name", most=100),
            Field("identity_kind", gettext("证件种类"), SELECT, needed=True, options=_choices(IDENTITY, on)),
            Field("identity_number", gettext("证件号码"), needed=True, most=60),
            Field("identity_files", gettext("证件的照片或者扫描件"), FILES, role="identity"),
        )),
        contact_part(gettext("联系方式"), gettext("至少写一种，用来告知处理结果。")),
        Part("matter", gettext("更正什么"), "", (
            Field("record", gettext("哪一项记录"), needed=True, most=300,
                  hint=gettext("写明文件、登记或者数据的名称和时间。")),
            Field("wrong", gettext("现在是怎样记录的"), AREA, needed=True),
            Field("right", gettext("应当怎样记录"), AREA, needed=True),
            Field("request_files", gettext("证明记录不准确的材料"), FILES, role="other"),
        )),
    )  # fmt: skip


def complaint_kinds() -> tuple[Option, ...]:
    """What a complaint may be about."""
    return (
        Option("no_reply", gettext("逾期没有答复")),
        Option("reply", gettext("不同意答复的内容或者做法")),
        Option("not_published", gettext("应当主动公开而没有公开")),
        Option("wrong", gettext("公开的内容有误或者没有更新")),
        Option("fee", gettext("违规收费")),
        Option("other", gettext("其他")),
    )


def unit_part(title: str, hint: str, groups: Iterable[Group]) -> Part:
    """Which unit it goes to."""
    units = tuple(Option(unit.code, unit.name, group.label) for group in groups for unit in group.units)
    return Part("unit", title, "", (Field("unit", title, UNIT, hint=hint, needed=True, options=units),))


def contact_part(title: str, hint: str) -> Part:
    """How the writer is reached."""
    return Part("contact", title, hint, (
        Field("phone", gettext("电话"), fill="tel", most=40),
        Field("email", gettext("电子邮箱"), fill="email", most=100),
        Field("address", gettext("通信地址"), fill="street-address", most=200),
        Field("postcode", gettext("邮政编码"), fill="postal-code", most=12),
    ))  # fmt: skip


def _choices(kind: str, on: date) -> tuple[Option, ...]:
    return tuple(Option(one.code, one.label) for one in request_choices(kind, on))
