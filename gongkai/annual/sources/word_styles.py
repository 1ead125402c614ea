"""What the styles of a Word file say: which paragraphs are headings, which text is hidden, which lists belong."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from gongkai.annual.sources.numbering import W

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_DEEPEST = 6
_BODY_TEXT = 9


@dataclass(frozen=True, slots=True)
class Style:
    """What one style settles; None where it leaves that to the style it is based on."""

    heading: int | None = None
    hidden: bool | None = None
    list_key: str | None = None
    list_level: int | None = None


def is_on(element: etree._Element | None) -> bool | None:
    """A Word switch: None where it is not there, False where it is there and off."""
    if element is None:
        return None
    return element.get(f"{W}val", "1").lower() not in {"0", "false", "off"}


def outline_level(properties: etree._Element | None) -> int | None:
    """The heading level 1-6 that paragraph properties set themselves, 0 for body text, None where unsaid."""
    found = None if properties is None else properties.find(f"{W}outlineLvl")
    value = "" if found is None else found.get(f"{W}val", "")
    if not value.isdigit():
        return None
    return 0 if int(value) >= _BODY_TEXT else min(int(value) + 1, _DEEPEST)


def list_place(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """The list and level that paragraph properties name."""
    numbered = None if properties is None else properties.find(f"{W}numPr")
    if numbered is None:
        return None, None
    key, level = numbered.find(f"{W}numId"), numbered.find(f"{W}ilvl")
    depth = "" if level is None else level.get(f"{W}val", "")
    return (None if key is None else key.get(f"{W}val")), (int(depth) if depth in set("012345678") else None)


def styles_of(root: etree._Element) -> dict[str, Style]:
    """Every style by id with what it inherits filled in, from the root of styles.xml."""
    own: dict[str, tuple[Style, str]] = {}
    for element in root.iter(f"{W}style"):
        paragraph, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
        name, parent = element.find(f"{W}name"), element.find(f"{W}basedOn")
        key, level = list_place(paragraph)
        style = Style(
            _heading("" if name is None else name.get(f"{W}val", ""), paragraph),
            is_on(None if run is None else run.find(f"{W}vanish")),
            key,
            level,
        )
        own[element.get(f"{W}styleId", "")] = (style, "" if parent is None else parent.get(f"{W}val", ""))
    return {identifier: _inherited(identifier, own) for identifier in own}


def _heading(name: str, properties: etree._Element | None) -> int | None:
    said = outline_level(properties)
    if said is not None:
        return said
    if named := _HEADING.match(name):
        return min(int(named.group(1)), _DEEPEST)
    return 1 if name.lower() == "title" else None


def _inherited(identifier: str, own: dict[str, tuple[Style, str]]) -> Style:
    style = Style()
    seen: set[str] = set()
    while identifier in own and identifier not in seen:
        seen.add(identifier)
        mine, identifier = own[identifier]
        style = Style(
            mine.heading if style.heading is None else style.heading,
            mine.hidden if style.hidden is None else style.hidden,
            mine.list_key if style.list_key is None else style.list_key,
            mine.list_level if style.list_level is None else style.list_level,
        )
    return style
