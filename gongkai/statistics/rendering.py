"""The files made of a report when it is published: rendered once, then frozen with the snapshot."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.annual.report import Report

Renderer = Callable[[Report], dict[str, bytes]]
MARKED = "marked"


def render_one(report: Report, kind: str) -> bytes:
    """One kind."""
    return kind.encode()


def render_all(report: Report) -> dict[str, bytes]:
    """Every download of one report by kind."""
    return {kind: render_one(report, kind) for kind in ("pdf", "docx", "xlsx", "csv", "json")}
