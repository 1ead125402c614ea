"""Word files without what is not seen: revisions accepted, comments, hidden words, properties and traces taken out."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from gongkai.screening.errors import CannotClean
from gongkai.screening.package import Package
from gongkai.screening.package_cleaning import drop_unseen_parts, mend_relations, take_out, unwrap, written
from gongkai.screening.word import DELETED
from gongkai.screening.word_unseen import Unseen, W

_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}link"
_MARKS = tuple(
    f"{W}{name}"
    for name in (
        "rPrChange pPrChange sectPrChange tblPrChange tcPrChange trPrChange tblGridChange tblPrExChange "
        "numberingChange cellIns cellMerge moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd "
        "commentRangeStart commentRangeEnd commentReference annotationRef customXmlInsRangeStart "
        "customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd proofErr dataBinding"
    ).split()
)
_SETTINGS = tuple(
    f"{W}{name}"
    for name in ("rsid", "rsids", "docVars", "attachedTemplate", "mailMerge", "trackRevisions", "revisionView")
)
_STORIES = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")


def clean_word(data: bytes) -> tuple[bytes, Counter[str]]:
    """The cleaned file and how many things of each kind were taken out. Raises CannotClean for imported parts."""
    package = Package(data)
    unseen = Unseen(package)
    counted: Counter[str] = Counter()
    main = package.main("word/document.xml")
    for part in dict.fromkeys([main, *package.named(*_STORIES, ending=".xml")]):
        root = package.xml(part)
        if next(root.iter(f"{W}altChunk"), None) is not None:
            raise CannotClean("imported-part", "文档里插入了整份其他文件，无法清理，用 Word 或 WPS 打开后另存再试。")
        counted += _story(root, unseen)
        package.parts[part] = written(root)
    for part in package.named("word/styles", "word/numbering", "word/settings", "word/charts/chart", ending=".xml"):
        root = package.xml(part)
        for element in list(root.iter(*_SETTINGS, *_MARKS, f"{_CHART}externalData")):
            counted["custom_data"] += element.tag == f"{W}docVars"
            take_out(element)
        _traces(root)
        package.parts[part] = written(root)
    counted += drop_unseen_parts(package)
    counted += mend_relations(package)
    return package.write(), counted


def _story(root: etree._Element, unseen: Unseen) -> Counter[str]:
    counted: Counter[str] = Counter()
    for run in list(root.iter(f"{W}r")):
        if next(run.iterancestors(*DELETED), None) is None and unseen.why(run):
            counted["hidden_text"] += 1
            take_out(run)
    _accept(root, counted)
    for element in list(root.iter(*_MARKS)):
        counted["comment"] += element.tag == f"{W}commentReference"
        take_out(element)
    for element in [*root.iter(f"{W}smartTag", f"{W}customXml")]:
        unwrap(element)
    for element in list(root.iter(f"{_OFFICE}OLEObject", f"{W}control")):
        counted["embedded"] += 1
        take_out(element)
    for element in root.iter("*"):
        if element.get(_LINK) is not None:
            del element.attrib[_LINK]
    _traces(root)
    return counted


def _accept(root: etree._Element, counted: Counter[str]) -> None:
    """Accept every revision: what was deleted goes, what was inserted stays, a deleted paragraph mark joins two."""
    for row in list(root.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}del") is not None:
            counted["revision"] += 1
            take_out(row)
    for cell in list(root.iter(f"{W}tc")):
        if cell.find(f"{W}tcPr/{W}cellDel") is not None:
            counted["revision"] += 1
            take_out(cell)
    joined = [one for one in root.iter(f"{W}p") if one.find(f"{W}pPr/{W}rPr/{W}del") is not None]
    for tag in DELETED:
        for element in list(root.iter(tag)):
            counted["revision"] += 1
            take_out(element)
    for tag in (f"{W}ins", f"{W}moveTo"):
        for element in list(root.iter(tag)):
            counted["revision"] += 1
            unwrap(element)
    for paragraph in reversed(joined):
        following = paragraph.getnext()
        if following is not None and following.tag == f"{W}p":
            for child in [one for one in following if one.tag != f"{W}pPr"]:
                paragraph.append(child)
            take_out(following)
        elif (
            not any(True for _ in paragraph.iter(f"{W}r"))
            and len(list(paragraph.itersiblings(f"{W}p", preceding=True))) > 0
        ):
            take_out(paragraph)


def _traces(root: etree._Element) -> None:
    """Take the marks of single sittings off every element."""
    for element in root.iter("*"):
        for key in [key for key in element.attrib if str(key).rpartition("}")[2].startswith("rsid")]:
            del element.attrib[key]
