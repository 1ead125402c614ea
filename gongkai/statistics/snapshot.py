"""A report as JSON and back, whole: what is published can be shown, compared and rendered without the original."""

from __future__ import annotations

import json
from decimal import Decimal
from hashlib import sha256
from typing import Any

from gongkai.annual.documents import Place
from gongkai.annual.report import Claim, Figure, Report, SectionText
from gongkai.law.checks import Finding
from gongkai.law.errors import UnknownLaw
from gongkai.law.formats import formats
from gongkai.law.mends import Mend

Frozen = dict[str, Any]


def freeze(report: Report) -> Frozen:
    """The report as JSON values: figures as text, places as what is known of them, the format by its id."""
    return {
        "file": report.file,
        "title": report.title,
        "agency": report.agency,
        "year": report.year,
        "form": report.form.id if report.form else None,
        "figures": {
            cell: {
                "value": str(figure.value), "text": figure.text, "how": figure.how,
                "because": list(figure.because), "place": figure.place.as_json(),
            }
            for cell, figure in report.figures.items()
        },
        "unread": list(report.unread),
        "lead": report.lead,
        "sections": [
            {"id": part.id, "heading": part.heading, "text": part.text, "place": part.place.as_json()}
            for part in report.sections
        ],
        "claims": [
            {
                "what": claim.what, "kind": claim.kind, "value": str(claim.value), "text": claim.text,
                "cells": list(claim.cells), "of": list(claim.of), "place": claim.place.as_json(),
            }
            for claim in report.claims
        ],
        "findings": [
            {
                "code": finding.code, "level": finding.level, "cells": list(finding.cells),
                "reported": _text(finding.reported), "computed": _text(finding.computed),
                "missing": list(finding.missing), "sentence": finding.sentence, "cite": finding.cite,
                "relation": finding.relation, "advice": finding.advice, "official": finding.official,
            }
            for finding in report.findings
        ],
        "mends": [
            {
                "cell": mend.cell, "reported": str(mend.reported), "proposed": str(mend.proposed),
                "relations": list(mend.relations),
            }
            for mend in report.mends
        ],
        "notes": list(report.notes),
        "number": report.number,
        "issued": report.issued,
    }  # fmt: skip


def thaw(frozen: Frozen) -> Report:
    """The report again. Raises UnknownLaw when its format is no longer registered."""
    form = None
    if frozen["form"] is not None:
        form = formats().get(frozen["form"])
        if form is None:
            raise UnknownLaw(f"年度报告格式“{frozen['form']}”没有登记，无法显示这份报告。请在 formats 中补登。")
    return Report(
        file=frozen["file"],
        title=frozen["title"],
        agency=frozen["agency"],
        year=frozen["year"],
        form=form,
        figures={
            cell: Figure(Decimal(row["value"]), row["text"], Place(**row["place"]), row["how"], tuple(row["because"]))
            for cell, row in frozen["figures"].items()
        },
        unread=tuple(frozen["unread"]),
        lead=frozen["lead"],
        sections=tuple(
            SectionText(row["id"], row["heading"], row["text"], Place(**row["place"])) for row in frozen["sections"]
        ),
        claims=tuple(_claim(row) for row in frozen["claims"]),
        findings=tuple(_finding(row) for row in frozen["findings"]),
        mends=tuple(
            Mend(row["cell"], Decimal(row["reported"]), Decimal(row["proposed"]), tuple(row["relations"]))
            for row in frozen["mends"]
        ),
        notes=tuple(frozen["notes"]),
        number=frozen["number"],
        issued=frozen["issued"],
    )


def hash_of(frozen: Frozen) -> str:
    """The SHA-256 of the snapshot in one canonical spelling."""
    return sha256(json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _claim(row: Frozen) -> Claim:
    return Claim(
        what=row["what"], kind=row["kind"], value=Decimal(row["value"]), text=row["text"],
        cells=tuple(row["cells"]), place=Place(**row["place"]), of=tuple(row["of"]),
    )  # fmt: skip


def _finding(row: Frozen) -> Finding:
    return Finding(
        code=row["code"], level=row["level"], cells=tuple(row["cells"]), reported=_number(row["reported"]),
        computed=_number(row["computed"]), missing=tuple(row["missing"]), sentence=row["sentence"], cite=row["cite"],
        relation=row["relation"], advice=row["advice"], official=row["official"],
    )  # fmt: skip


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
