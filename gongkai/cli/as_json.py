"""Findings as JSON where they stand outside a report: between years, between a government and its units."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gongkai.law.checks import Finding, plain
from gongkai.law.instruments import cited


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding; `missing` are the cells nobody filled, `cite` the article by its id."""
    return {
        "code": finding.code,
        "level": finding.level,
        "cells": list(finding.cells),
        "reported": _number(finding.reported),
        "computed": _number(finding.computed),
        "missing": list(finding.missing),
        "sentence": finding.sentence,
        "advice": finding.advice,
        "cite": finding.cite,
    }


def printed(cite: str) -> str:
    """A citation as it is printed in a letter; empty stays empty."""
    return cited(cite).words if cite else ""


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)
