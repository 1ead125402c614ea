"""Slide files: slides as they are seen, and notes, comments and hidden slides."""

from __future__ import annotations

import re

from lxml import etree

from gongkai.screening.findings import Place
from gongkai.screening.gathering import Gathering
from gongkai.screening.office_parts import look_at_parts
from gongkai.screening.package import Package

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_SLIDE = re.compile(r"ppt/slides/slide([0-9]+)\.xml$")
_NOTES = re.compile(r"ppt/notesSlides/notesSlide([0-9]+)\.xml$")
_MEND = "删去后再公开"


def look_at_slides(data: bytes, gathering: Gathering) -> None:
    """Slides in the order of their numbers, then notes and comments."""
    package = Package(data)
    slides = sorted((int(match[1]), name) for name in package.parts if (match := _SLIDE.match(name)))
    for number, name in slides:
        root = package.xml(name)
        hidden = root.get("show") in {"0", "false"}
        if hidden:
            gathering.hidden("hidden_sheet", "sure", Place("slide", page=number), "", "是隐藏的幻灯片", _MEND)
        for words in _paragraphs(root):
            gathering.add(Place("slide", page=number), words, hidden)
    for name in package.parts:
        if match := _NOTES.match(name):
            words = "\n".join(one for one in _paragraphs(package.xml(name)) if not one.strip().isdigit())
            if words.strip():
                gathering.hidden("notes", "sure", Place("notes", page=int(match[1])), words, "有演讲者备注", _MEND)
    for name in package.named("ppt/comments/", ending=".xml"):
        for comment in package.xml(name).iter(f"{_P}cm", "{*}comment"):
            words = "".join(text.text or "" for text in comment.iter(f"{_P}text", f"{_A}t", "{*}text"))
            gathering.hidden("comment", "sure", Place("comment"), words, "有批注", _MEND)
    look_at_parts(package, gathering)


def _paragraphs(root: etree._Element) -> list[str]:
    return ["".join(text.text or "" for text in paragraph.iter(f"{_A}t")) for paragraph in root.iter(f"{_A}p")]
