"""The facts that documents print: each follows from rows of the request, and nobody types it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from gongkai.kit.clock import day_of
from gongkai.law.applicants import applicant_columns
from gongkai.law.clock_entries import Entry, EntryKind
from gongkai.law.deadline_rules import deadline
from gongkai.law.errors import LawError
from gongkai.law.fees import tariff
from gongkai.law.instruments import chinese_number
from gongkai.law.receipt import channels
from gongkai.law.request_choices import choice_label
from gongkai.law.wording import basis, day_text
from gongkai.requests.clocks import REPLY, answer, ledger
from gongkai.requests.models import Attachment, Paper, Request, SubCase
from gongkai.requests.paper_settings import Missing, contact_of, office_of
from gongkai.requests.paper_source import Source
from gongkai.requests.printing import REVIEWS
from gongkai.requests.reply_text import cites_text, course_text, decisions_text, remedy_text, you
from gongkai.requests.third_parties import effect_of

NOTHING = "无"
MENDS = "mends"
FORMS_FROM = 2019  # the columns of applicants are those of the first registered report form for earlier years
CONSULTED = {
    SubCase.Kind.THIRD_PARTY: "第三方",
    SubCase.Kind.CO_AGENCY: "共同制作机关",
    SubCase.Kind.OTHER_AGENCY: "其他机关",
}


def _asked(source: Source) -> str:
    """What was asked, word for word; several matters are numbered."""
    texts = [item.text.strip() for item in source.items] or [source.request.subject]
    if len(texts) > 1:
        return "；".join(f"（{chinese_number(at)}）“{text}”" for at, text in enumerate(texts, start=1)) + "。"
    more = "，".join(part for part in (source.request.doc_number.strip(), source.request.features.strip()) if part)
    return f"“{texts[0]}”" + (f"（申请人所述其他特征：“{more}”）" if more else "") + "。"


def _applicant_kind(source: Source) -> str:
    kinds = applicant_columns(max(source.law_day.year, FORMS_FROM)).kinds
    return next((one.label for one in kinds if one.code == source.request.applicant_kind), NOTHING)


def _identity(source: Source) -> str:
    kind = choice_label(source.person.identity_kind, source.on) if source.person.identity_kind else ""
    return "，".join(part for part in (kind, source.person.identity_number) if part) or NOTHING


def _applicant_contact(source: Source) -> str:
    said = (("电话：", source.person.phone), ("电子邮箱：", source.person.email), ("地址：", source.person.address))
    return "；".join(label + value for label, value in said if value) or NOTHING


def _supply(source: Source) -> str:
    said = [choice_label(one, source.on) for one in (source.request.supply_form, source.request.supply_way) if one]
    return "，".join(said) or "没有特别要求"


def _arrived(source: Source) -> str:
    days = [date.fromisoformat(day) for day in source.request.days.values()]
    return day_text(min([*days, day_of(source.request.arrived_at)]))


def _received(source: Source) -> str:
    if source.request.received_on is None:
        raise Missing("收到申请之日还没有确定，须先与申请人确认，再写这份文书。")
    return day_text(source.request.received_on)


def _receipt_words(source: Source) -> str:
    if source.request.received_on is None:
        return "尚待本机关与您双方确认，以确认之日为收到申请之日。"
    return f"{day_text(source.request.received_on)}。"


def _due(source: Source) -> str:
    if source.request.due_on is None:
        raise Missing("答复期限现在没有在计算，不能写出届满之日。请先在期限栏查看。")
    return day_text(source.request.due_on)


def _due_words(source: Source) -> str:
    if source.request.due_on is None:
        return "自收到申请之日起依法计算，确定后可凭回执号查询。"
    return f"本机关将在{day_text(source.request.due_on)}前（含当日）答复；依法补正、征求意见、延期的，另行告知。"


def _materials(source: Source) -> str:
    rows = source.request.attachments.filter(from_applicant=True).exclude(state=Attachment.State.REFUSED)
    names = [f"{row.get_role_display()}《{row.name}》" for row in rows.only("role", "name")]
    return "；".join(names) + "。" if names else "申请书，没有附件。"


def _sent_on(source: Source) -> str:
    if source.subcase.sent_on is None:
        raise Missing(f"征求“{source.subcase.party}”意见的函还没有发出，不能写出发函日期。")
    return day_text(source.subcase.sent_on)


def _party_found(source: Source) -> str:
    source.subcase.request = source.request
    found = effect_of(source.subcase)
    if found is None or not found.told:
        raise Missing(f"对“{source.subcase.party}”的意见的认定没有要求书面告知公开的理由，不能写这份告知书。")
    return found.told


def _extended_to(source: Source) -> str:
    clock = next((one for one in reversed(source.clocks) if one.rule == REPLY and one.closed_on is None), None)
    if clock is None:
        raise Missing("答复期限没有在计算，不能延长。")
    said = str(source.fields.get("length", "") or "").strip()
    entries = ledger(clock)
    row = deadline(REPLY).at(clock.opened_on)
    on = max(source.on, entries[-1].on)
    length = int(said) if said.isascii() and said.isdigit() else None
    entry = Entry(EntryKind.EXTEND, on, length=length, approved_by=row.extension.approved_by if row.extension else "")
    try:
        found = answer(clock, [*entries, entry])
    except LawError as error:
        raise Missing(error.sentence) from error
    if found.last_day is None:
        raise Missing("正在等待征求意见的结果，延长后的最后一日还不能确定。")
    return day_text(found.last_day)


def _counts(source: Source) -> str:
    """How many requests the same person handed in to this unit since the day that was chosen."""
    since, row = str(source.fields.get("since", "") or ""), source.request
    try:
        first = date.fromisoformat(since)
    except ValueError as error:
        raise Missing("没有写明从哪一天起统计申请件数。请填写“统计的起始日期”。") from error
    same = Q(pk=row.pk)
    if row.identity_index:
        same |= Q(identity_index=row.identity_index)
    elif row.name_index:
        same |= Q(name_index=row.name_index, contact_index=row.contact_index)
    days = Request.objects.filter(same, agency=source.agency, law_day__gte=first, law_day__lte=row.law_day)
    found = days.exclude(state="void").count()
    return f"自{day_text(first)}至{day_text(row.law_day)}，向本机关提出政府信息公开申请{found}件"


def _fee_lines(source: Source) -> str:
    lines = [str(line.get("words", "")) if isinstance(line, dict) else str(line) for line in source.quote.lines]
    return "；".join(line for line in lines if line)


def _fee_basis(source: Source) -> str:
    return f"{tariff(source.quote.tariff, source.on).title}，依据{basis([source.quote.cite])}"


def _pay_to(source: Source) -> str:
    if not source.settings.pay_to:
        raise Missing("没有登记缴纳信息处理费的方式和地点，不能写收费通知书。请在“文书设置”中填写。")
    return source.settings.pay_to.rstrip("。") + "。"


def _mended(source: Source) -> str:
    """The issued paper that this one corrects, by day, title and number (its id stands among the fields)."""
    said = str(source.fields.get(MENDS, "") or "")
    issued = source.request.papers.filter(state=Paper.State.ISSUED)
    row = issued.filter(pk=int(said)).first() if said.isascii() and said.isdigit() else None
    if row is None or row.issued_on is None:
        raise Missing("没有写明更正哪一份已经发出的文书。请从那份文书的页面拟写更正。")
    return f"{day_text(row.issued_on)}发出的《{row.title}》" + (f"（{row.number}）" if row.number else "")


def _against(source: Source) -> str:
    against = source.matter.against
    if against is None:
        raise Missing("这件投诉举报没有写明被反映的单位。请先在投诉页面登记。")
    return against.name


FACTS: dict[str, Callable[[Source], str | None]] = {
    "agency": lambda source: source.agency.name,
    "office": lambda source: office_of(source.agency, source.settings),
    "contact": lambda source: contact_of(source.agency, source.settings) + "。",
    "you": you,
    "applicant": lambda source: source.person.name,
    "applicant_kind": _applicant_kind,
    "applicant_identity": _identity,
    "applicant_contact": _applicant_contact,
    "request_number": lambda source: source.request.number,
    "receipt_number": lambda source: source.request.receipt_number,
    "asked": _asked,
    "supply": _supply,
    "channel": lambda source: channels()[source.request.channel].title,
    "arrived_on": _arrived,
    "received_on": _received,
    "receipt_words": _receipt_words,
    "due_on": _due,
    "due_words": _due_words,
    "materials": _materials,
    "course": course_text,
    "decisions": decisions_text,
    "remedy": remedy_text,
    "party": lambda source: source.subcase.party,
    "question": lambda source: source.subcase.question.strip(),
    "consulted": lambda source: CONSULTED.get(SubCase.Kind(source.subcase.kind), source.subcase.party),
    "sent_on": _sent_on,
    "party_found": _party_found,
    "extended_to": _extended_to,
    "counts": _counts,
    "fee_basis": _fee_basis,
    "fee_lines": _fee_lines,
    "fee_total": lambda source: f"{source.quote.yuan}元",
    "pay_to": _pay_to,
    "legal_basis": cites_text,
    "handler": lambda source: source.request.handler.name if source.request.handler else "",
    "reviews": lambda source: REVIEWS,
    "mended": _mended,
    "matter_number": lambda source: source.matter.number or source.matter.receipt_number,
    "matter_received": lambda source: day_text(source.matter.received_on),
    "matter_text": lambda source: f"“{source.matter.text.strip()}”。",
    "matter_against": _against,
}
