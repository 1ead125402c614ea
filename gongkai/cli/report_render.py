"""`gongkai report render`: a report set again as a paper or as data, with the document that carries it where asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gongkai.annual.documents import CannotRead
from gongkai.annual.render.cover import Cover
from gongkai.annual.render.data import from_json, to_csv, to_json
from gongkai.annual.render.excel import to_excel
from gongkai.annual.render.html import to_html
from gongkai.annual.render.pdf import to_pdf
from gongkai.annual.render.word import to_word
from gongkai.annual.report import Report
from gongkai.cli.reading import one_report
from gongkai.cli.speech import Stop, say


class Kind(StrEnum):
    """What can be made."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    XLSX = "xlsx"
    JSON = "json"
    CSV = "csv"


class CoverKind(StrEnum):
    """The documents that carry a report."""

    NOTICE = "notice"
    LETTER = "letter"


def _text(text: str) -> bytes:
    return text.encode("utf-8")


MAKERS: dict[Kind, Callable[[Report, Cover | None], bytes]] = {
    Kind.PDF: lambda report, cover: to_pdf(report, cover),
    Kind.DOCX: lambda report, cover: to_word(report, cover),
    Kind.HTML: lambda report, cover: _text(to_html(report, full_page=True)),
    Kind.XLSX: lambda report, cover: to_excel(report),
    Kind.JSON: lambda report, cover: _text(json.dumps(to_json(report), ensure_ascii=False, indent=2) + "\n"),
    Kind.CSV: lambda report, cover: _text("\ufeff" + to_csv(report)),
}
WITH_COVER = (Kind.PDF, Kind.DOCX)


def render(
    file: Annotated[str, typer.Argument(help="报告文件，或 report read --json 输出的一份 .json", metavar="FILE")],
    to: Annotated[Kind, typer.Option("--to", help="要生成的格式")],
    target: Annotated[Path, typer.Option("--out", help="写到哪里")],
    cover: Annotated[CoverKind | None, typer.Option("--cover", help="附印发通知 notice 或报送函 letter")] = None,
    number: Annotated[str, typer.Option("--number", help="发文字号")] = "",
    issuer: Annotated[str, typer.Option("--issuer", help="发文机关，默认为报告单位")] = "",
    signed_on: Annotated[str, typer.Option("--date", help="成文日期 YYYY-MM-DD", metavar="DATE")] = "",
    addressees: Annotated[list[str] | None, typer.Option("--addressee", help="主送机关，可重复")] = None,
    copies: Annotated[list[str] | None, typer.Option("--copy", help="抄送机关，可重复")] = None,
) -> None:
    """排版年度报告。数字照报告原样，未读出的格子标明，不补 0。

    例：gongkai report render 报告.txt --to pdf --out 报告.pdf

    例：gongkai report render 报告.txt --to docx --out 通知.docx --cover notice --number 文号 --date 2026-01-12
    """
    if cover is not None and to not in WITH_COVER:
        raise Stop("no-cover", "印发通知和报送函只能附在 pdf 或 docx 上，请改用 --to pdf 或 --to docx。")
    report = _report(file)
    made = MAKERS[to](report, _cover(cover, report, number, issuer, signed_on, addressees or [], copies or []))
    try:
        target.write_bytes(made)
    except OSError as problem:
        raise Stop("cannot-write", f"不能写入“{target}”：{problem.strerror}。请核对文件夹和权限。") from problem
    say(f"已写入 {target}（{len(made)} 字节）。")


def _report(file: str) -> Report:
    if not file.lower().endswith(".json"):
        return one_report(file)
    try:
        found = json.loads(Path(file).read_text("utf-8-sig"))
    except (ValueError, OSError) as problem:
        raise CannotRead("bad-json", f"{file}：不能作为一份 JSON 读取，请核对文件。") from problem
    if not isinstance(found, dict):
        raise CannotRead("bad-json", f"{file}：不是 report read --json 输出的一份报告，请核对文件。")
    return from_json(found)


def _cover(
    kind: CoverKind | None, report: Report, number: str, issuer: str, signed_on: str, addressees: list[str],
    copies: list[str],
) -> Cover | None:  # fmt: skip
    if kind is None:
        return None
    missing = [word for word, value in (("--number", number), ("--date", signed_on)) if not value]
    if missing:
        raise Stop("cover-incomplete", f"附{kind.value}须写明 {'、'.join(missing)}。")
    signer = issuer or report.agency
    if not signer:
        raise Stop("cover-incomplete", "没有认出报告单位，请用 --issuer 写明发文机关。")
    day = day_of(signed_on)
    return Cover(
        kind="notice" if kind is CoverKind.NOTICE else "letter", issuer=signer, number=number, signed_on=day,
        addressees=tuple(addressees), copies=tuple(copies), printer=signer, printed_on=day,
    )  # fmt: skip


def day_of(text: str) -> date:
    """A day written YYYY-MM-DD. Raises Stop for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Stop("bad-date", f"“{text}”不是日期，请写成 2026-01-12 的形式。") from None
