"""The papers of a batch or a replacement, made from its rows for those who may see it."""

from __future__ import annotations

from datetime import date

from gongkai.delivery import reads
from gongkai.delivery.models import Batch, BatchItem, Replacement
from gongkai.delivery.package import Enclosed, item_name, packed
from gongkai.delivery.papers_letter import Letter, letter_pdf
from gongkai.delivery.papers_list import DeliveryList, Line, label_pdf, list_excel, list_pdf
from gongkai.kit import files
from gongkai.kit.action import Refused
from gongkai.kit.clock import BEIJING
from gongkai.kit.who import Actor
from gongkai.law.deposit import REPLACEMENT_PAPER, copies, wording
from gongkai.records.models import Publication
from gongkai.units.powers import DELIVER, OVERSEE_DELIVERY

LIST, SHEET, LABEL, PACKAGE = "list", "sheet", "label", "package"
PAPERS = (LIST, SHEET, LABEL, PACKAGE)


def paper(asker: Actor, of: Batch, kind: str, on: date) -> tuple[str, bytes]:
    """One paper of a batch: its file name and bytes. `on` is the day of a list that is not sent yet.

    Raises Refused "no-paper" for another kind, "withdrawn-inside" where an item must not be passed on, FileLost.
    """
    lines = reads.items(asker, of)
    given = _list(of, lines, on)
    stem = f"{of.agency.short}-{of.hall.name}-{of.ends.isoformat()}"
    if kind == LIST:
        return f"{stem}-{wording('list_title', given.day)}.pdf", list_pdf(given)
    if kind == SHEET:
        return f"{stem}-{wording('list_title', given.day)}.xlsx", list_excel(given)
    if kind == LABEL:
        return f"{stem}-信封标签.pdf", label_pdf(given, len(lines))
    if kind == PACKAGE:
        return f"{stem}-电子件.zip", _package(asker, of, lines, given)
    raise Refused("no-paper", "没有这种材料。请从批次页面打开。")


def item_file(asker: Actor, of: Batch, position: int) -> tuple[str, bytes] | None:
    """One item's PDF; None where there is no such line for the asker. Raises as `paper`."""
    for one in reads.items(asker, of):
        if one.position == position:
            _may_pass(asker, of, one)
            return item_name(one.position, one.index_number, one.key), files.take(one.digest)
    return None


def letter(asker: Actor, of: Replacement, on: date) -> tuple[str, bytes]:
    """The letter as it is, or as it would be on that day before it is sent."""
    item, day = of.item, of.asked_at.astimezone(BEIJING).date() if of.asked_at else on
    given = Letter(
        agency=item.batch.agency.name,
        office=item.hall.office.name,
        hall=item.hall.name,
        number=of.letter_number or "　　函〔　　〕　号",
        withdraws=of.kind == Replacement.Kind.WITHDRAW,
        index_number=item.index_number,
        title=item.title,
        delivered_on=item.batch.received_on or item.batch.ends,
        reason=of.reason or "　　　　",
        new_title=of.copy.publication.title if of.copy else "",
        copies=of.paper_copies or copies(REPLACEMENT_PAPER, day),
        day=day,
    )
    return f"{item.index_number}-{of.get_kind_display()}函.pdf", letter_pdf(given)


def may_take_file(asker: Actor, of: Replacement) -> bool:
    """Whether the asker may take what is enclosed and the file is still kept."""
    if of.copy is not None:
        return not of.copy.removed
    return of.item.copy is not None and not of.item.copy.removed and _of_the_offices(asker, of.item)


def replacement_file(asker: Actor, of: Replacement) -> tuple[str, bytes] | None:
    """What takes the place of the old item, or for a withdrawal the old item itself; None where the file is gone.

    A hall is not given again what is to be withdrawn. Raises FileLost.
    """
    copy = of.copy or of.item.copy
    if copy is None or not may_take_file(asker, of):
        return None
    if of.copy is not None:
        return f"{of.item.index_number}-第{of.version}版.pdf", files.take(copy.digest)
    return f"{of.item.index_number}-原件.pdf", files.take(copy.digest)


def _package(asker: Actor, of: Batch, lines: list[BatchItem], given: DeliveryList) -> bytes:
    for one in lines:
        _may_pass(asker, of, one)
    enclosed = [
        Enclosed(
            item_name(one.position, one.index_number, one.key), files.take(one.digest), one.index_number, one.title,
            tuple(one.copy.left_out) if one.copy else (),
        )
        for one in lines
    ]  # fmt: skip
    title = wording("list_title", given.day)
    papers = [Enclosed(f"{title}.pdf", list_pdf(given)), Enclosed(f"{title}.xlsx", list_excel(given))]
    about: dict[str, str | int] = {
        "agency": of.agency.name, "hall": of.hall.name, "begins": of.begins.isoformat(), "ends": of.ends.isoformat(),
        "due_on": of.due_on.isoformat(), "count": len(lines),
    }  # fmt: skip
    return packed(about, enclosed, papers)


def _may_pass(asker: Actor, of: Batch, one: BatchItem) -> None:
    """What was withdrawn is not passed on any more, not even within a batch that is on its way."""
    if one.copy is None:
        return
    state = Publication.objects.exclude(state=Publication.State.REPLACED).filter(record=one.record).first()
    if one.copy.removed or (state is not None and state.state == Publication.State.WITHDRAWN):
        if reads.is_held(of):
            advice = "请重新生成该批次。"
        elif of.state == Batch.State.SENT:
            advice = "由接收馆退回该批次，送交单位重新生成后再送。"
        else:
            advice = "按撤回函办理。"
        said = f"目录表第 {one.position} 项《{one.title}》已经撤回，不能再取用。{advice}"
        raise Refused("withdrawn-inside", said)


def _of_the_offices(asker: Actor, item: BatchItem) -> bool:
    return asker.may(DELIVER, item.batch.agency.code) or asker.may(OVERSEE_DELIVERY, item.hall.office.code)


def _list(of: Batch, lines: list[BatchItem], on: date) -> DeliveryList:
    day = of.sent_at.astimezone(BEIJING).date() if of.sent_at else on
    return DeliveryList(
        agency=of.agency.name,
        hall=of.hall.name,
        hall_contact=" ".join(word for word in (of.hall.contact, of.hall.phone, of.hall.email) if word),
        begins=of.begins,
        ends=of.ends,
        day=day,
        contact=of.contact,
        phone=of.phone,
        lines=tuple(
            Line(
                str(one.position), one.index_number, one.title, one.doc_number,
                one.formed_on.isoformat() if one.formed_on else "", one.mark, str(one.pages),
            )
            for one in lines
        ),
    )  # fmt: skip
