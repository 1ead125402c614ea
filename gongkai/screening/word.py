"""Word files: the text as it is seen, and what is there without being seen."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongkai.screening.findings import Place
from gongkai.screening.gathering import Gathering
from gongkai.screening.office_parts import look_at_parts
from gongkai.screening.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STORIES = (
    ("word/header", "header"),
    ("word/footer", "footer"),
    ("word/footnotes", "footnote"),
    ("word/endnotes", "footnote"),
)
# Two half points are one point: nobody reads that.
_TINY = 4
_WHITE = frozenset({"FFFFFF", "FEFEFE", "FDFDFD"})
_OFF = frozenset({"0", "false", "off"})
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


class Unseen:
    """Tells whether a run is hidden, by its own properties and its styles."""

    def __init__(self, package: Package) -> None:
        self._hidden: set[str] = set()
        self._seen: set[str] = set()
        if package.has("word/styles.xml"):
            based: dict[str, str] = {}
            for style in package.xml("word/styles.xml").iter(f"{W}style"):
                name = style.get(f"{W}styleId", "")
                parent = style.find(f"{W}basedOn")
                based[name] = parent.get(f"{W}val", "") if parent is not None else ""
                own = _switch(style.find(f"{W}rPr"), "vanish")
                if own is not None:
                    (self._hidden if own else self._seen).add(name)
            for name in based:
                chain, at = [name], name
                while at and at not in self._hidden and at not in self._seen and based.get(at) and len(chain) < 20:
                    at = based[at]
                    chain.append(at)
                if at in self._hidden:
                    self._hidden.update(chain)

    def why(self, run: etree._Element) -> str:
        """The reason why a run is not seen, in Chinese, or an empty text."""
        properties = run.find(f"{W}rPr")
        own = _switch(properties, "vanish")
        if own:
            return "隐藏"
        if own is None and (_style(properties, "rStyle") in self._hidden or self._paragraph_hidden(run)):
            return "隐藏"
        if properties is None:
            return ""
        size = properties.find(f"{W}sz")
        if size is not None and size.get(f"{W}val", "").isdigit() and int(size.get(f"{W}val", "99")) <= _TINY:
            return "字号极小"
        colour = properties.find(f"{W}color")
        if colour is not None and (colour.get(f"{W}val") or "").upper() in _WHITE and not _shaded(run):
            return "白色"
        return ""

    def _paragraph_hidden(self, run: etree._Element) -> bool:
        for above in run.iterancestors(f"{W}p"):
            return _style(above.find(f"{W}pPr"), "pStyle") in self._hidden
        return False


def _switch(properties: etree._Element | None, name: str) -> bool | None:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return None if found is None else found.get(f"{W}val", "1") not in _OFF


def _style(properties: etree._Element | None, name: str) -> str:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def _shaded(run: etree._Element) -> bool:
    """Whether something dark lies behind a run: its own, its paragraph's or its cell's shading, or a highlight."""
    own = run.find(f"{W}rPr")
    if own is not None and own.find(f"{W}highlight") is not None:
        return True
    holders = [
        own,
        *(
            above.find(f"{W}{above.tag.rpartition('}')[2]}Pr")
            for above in run.iterancestors(f"{W}p", f"{W}tc", f"{W}tbl")
        ),
    ]
    for holder in holders:
        shade = holder.find(f"{W}shd") if holder is not None else None
        if shade is not None and (shade.get(f"{W}fill") or "auto").upper() not in {"AUTO", *_WHITE}:
            return True
    # White words in a drawn shape lie on the shape's own colour.
    return next(run.iterancestors(f"{W}txbxContent"), None) is not None


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
