"""The document that carries a report: a notice that issues it (印发通知) or a letter that files it (报送函)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai.law.papers_layout import cover_form, words
from gongkai.papers.blocks import Addressee, Block, Body, Colophon, Head, Remark, Signature, Title, day_words


@dataclass(frozen=True, slots=True)
class Cover:
    """What a cover says. `body` and `title`, where given, stand in place of the standing phrases.

    `approver` is who agreed to the issue; `copies` who gets one; `printer` and `printed_on` stand in the colophon.
    """

    kind: Literal["notice", "letter"]
    issuer: str
    number: str
    signed_on: date
    addressees: tuple[str, ...]
    approver: str = ""
    title: str = ""
    body: tuple[str, ...] = ()
    person: str = ""
    phone: str = ""
    copies: tuple[str, ...] = ()
    printer: str = ""
    printed_on: date | None = None
    public: bool = True


def cover_blocks(cover: Cover, report_title: str, *, on: date) -> tuple[Block, ...]:
    """The cover from red head to the note below the date (《党政机关公文处理工作条例》第九条).

    Raises UnknownLaw when the kind of cover is not registered for `on`.
    """
    form = cover_form(cover.kind, on)
    blanks = {
        "issuer": cover.issuer,
        "report": report_title,
        "approver": cover.approver,
        "addressee": cover.addressees[0] if cover.addressees else "",
        "person": cover.person,
        "phone": cover.phone,
    }
    phrases = cover.body or tuple(_filled(line, blanks) for line in (form.body if cover.approver else form.body_alone))
    blocks: list[Block] = [
        Head(_filled(form.mark, blanks), cover.number, form.layout),
        Title(cover.title or _filled(form.title, blanks)),
    ]
    if cover.addressees:
        blocks.append(Addressee("，".join(cover.addressees) + "："))
    blocks.extend(Body(line) for line in phrases)
    blocks.append(Signature(cover.issuer, day_words(cover.signed_on)))
    if cover.person or cover.phone:
        blocks.append(Remark(_filled(form.contact, blanks)))
    if cover.public:
        blocks.append(Remark(form.note))
    return tuple(blocks)


def colophon(cover: Cover, *, on: date) -> tuple[Block, ...]:
    """The box at the foot of the last page; none where there is nothing to say in it."""
    word = words(on)
    copies = f"{word['copies']}{'，'.join(cover.copies)}。" if cover.copies else ""
    printer = cover.printer if cover.kind == "notice" else ""
    printed = day_words(cover.printed_on) + word["printed"] if cover.printed_on and printer else ""
    return (Colophon(copies, printer, printed),) if copies or printer else ()


def _filled(phrase: str, blanks: Mapping[str, str]) -> str:
    """Each blank once, left to right, so that braces inside a name are never taken for blanks."""
    out, rest = "", phrase
    while "{" in rest:
        before, _, after = rest.partition("{")
        name, _, rest = after.partition("}")
        out += before + blanks[name]
    return out + rest
