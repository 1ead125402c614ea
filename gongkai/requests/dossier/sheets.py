"""Sheets that the platform prints for a dossier: who signed, how it was served, what the clocks held, what was said."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from gongkai.kit.clock import BEIJING
from gongkai.law.deadline_rules import deadlines
from gongkai.law.errors import LawError
from gongkai.law.service import ways
from gongkai.papers.blocks import Block, Body, Heading, Paper, Title
from gongkai.papers.grid import Grid, GridCell
from gongkai.papers.pdf import to_pdf
from gongkai.requests import clocks
from gongkai.requests.models import Paper as Letter
from gongkai.requests.models import Request

SHOWN = 16


def reviews_sheet(request: Request, letters: Sequence[Letter]) -> bytes:
    """Every verdict on every paper, with the hash of what was signed."""
    blocks: list[Block] = [Title("文书审签记录")]
    for letter in letters:
        blocks.append(Heading(1, f"{letter.title}（{letter.number or '无文号'}）"))
        rows = [
            (
                _label(letter, one.step), one.person.name, one.get_verdict_display(),
                f"{one.at.astimezone(BEIJING):%Y-%m-%d %H:%M}", one.content_hash[:SHOWN], one.reason,
            )
            for one in letter.reviews.select_related("person").order_by("id")
        ]  # fmt: skip
        blocks.append(table(("步骤", "审签人", "意见", "时间", "内容校验值", "说明"), rows, (28, 30, 14, 30, 34, 20)))
        blocks.append(Body("签发内容的校验值（SHA-256）："))
        blocks.append(Body(" ".join(wrap(letter.signed_hash, SHOWN))))
    return _printed(request, "文书审签记录", blocks)


def services_sheet(request: Request, letters: Sequence[Letter]) -> bytes:
    """How each paper reached whom, and the day that counts."""
    known = ways()
    rows = [
        (
            letter.title, known.titles.get(one.way, one.way), one.served_on.isoformat() if one.served_on else "未送达",
            one.mail_number or one.signer, one.sentence or one.failed,
        )
        for letter in letters
        for one in letter.services.order_by("id")
    ]  # fmt: skip
    blocks: list[Block] = [
        Title("送达记录"),
        table(("文书", "方式", "送达日期", "邮件号、签收人", "依据"), rows, (36, 22, 24, 30, 44)),
    ]
    return _printed(request, "送达记录", blocks)


def clocks_sheet(request: Request) -> bytes:
    """Every clock's ledger and the sentence that says why its last day is what it is."""
    blocks: list[Block] = [Title("期限台账")]
    for clock in request.clocks.order_by("id"):
        blocks.append(Heading(1, deadlines()[clock.rule].title))
        try:
            found = clocks.answer(clock)
        except LawError as error:
            blocks.append(Body(str(error)))
            continue
        blocks.append(Body(found.sentence))
        # The days between follow from the calendar.
        rows = [(step.day.isoformat(), step.reason) for step in found.trail if step.event]
        blocks.append(table(("日期", "记载"), rows, (30, 126)))
    return _printed(request, "期限台账", blocks)


def said_sheet(request: Request, title: str, lines: Sequence[tuple[str, str]]) -> bytes:
    """Anything told in lines of a head and words."""
    blocks: list[Block] = [Title(title), *(Body(f"{head}：{words}") for head, words in lines)]
    return _printed(request, title, blocks)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Grid:
    """A plain table of words; without rows it says so."""
    shown = list(rows) or [("无", *("" for _ in heads[1:]))]
    head = tuple(GridCell(text, 0, at, "head") for at, text in enumerate(heads))
    body = tuple(
        tuple(GridCell(text, line, at, "unit") for at, text in enumerate(row))
        for line, row in enumerate(shown, start=1)
    )
    return Grid("", "", (head, *body), 1, tuple(float(one) for one in widths))


def _label(letter: Letter, step: str) -> str:
    return next((str(one["label"]) for one in letter.chain if one.get("step") == step and one.get("label")), step)


def _printed(request: Request, title: str, blocks: Sequence[Block]) -> bytes:
    day = request.closed_on or request.law_day
    return to_pdf(Paper(title, request.agency.name, tuple(blocks), day=day), on=day)
