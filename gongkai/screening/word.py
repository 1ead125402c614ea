"""Word files: the text as it is seen, and what is there without being seen."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongkai.screening.findings import Place
from gongkai.screening.gathering import Gathering
from gongkai.screening.office_parts import look_at_parts
from gongkai.screening.package import Package
from gongkai.screening.word_unseen import Unseen, W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STORIES = (
    ("word/header", "header"),
    ("word/footer", "footer"),
    ("word/footnotes", "footnote"),
    ("word/endnotes", "footnote"),
)
_CLEAN = "用清理功能去掉后再公开"
DELETED = (f"{W}del", f"{W}moveFrom")


def look_at_word(data: bytes, gathering: Gathering) -> None:
    """Body, headers, footers and notes paragraph by paragraph; hidden, deleted and commented words apart."""
    package = Package(data)
    main = package.main("word/document.xml")
    unseen = Unseen(package)
    stories = [(main, "body")]
    stories += [(part, kind) for head, kind in _STORIES for part in package.named(head, ending=".xml")]
    for part, kind in stories:
        _story(package.xml(part), kind, unseen, gathering)
    _comments(package, gathering)
    _document_variables(package, gathering)
    look_at_parts(package, gathering)


def _story(root: etree._Element, kind: str, unseen: Unseen, gathering: Gathering) -> None:
    for doubled in list(root.iter(f"{_MC}Fallback")):
        parent = doubled.getparent()
        if parent is not None:
            parent.remove(doubled)
    changed = 0
    for number, paragraph in enumerate(root.iter(f"{W}p"), start=1):
        place = Place(kind, paragraph=number)
        seen: list[str] = []
        hidden: dict[str, list[str]] = {}
        for run in _runs(paragraph):
            words = _words(run)
            gone = next(run.iterancestors(*DELETED), None)
            why = "deleted" if gone is not None else unseen.why(run)
            if not words.strip() and why:
                continue
            (hidden.setdefault(why, []) if why else seen).append(words)
        gathering.add(place, "".join(seen), joint="\t" if _later_cell(paragraph) else "\n")
        for why, parts in hidden.items():
            if why == "deleted":
                gathering.hidden("revision", "sure", place, "".join(parts), "留有删去而没有接受的修订", _CLEAN)
            else:
                gathering.hidden("hidden_text", "sure", place, "".join(parts), f"有{why}的文字", _CLEAN)
        for code in paragraph.iter(f"{W}instrText"):
            gathering.add(place, code.text or "", hidden=True)
        changed += sum(1 for _ in paragraph.iter(f"{W}ins", f"{W}moveTo"))
    if changed:
        what = f"留有 {changed} 处插入的修订，写有修改人和时间"
        gathering.hidden("revision", "sure", Place(kind), "", what, _CLEAN)


def _runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The runs of a paragraph, not those of paragraphs inside it (text boxes)."""
    for run in paragraph.iter(f"{W}r"):
        if next(run.iterancestors(f"{W}p"), None) is paragraph:
            yield run


def _words(run: etree._Element) -> str:
    parts: list[str] = []
    for child in run:
        if child.tag in {f"{W}t", f"{W}delText"}:
            parts.append(child.text or "")
        elif child.tag == f"{W}tab":
            parts.append("\t")
        elif child.tag in {f"{W}br", f"{W}cr"}:
            parts.append("\n")
        elif child.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif child.tag == f"{W}sym":
            parts.append("□")
    return "".join(parts)


def _later_cell(paragraph: etree._Element) -> bool:
    """Whether a paragraph is the first of a cell that is not the first of its row."""
    cell = paragraph.getparent()
    if cell is None or cell.tag != f"{W}tc" or next(cell.iterchildren(f"{W}p"), None) is not paragraph:
        return False
    return next(cell.itersiblings(f"{W}tc", preceding=True), None) is not None


def _comments(package: Package, gathering: Gathering) -> None:
    for part in package.named("word/comments", ending=".xml"):
        for number, comment in enumerate(package.xml(part).iter(f"{W}comment"), start=1):
            place = Place("comment", paragraph=number)
            words = "".join(text.text or "" for text in comment.iter(f"{W}t"))
            gathering.hidden("comment", "sure", place, words, f"有批注（{comment.get(f'{W}author', '')}）", _CLEAN)


def _document_variables(package: Package, gathering: Gathering) -> None:
    if not package.has("word/settings.xml"):
        return
    for variable in package.xml("word/settings.xml").iter(f"{W}docVar"):
        words = variable.get(f"{W}val", "")
        gathering.hidden("custom_data", "doubtful", Place("embedded", name="文档变量"), words, "带有文档变量", _CLEAN)
