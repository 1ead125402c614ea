"""The files every reader gets: the sample papers and made reports, printed as text, Word, page, PDF and workbook."""

from __future__ import annotations

import json
import random
import sys
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from bench.annual.plain_files import parts_of, plain_docx, plain_html, plain_xlsx
from bench.annual.shapes import Made, facts, made
from bench.measure import say
from gongkai.annual import samples
from gongkai.annual.documents import Place
from gongkai.annual.render.excel import to_excel
from gongkai.annual.render.html import to_html
from gongkai.annual.render.pdf import to_pdf
from gongkai.annual.render.word import to_word
from gongkai.annual.report import Figure, Report, SectionText
from gongkai.law.formats import ReportFormat, formats

KINDS = ("sample", "txt", "docx", "html", "pdf", "xlsx")
SEEDS = {"2021": (1, 2), "2019": (3,)}
PRINTED = {"2021": range(6), "2019": range(3)}
Truth = dict[str, str | None]


def sample_truth(name: str) -> tuple[str, Truth]:
    """Format and figures of a sample as a person reads them; None where the paper lost one that cannot be known."""
    folder = Path(samples.__file__).parent / "expected"
    wanted = tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))
    truth: Truth = {}
    for table in formats()[wanted["format"]].tables:
        for block in table.blocks:
            for row in block.rows:
                printed = wanted["read"].get(f"{table.id}.{row.code}", "").split()
                for column, text in zip(block.columns, printed, strict=bool(printed)):
                    truth[f"{table.id}.{row.code}.{column.code}"] = None if text == "-" else text
    return wanted["format"], truth | {cell: str(value) for cell, value in wanted["solved"].items()}


def filled(form: ReportFormat, made_values: dict[str, Decimal], name: str) -> Report:
    """A report with these figures, as the desk would hold it before it is printed."""
    place = Place()
    figures = {cell: Figure(value, f"{value:f}", place, "typed") for cell, value in made_values.items()}
    text = "（一）主动公开情况\n全年工作平稳，公开信息若干条。\n（二）依申请公开情况\n依法办理，没有逾期。"
    return Report(
        file=name, title=f"某某区{form.first_year}年{form.titles[0]}", agency="某某区", year=form.first_year,
        form=form, figures=figures, unread=tuple(cell for cell in form.cells if cell not in figures),
        lead="根据有关规定编制本报告，统计期限为全年。",
        sections=(SectionText(form.sections[0].id, f"一、{form.sections[0].heading}", text, place),),
    )  # fmt: skip


def printed(folder: Path) -> Iterator[tuple[str, str, str, str, Truth]]:
    """Kind, style, name, format and truth of made reports: printed by the product, and plain as by other programs."""
    for form_id, seeds in PRINTED.items():
        form = formats()[form_id]
        for seed in seeds:
            dice = random.Random(f"printed/{form_id}/{seed}")
            values = facts(form, dice, busy=dice.choice([0.05, 0.2, 0.5]))
            report = filled(form, values, f"{form_id}-{seed}")
            truth: Truth = {cell: str(value) for cell, value in values.items()}
            parts = parts_of(form, values)
            for kind, style, data in (
                ("docx", "printed", to_word(report)),
                ("docx", "plain", plain_docx(report.title, parts)),
                ("html", "printed", to_html(report, full_page=True).encode()),
                ("html", "plain", plain_html(report.title, parts)),
                ("pdf", "printed", to_pdf(report)),
                ("xlsx", "printed", to_excel(report)),
                ("xlsx", "plain", plain_xlsx(report.title, parts)),
            ):
                name = f"{style}-{form_id}-{seed}.{kind}"
                (folder / name).write_bytes(data)
                yield kind, style, name, form_id, truth


def texts() -> Iterator[tuple[ReportFormat, int, Made]]:
    """Made reports as pasted text, in every shape with every break."""
    for form_id, seeds in SEEDS.items():
        for seed in seeds:
            for report in made(formats()[form_id], seed):
                yield formats()[form_id], seed, report


def write(folder: Path) -> list[dict[str, object]]:
    """Write all files into a folder; one entry a file: kind, name, format, shape and the truth by cell."""
    entries: list[dict[str, object]] = []
    for file in sorted(Path(samples.__file__).parent.glob("*.txt")):
        form_id, truth = sample_truth(file.stem)
        (folder / file.name).write_bytes(file.read_bytes())
        entries.append({"kind": "sample", "name": file.name, "form": form_id, "shape": "sample", "truth": truth})
    for form, seed, report in texts():
        name = f"{form.id}-{seed}-{report.name.replace('/', '-')}.txt"
        (folder / name).write_text(report.text, "utf-8")
        truth = {cell: str(value) for cell, value in report.truth.items()}
        entries.append({"kind": "txt", "name": name, "form": form.id, "shape": report.name, "truth": truth})
    for kind, style, name, form_id, truth in printed(folder):
        entries.append({"kind": kind, "name": name, "form": form_id, "shape": style, "truth": truth})
    (folder / "files.json").write_text(json.dumps(entries, ensure_ascii=False), "utf-8")
    return entries


if __name__ == "__main__":
    say({"files": len(write(Path(sys.argv[1])))})
