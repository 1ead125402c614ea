"""What Word, Excel and slide files have in common: properties, macros, embedded files, links outward, pictures."""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from gongkai.screening.findings import Place
from gongkai.screening.gathering import Gathering
from gongkai.screening.package import Package
from gongkai.screening.pictures import look_at_picture

# Properties that say who, where and what; what the program counts or calls itself is left alone.
TELLING = {
    "creator": "作者",
    "lastModifiedBy": "最后保存者",
    "title": "标题",
    "subject": "主题",
    "keywords": "标记",
    "description": "备注",
    "category": "类别",
    "contentStatus": "状态",
    "Company": "单位",
    "Manager": "管理者",
    "Template": "模板",
    "HyperlinkBase": "链接基址",
}
_PLAIN_TEMPLATES = ("normal", "office theme", "normal.dotm", "default")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf")
_CROPPED = re.compile(rb"<a:srcRect\b[^>]*?\b[lrtb]=\"[1-9]")
_CLEAN = "用清理功能去掉后再公开"
_BIBLIOGRAPHY = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"


def look_at_parts(package: Package, gathering: Gathering) -> None:
    """Everything of an Office container besides its own text."""
    _properties(package, gathering)
    orphans = frozenset(package.orphans())
    if package.comment:
        place = Place("embedded", name="文件结尾")
        words = package.comment.decode("utf-8", "replace")
        gathering.hidden("embedded", "sure", place, words, "附有其他数据", _CLEAN)
    for name in package.parts:
        low = name.lower()
        place = Place("embedded", name=posixpath.basename(name))
        if low.endswith(("vbaproject.bin", "vbadata.xml")) or "/activex/" in low or "/macrosheets/" in low:
            gathering.hidden("macro", "sure", place, "", "带有宏或者控件", _CLEAN)
        elif "/embeddings/" in low:
            what = "嵌有另一个文件，里面的内容没有筛查"
            gathering.hidden(
                "embedded", "sure", place, posixpath.basename(name), what, "取出单独审查，" + _CLEAN, screened=False
            )
        elif name in orphans and not low.startswith(("docprops/", "customxml/")) and "comments" not in low:
            what = "不属于文件的任何一处，是留下或者塞进来的"
            gathering.hidden("embedded", "sure", place, posixpath.basename(name), what, _CLEAN, screened=False)
        elif "/media/" in low:
            look_at_picture(gathering, package.parts[name], Place("image", name=posixpath.basename(name)))
    _drawn(package, gathering)
    _custom(package, gathering)
    _links(package, gathering)


def _properties(package: Package, gathering: Gathering) -> None:
    for part in package.named("docProps/", ending=".xml"):
        for element in package.xml(part).iter():
            name = str(element.tag).rpartition("}")[2]
            words = (element.text or "").strip()
            if not words or (name not in TELLING and "custom" not in part):
                continue
            if name == "Template" and words.lower() in _PLAIN_TEMPLATES:
                continue
            owner = element.getparent()
            label = TELLING.get(name) or f"自定义属性{owner.get('name', '') if owner is not None else ''}"
            what = f"留有“{label}”"
            gathering.hidden("metadata", "doubtful", Place("metadata", name=label), words, what, _CLEAN)


def _drawn(package: Package, gathering: Gathering) -> None:
    """Words of charts and diagrams, descriptions of pictures, and pictures of which only a part is shown."""
    for name in package.named("", ending=".xml"):
        place = Place("text_box", name=posixpath.basename(name))
        if "/charts/chart" in name or "/diagrams/data" in name:
            for element in package.xml(name).iter("{*}t", "{*}v"):
                gathering.add(place, element.text or "")
        elif name.startswith(("word/document", "word/header", "word/footer", "ppt/slides/", "xl/drawings/")):
            body = package.parts[name]
            if b"docPr" in body or b"cNvPr" in body:
                for element in package.xml(name).iter("{*}docPr", "{*}cNvPr"):
                    gathering.add(
                        place, " ".join(filter(None, (element.get("descr"), element.get("title")))), hidden=True
                    )
            if _CROPPED.search(body):
                what = "有裁剪过的图片，裁去的部分仍在文件里"
                mend = "在原来的软件里删去裁剪区域后再公开"
                gathering.hidden("unseen", "doubtful", place, "", what, mend, screened=False)


def _custom(package: Package, gathering: Gathering) -> None:
    for part in package.named("customXml/", ending=".xml"):
        if "itemProps" in part or "/_rels/" in part:
            continue
        root = package.xml(part)
        words = " ".join(" ".join(str(one) for one in root.itertext()).split())
        if etree.QName(root).namespace == _BIBLIOGRAPHY and not words:
            continue
        place = Place("embedded", name=posixpath.basename(part))
        gathering.hidden("custom_data", "doubtful", place, words, "带有自定义数据", _CLEAN)


def _links(package: Package, gathering: Gathering) -> None:
    for source, relation in package.relations():
        if relation.get("TargetMode") != "External":
            continue
        kind, target = relation.get("Type", "").rsplit("/", 1)[-1], relation.get("Target", "")
        place = Place("embedded", name=posixpath.basename(source) or "文件")
        if kind == "hyperlink":
            gathering.add(place, target.removeprefix("mailto:").removeprefix("tel:"), hidden=True)
        else:
            what = "引用了外部的模板" if kind == "attachedTemplate" else "引用了外部的文件"
            gathering.hidden("external_link", "doubtful", place, target, what, _CLEAN)
