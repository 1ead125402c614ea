"""What may stand in no file of the house: addresses of package indexes, paths of one machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = {".png", ".pdf", ".docx", ".xlsx", ".ico", ".woff2", ".mo", ".doc", ".zip"}

# Put together from pieces, so that this file does not hold what it looks for.
_INDEX = (
    "py" + r"pi\.org",
    "python" + r"hosted\.org",
    "registry\\.npm" + "js",
    "--index-" + "url",
    "--extra-" + "index",
)
_OPEN = (r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bX" + r"XX\b", "raise NotImplemented" + "Error")
FORBIDDEN = {
    "the address of a package index": re.compile("|".join(_INDEX)),
    "a folder of one machine": re.compile(r"(?<![\w.<{$/~-])/" + r"(?:work|root|home)/\w+"),
    "an unfinished place": re.compile("|".join(_OPEN)),
}


def tracked() -> list[Path]:
    """Every file that git keeps or would keep, that still stands and is text."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    files = [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]
    return [file for file in files if file.is_file() and file.suffix not in BINARY]


def found() -> list[str]:
    """One line for each forbidden word: where it is and what it is."""
    lines = []
    for file in tracked():
        for number, line in enumerate(file.read_text("utf-8", errors="replace").splitlines(), 1):
            lines += [
                f"{file.relative_to(ROOT)}:{number}: {what}" for what, form in FORBIDDEN.items() if form.search(line)
            ]
    return lines
