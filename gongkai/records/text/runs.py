"""Running text: pieces with their emphasis, gathered from any markup and written back in one form only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from urllib.parse import urlsplit

from lxml.html import HtmlElement

SCHEMES = {"http", "https", "mailto"}
BREAK = "\n"
# Blanks that a browser folds into one; the full-width blank of Chinese type is not among them.
FOLDED = re.compile(r"[ \t\r\n\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]+")
# What cannot be seen: controls, zero-width characters, marks that turn the direction of writing, half characters.
UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
WIDE = "\u3000"
BLANKS = " " + WIDE
LINES = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol table tr caption blockquote pre section article header footer dl dt dd".split()
)
MARKER = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with its emphasis; `script` is "", "sup" or "sub". A line break is the character BREAK."""

    text: str
    strong: bool = False
    script: str = ""
    href: str = ""


PLAIN = Run("")


def runs_of(node: HtmlElement, style: Run = PLAIN, skip: frozenset[str] = frozenset()) -> Iterator[Run]:
    """Every piece of text inside `node`, in order, without what stands in elements named in `skip`."""
    yield from said(node.text, style)
    for child in node:
        yield from element_runs(child, style, skip)
        yield from said(child.tail, style)


def element_runs(node: HtmlElement, style: Run = PLAIN, skip: frozenset[str] = frozenset()) -> Iterator[Run]:
    """The pieces of one element itself. Blocks inside running text become lines of it; list markers are left out."""
    tag = node.tag if isinstance(node.tag, str) else ""
    if tag == "br" or tag in skip:
        yield with_text(style, BREAK)
    if tag in ("", "br") or tag in skip or MARKER.search(node.get("style") or ""):
        return
    if tag in LINES:
        yield with_text(style, BREAK)
    yield from runs_of(node, _inside(tag, node, style), skip)
    if tag in LINES:
        yield with_text(style, BREAK)
    elif tag in ("td", "th"):
        yield with_text(style, " ")


def tidy(runs: Iterable[Run]) -> list[Run]:
    """The same text with blanks folded, no blank beside a line break or at the ends, equal neighbours joined."""
    kept: list[tuple[str, Run]] = []
    for run in runs:
        for character in run.text:
            last = kept[-1][0] if kept else BREAK
            if character == BREAK:
                while kept and kept[-1][0] in BLANKS:
                    kept.pop()
                if kept and kept[-1][0] != BREAK:
                    kept.append((BREAK, Run("")))
            elif not (character in BLANKS and last == BREAK) and not (character == " " and last == " "):
                kept.append((character, with_text(run, "")))
    while kept and kept[-1][0] in BLANKS + BREAK:
        kept.pop()
    return [
        with_text(style, "".join(character for character, _ in group))
        for style, group in groupby(kept, key=lambda one: one[1])
    ]


def paragraphs(runs: Iterable[Run]) -> list[list[Run]]:
    """One tidy list of runs for each paragraph: an empty line, or a line with the wide indent, begins a new one."""
    found: list[list[Run]] = [[]]
    pending = 0
    for run in runs:
        for part in re.split(f"({BREAK}|{WIDE}+| +)", run.text):
            if part == BREAK:
                pending += 1
            elif part.strip(" "):
                if pending > 1 or (pending and part.startswith(WIDE * 2)):
                    found.append([])
                elif pending:
                    found[-1].append(Run(BREAK))
                pending = 0
                found[-1].append(with_text(run, part))
            elif part and not pending:
                found[-1].append(with_text(run, part))
    return [tidied for one in found if (tidied := tidy(one))]


def written(runs: Iterable[Run], *, plain_weight: bool = False) -> str:
    """The markup of tidy runs. With `plain_weight` (headings) bold is left out."""
    listed = [with_text(run, run.text, strong=False) if plain_weight else run for run in runs]
    out = ""
    for href, linked in groupby(listed, key=lambda run: run.href):
        inner = ""
        for strong, weighed in groupby(linked, key=lambda run: run.strong):
            piece = "".join(_scripted(run) for run in weighed)
            inner += f"<strong>{piece}</strong>" if strong else piece
        out += f'<a href="{escape(href)}">{inner}</a>' if href else inner
    return out


def _scripted(run: Run) -> str:
    text = escape(run.text, quote=False).replace(BREAK, "<br>")
    return f"<{run.script}>{text}</{run.script}>" if run.script else text


def said(text: str | None, style: Run = PLAIN) -> Iterator[Run]:
    """A piece of text as it comes: what cannot be seen is dropped, blanks are folded."""
    if text:
        folded = FOLDED.sub(" ", UNSEEN.sub("", text))
        if folded:
            yield with_text(style, folded)


def _inside(tag: str, node: HtmlElement, now: Run) -> Run:
    if tag in ("strong", "b"):
        return with_text(now, "", strong=True)
    if tag in ("sup", "sub"):
        return Run("", now.strong, tag, now.href)
    if tag == "a" and not now.href:
        return Run("", now.strong, now.script, address(node.get("href") or ""))
    return now


def address(href: str) -> str:
    """The address of a link when it leads to a page or a mailbox, else nothing."""
    bare = UNSEEN.sub("", FOLDED.sub("", href))
    try:
        parts = urlsplit(bare)
    except ValueError:
        return ""
    whole = parts.netloc if parts.scheme != "mailto" else parts.path
    return bare if parts.scheme in SCHEMES and whole and not set(bare) & set("\"'<>`\\") else ""


def with_text(run: Run, text: str, *, strong: bool | None = None) -> Run:
    """The same emphasis around another text."""
    return Run(text, run.strong if strong is None else strong, run.script, run.href)
