"""The files made of a report when it is published: rendered once, then frozen with the snapshot."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.annual.report import Report

Renderer = Callable[[Report], dict[str, bytes]]


def render_all(report: Report) -> dict[str, bytes]:
    """Every download of one report by kind."""
    return {"csv": report.title.encode()}
