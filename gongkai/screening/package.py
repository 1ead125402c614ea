"""Office Open XML containers, guarded: parts, sizes, ratio, no DTD, nothing fetched."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from gongkai.screening.errors import CannotScreen
from gongkai.screening.opening import BOUNDS, MEBIBYTE

# zipfile raises NotImplementedError for a packing method it does not know, RuntimeError for a password.
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/presentationml/main", b"http://schemas.openxmlformats.org/presentationml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def parse(data: bytes) -> etree._Element:
    """The root of an XML part. Raises CannotScreen: unsafe (a DTD), damaged."""
    probe = data.decode("utf-16", "ignore") if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else data.decode("latin-1")
    if "<!DOCTYPE" in probe or "<!ENTITY" in probe:
        raise CannotScreen("unsafe", "文件里带有外部定义或者实体声明，正常的 Office 文件没有，没有打开，核对来源。")
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise CannotScreen("damaged", "文件内部已损坏，用 Office 或者 WPS 打开后另存再上传。") from problem


class Package:
    """All parts of an Office file, read once within the bounds. Parts may be replaced or dropped before writing."""

    def __init__(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
                _guard(entries)
                self.comment = archive.comment
                self.parts = {entry.filename: _read(archive, entry) for entry in entries if not entry.is_dir()}
        except _FAULTS as problem:
            raise CannotScreen("damaged", "文件结构不完整，可能没有传完，重新导出后再上传。") from problem

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self.parts

    def named(self, *beginnings: str, ending: str = "") -> list[str]:
        """Parts whose name begins so, in order of name."""
        return sorted(name for name in self.parts if name.startswith(beginnings) and name.endswith(ending))

    def xml(self, part: str) -> etree._Element:
        """The root of a part. Raises CannotScreen when it is missing or damaged."""
        if part not in self.parts:
            raise CannotScreen("damaged", f"文件缺少组成部分 {part}，用 Office 或者 WPS 打开后另存再上传。")
        return parse(self.parts[part])

    def relations(self) -> Iterator[tuple[str, etree._Element]]:
        """Every relation of every part, with the name of the part it belongs to."""
        for name in self.named("", ending=".rels"):
            folder, file = posixpath.split(name)
            source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
            for relation in self.xml(name).iter(_RELATION):
                yield source, relation

    def orphans(self) -> list[str]:
        """Parts that no chain of relations leads to from the file itself; nobody sees them in the opened file."""
        if not self.has("_rels/.rels"):
            return []
        reached, waiting = {"[Content_Types].xml"}, [""]
        while waiting:
            for _, path in self.related(waiting.pop()).values():
                if path in self.parts and path not in reached:
                    reached.add(path)
                    waiting.append(path)
        return sorted(name for name in self.parts if name not in reached and not name.endswith(".rels"))

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the file: id to (kind, part name)."""
        folder, file = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        found: dict[str, tuple[str, str]] = {}
        for relation in self.xml(name).iter(_RELATION) if self.has(name) else ():
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = (relation.get("Type", "").rsplit("/", 1)[-1], path)
        return found

    def main(self, usual: str) -> str:
        """The name of the main part."""
        for kind, path in self.related("").values():
            if kind == "officeDocument" and path in self.parts:
                return path
        return usual

    def write(self) -> bytes:
        """The container with its present parts, without times or names of those who made it."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            first = [name for name in ("[Content_Types].xml", "_rels/.rels") if name in self.parts]
            for name in [*first, *(name for name in self.parts if name not in first)]:
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, self.parts[name])
        return out.getvalue()


def _guard(entries: list[zipfile.ZipInfo]) -> None:
    if len({entry.filename for entry in entries}) < len(entries):
        raise CannotScreen("unsafe", "文件里有重名的组成部分，各种软件看到的会不一样，没有打开，另存后再上传。")
    total = sum(entry.file_size for entry in entries)
    if len(entries) > BOUNDS.entries or total > BOUNDS.unpacked_bytes:
        most = BOUNDS.unpacked_bytes // MEBIBYTE
        raise CannotScreen("bomb", f"文件解开后多于 {BOUNDS.entries} 项或者 {most} MB，没有打开，核对来源。")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise CannotScreen("encrypted", "文件设有密码，去掉密码另存后再上传。")
        packed_tightly = entry.file_size > MEBIBYTE and entry.file_size > BOUNDS.ratio * max(entry.compress_size, 1)
        if packed_tightly or entry.file_size > BOUNDS.part_bytes:
            raise CannotScreen("bomb", "文件的压缩比或者大小异常，没有打开，核对来源。")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        data = stream.read(BOUNDS.part_bytes + 1)
    if len(data) > BOUNDS.part_bytes:
        raise CannotScreen("bomb", "文件的压缩比或者大小异常，没有打开，核对来源。")
    return data
