"""What Word and Excel files have in common when they are cleaned: parts dropped, relations and types kept in step."""

from __future__ import annotations

import posixpath
from collections import Counter

from lxml import etree

from gongkai.screening.package import Package
from gongkai.screening.picture_cleaning import without_extras

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
    b'metadata/core-properties"/>'
)
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"/>'
)
# Beginnings and pieces of names of parts that nobody sees in the opened file, with the kind of finding they are.
_DROPPED = (
    ("vbaproject", "macro"),
    ("vbadata", "macro"),
    ("/activex/", "macro"),
    ("/embeddings/", "embedded"),
    ("customxml/", "custom_data"),
    ("docprops/custom", "metadata"),
    ("docprops/thumbnail", "metadata"),
    ("printersettings", "metadata"),
    ("/people", "metadata"),
    ("/persons/", "metadata"),
    ("/comments", "comment"),
    ("/threadedcomments", "comment"),
    ("/glossary/", "custom_data"),
    ("_xmlsignatures/", "metadata"),
    ("/revisions/", "revision"),
    ("docmetadata/", "metadata"),
)
_WORD, _EXCEL = "application/vnd.ms-word.document", "application/vnd.ms-excel.sheet"
_OPEN = "application/vnd.openxmlformats-officedocument"
_MACRO_TYPES = {
    f"{_WORD}.macroEnabled.main+xml": f"{_OPEN}.wordprocessingml.document.main+xml",
    f"{_EXCEL}.macroEnabled.main+xml": f"{_OPEN}.spreadsheetml.sheet.main+xml",
}


def drop_unseen_parts(package: Package, more: tuple[tuple[str, str], ...] = ()) -> Counter[str]:
    """Drop what nobody sees, blank the properties, strip the pictures. Returns how many of each kind."""
    counted: Counter[str] = Counter()
    for name in list(package.parts):
        low = f"/{name.lower()}"
        kind = next((kind for piece, kind in (*_DROPPED, *more) if piece in low), None)
        if kind is not None:
            del package.parts[name]
            counted[kind] += not name.endswith(".rels")
        elif "/media/" in low:
            stripped = without_extras(package.parts[name])
            counted["metadata"] += stripped != package.parts[name]
            package.parts[name] = stripped
    for name in package.orphans():
        del package.parts[name]
        counted["embedded"] += 1
    for name, blank in (("docProps/core.xml", _CORE), ("docProps/app.xml", _APP)):
        if package.has(name) and package.parts[name] != blank:
            package.parts[name] = blank
            counted["metadata"] += 1
    return counted


def mend_relations(package: Package) -> Counter[str]:
    """Take away relations to parts that are gone and to places outside (links to web pages stay), and their types."""
    counted: Counter[str] = Counter()
    for name in package.named("", ending=".rels"):
        folder = posixpath.dirname(posixpath.dirname(name))
        source = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
        if source.rstrip("/") and posixpath.basename(source) and not package.has(source):
            del package.parts[name]
            continue
        root = package.xml(name)
        for relation in list(root.iter(_RELATION)):
            target, kind = relation.get("Target", ""), relation.get("Type", "").rsplit("/", 1)[-1]
            if relation.get("TargetMode") == "External":
                if kind != "hyperlink":
                    root.remove(relation)
                    counted["external_link"] += 1
                continue
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if not package.has(path):
                root.remove(relation)
        package.parts[name] = written(root)
    types = package.xml("[Content_Types].xml")
    for one in list(types.iter(f"{_TYPES}Override")):
        if not package.has(one.get("PartName", "").lstrip("/")):
            types.remove(one)
        elif (usual := _MACRO_TYPES.get(one.get("ContentType", ""))) is not None:
            one.set("ContentType", usual)
    package.parts["[Content_Types].xml"] = written(types)
    return counted


def written(root: etree._Element) -> bytes:
    """The bytes of an XML part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def take_out(element: etree._Element) -> None:
    """Remove an element, its words and all."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Put the children of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at, child)
    parent.remove(element)
