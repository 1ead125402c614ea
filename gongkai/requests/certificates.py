"""The certificate of a burned file: what was covered where and why, what was checked, and the hash that ties it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from gongkai.kit.clock import BEIJING
from gongkai.law.errors import LawError
from gongkai.law.redaction import cover_ground
from gongkai.papers.blocks import Block, Body, Heading, Paper, Title, day_words
from gongkai.papers.grid import Grid, GridCell
from gongkai.papers.pdf import to_pdf
from gongkai.requests.models import Mark, Release

HEADS = ("序号", "页", "理由", "依据", "说明")
WIDTHS = (12.0, 12.0, 48.0, 44.0, 40.0)
CHECKS = ("项", "结果", "内容")
CHECK_WIDTHS = (12.0, 20.0, 124.0)


def certificate(release: Release, size: int, on: date) -> bytes:
    """The certificate as PDF. It names no covered word. `size` is that of the burned file in bytes."""
    marks = list(Mark.objects.filter(release=release).order_by("page", "top", "left"))
    title = "拟提供信息处理证明"
    blocks: list[Block] = [Title(title), *_about(release, size, len(marks))]
    if marks:
        rows = [(str(at), str(one.page), *_grounds(one, on), one.reason) for at, one in enumerate(marks, start=1)]
        blocks += [Heading(1, "一、遮盖之处"), Body(_counted(marks, on)), _grid(HEADS, WIDTHS, rows)]
    checks = [
        (str(at), "通过" if one["holds"] else "未通过", one["sentence"])
        for at, one in enumerate(release.proof["checks"], start=1)
    ]
    blocks += [Heading(1, f"{'二' if marks else '一'}、验证"), _grid(CHECKS, CHECK_WIDTHS, checks)]
    blocks += [Body(words) for words in release.proof["removed"]]
    if release.proof["agreed"]:
        blocks.append(Body("遮盖的文字在别处仍然可见的，处理人已经核对，确认可以保留。"))
    return to_pdf(Paper(title, release.request.agency.name, tuple(blocks), on))


def _about(release: Release, size: int, marks: int) -> list[Block]:
    request, person, when = release.request, release.burned_by, release.burned_at
    pictured = release.proof["pictured"]
    moment = when.astimezone(BEIJING) if when else None
    stamp = f"{day_words(moment.date())}{moment:%H:%M}" if moment else ""
    lines = [
        f"申请登记号：{request.number or request.receipt_number}。行政机关：{request.agency.name}。",
        f"原文件：{release.source.name}，SHA-256 {release.source.plain_digest}。",
        f"处理后的文件：{release.name}（{release.get_audience_display()}，第 {release.version} 版），"
        f"{release.pages} 页，{size} 字节，SHA-256 {release.plain_digest}。",
        f"处理人：{person.name if person else ''}，{stamp}。",
        f"共遮盖 {marks} 处。" if marks else "没有遮盖，全文提供；文件属性等看不见的内容已经去掉。",
    ]
    if pictured:
        lines.append(f"第{'、'.join(str(one) for one in pictured)}页转成了图片。")
    return [Body(line) for line in lines]


def _grounds(mark: Mark, on: date) -> tuple[str, str]:
    try:
        ground = cover_ground(mark.ground, on)
    except LawError:
        return mark.ground, ""
    return ground.label, ground.words


def _counted(marks: list[Mark], on: date) -> str:
    counts = Counter(_grounds(one, on)[0] for one in marks)
    return "；".join(f"{label} {count} 处" for label, count in counts.items()) + "。"


def _grid(heads: tuple[str, ...], widths: tuple[float, ...], rows: Sequence[tuple[str, ...]]) -> Grid:
    lines = [tuple(GridCell(text, 0, at, "head") for at, text in enumerate(heads))]
    for number, row in enumerate(rows, start=1):
        lines.append(tuple(GridCell(text, number, at, "stub") for at, text in enumerate(row)))
    return Grid("", "", tuple(lines), 1, widths)
