"""An address as a code to scan (二维码), drawn as one path: no picture library, sharp on paper."""

from __future__ import annotations

from itertools import groupby

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

# The norm of the code asks for four empty modules around it.
QUIET = 4


def as_svg(text: str) -> str:
    """The code of a text as an SVG document, dark on white whatever the page's colours are: scanners need that."""
    code: QRCode = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    lines = code.get_matrix()
    side = len(lines) + 2 * QUIET
    path = "".join(
        f"M{QUIET + x} {QUIET + y}h{wide}v1h-{wide}z" for y, line in enumerate(lines) for x, wide in _runs(line)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>'
    )


def _runs(line: list[bool]) -> list[tuple[int, int]]:
    """Where the dark runs of a line begin and how wide they are."""
    found, at = [], 0
    for dark, run in groupby(line):
        wide = len(list(run))
        if dark:
            found.append((at, wide))
        at += wide
    return found
