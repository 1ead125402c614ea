"""The judgement on one report: every finding there is, worst first, and the single changes that would mend several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.annual.claim_lists import lists
from gongkai.annual.claims import Mention, chunks, mentions
from gongkai.annual.documents import Document
from gongkai.annual.figure_findings import facts_of, implied_findings, unread_findings
from gongkai.annual.issue_day import late_findings
from gongkai.annual.layout_findings import (
    fee_findings,
    leftover_findings,
    mixed_findings,
    promise_findings,
    section_findings,
    unit_findings,
)
from gongkai.annual.report import Report
from gongkai.annual.text_findings import relation_of, settled, text_findings
from gongkai.law.checks import Finding, check, plain
from gongkai.law.claim_rules import ClaimRules, claim_rules
from gongkai.law.formats import ReportFormat
from gongkai.law.mends import mends

_RANK = {"error": 0, "warning": 1, "hint": 2}


def judge(report: Report, last: Report | None = None, *, document: Document | None = None) -> Report:
    """The report with its claims, findings and mends. A report whose format is unknown comes back with a note.

    `last` is the report of the year before, for relations over two years and stated changes; without it, what this
    year's figures imply for it is given as hints. `document` is the file itself, for what only the print shows.
    """
    form = report.form
    if form is None:
        return replace(report, notes=(*report.notes, "不能确定年度报告的格式版本，未作核对。"))
    rules = claim_rules()
    found = mentions(report.sections, form, year=report.year, agency=report.agency)
    before = _year_before(report, last)
    checked = check(
        form, report.values, last=before.values if before else None, facts=facts_of(report.agency, report.year, form)
    )
    findings = list(checked.findings)
    findings.extend(_text(form, report, found, rules, before))
    findings.extend(section_findings(form, report, rules))
    findings.extend(promise_findings(form, report))
    findings.extend(leftover_findings(form, report, rules))
    findings.extend(mixed_findings(form, report, rules, document.text if document else ""))
    findings.extend(fee_findings(report, found, rules))
    findings.extend(late_findings(report))
    if document is not None:
        findings.extend(unit_findings(form, document))
    findings.extend(unread_findings(form, report))
    if before is None:
        findings.extend(implied_findings(form, report.values, report.year))
    findings.sort(key=lambda finding: _RANK[finding.level])
    notes = report.notes
    if last is not None and before is None:
        notes = (*notes, f"所给的上年报告是 {last.year} 年度的，不是上一年，跨年核对未作。")
    return replace(
        report,
        claims=tuple(settled(form, report.values, mention) for mention in found),
        findings=tuple(findings),
        mends=mends(form, report.values, checked),
        notes=notes,
    )


def _year_before(report: Report, last: Report | None) -> Report | None:
    """`last` where it is truly the year before, or where a year is unknown."""
    if last is None or (report.year and last.year and last.year != report.year - 1):
        return None
    return last


def _text(
    form: ReportFormat, report: Report, found: Sequence[Mention], rules: ClaimRules, last: Report | None
) -> Iterator[Finding]:
    yield from text_findings(form, report.values, found, last.values if last else None, report.year)
    relation = relation_of(form, "stated_in_text")
    for listed in lists(chunks(report.sections), found, rules):
        if not listed.holds and relation is not None:
            totals = "、".join(plain(total) for total in listed.totals)
            yield Finding(
                "list-sum",
                "warning",
                (),
                listed.totals[0],
                listed.total,
                (),
                f"正文“{listed.text[:40]}…”所列 {len(listed.items)} 类相加为 {plain(listed.total)} {listed.unit}，"
                f"与所述总数 {totals} {listed.unit}不符。请核对分类数或总数。",
                relation.cite,
                relation.id,
                relation.advice,
            )
