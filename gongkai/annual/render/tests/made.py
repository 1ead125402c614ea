"""Reports made for the tests: every cell filled, from a seed or by hand."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import strategies as st

from gongkai.annual.documents import Place
from gongkai.annual.report import Figure, Report, SectionText
from gongkai.law.formats import CellSpec, ReportFormat, formats

FORMS = ("2021", "2019", "pre2019-fujian", "pre2019-national")
_HERE = Place()


def figure(text: str) -> Figure:
    """A figure as typed."""
    return Figure(Decimal(text), text, _HERE, "typed")


def report(form_id: str, texts: Mapping[str, str] | None = None, **others: object) -> Report:
    """A report in that form; cells not in `texts` are 0."""
    form = formats()[form_id]
    year = form.last_year or form.first_year
    cells = {id: "0" for id in form.cells} | dict(texts or {})
    made = {
        "file": "报告.json",
        "title": f"某区{year}年政府信息公开工作年度报告",
        "agency": "某区",
        "year": year,
        "form": form,
        "figures": {id: figure(text) for id, text in cells.items() if text},
        "unread": tuple(id for id, text in cells.items() if not text),
        "lead": "根据《中华人民共和国政府信息公开条例》，现报告如下。",
        "sections": (SectionText("overview", "一、总体情况", "（一）主动公开\n公开信息若干条。", _HERE),),
        **others,
    }
    return Report(**made)  # type: ignore[arg-type]


def text_of(spec: CellSpec) -> st.SearchStrategy[str]:
    """What may stand in a cell: large counts, signed changes, amounts to the last digit."""
    if spec.kind == "amount":
        return st.decimals(0, 10**9, places=5, allow_nan=False).map(lambda number: f"{number:f}")
    least = -(10**6) if spec.kind == "signed" else 0
    return st.integers(least, 10**8).map(str) | st.integers(0, 9).map(str)


@st.composite
def filled_reports(draw: st.DrawFn, form_id: str) -> Report:
    """A report with any figures in all cells, sums holding or not."""
    form: ReportFormat = formats()[form_id]
    kinds = {kind: text_of(next(s for s in form.cells.values() if s.kind == kind)) for kind in _kinds(form)}
    pool = {kind: draw(st.lists(strategy, min_size=8, max_size=8)) for kind, strategy in kinds.items()}
    step = draw(st.integers(1, 7))
    return report(
        form_id, {id: pool[spec.kind][(at * step + at // 8) % 8] for at, (id, spec) in enumerate(form.cells.items())}
    )


def _kinds(form: ReportFormat) -> set[str]:
    return {spec.kind for spec in form.cells.values()}
