"""ZIP containers, guarded: how many parts, how large unpacked, how tightly packed, and no XML with a DTD."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from types import TracebackType

from lxml import etree

from gongkai.annual.documents import CannotRead
from gongkai.annual.sources.limits import MEBIBYTE, Limits, in_megabytes

# The strict form of Office XML only differs in its namespaces.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# zipfile itself raises NotImplementedError for a packing method it does not know, RuntimeError for a password.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def guard(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Raises CannotRead ("bomb") when a container would unpack to more than the limits allow, before unpacking."""
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries:
        raise CannotRead("bomb", f"压缩内容多达 {len(entries)} 项，超过 {limits.entries} 项，请分批提交。")
    if total > limits.unpacked_bytes:
        raise CannotRead(
            "bomb",
            f"解压后有 {in_megabytes(total)}，超过 {in_megabytes(limits.unpacked_bytes)}，请分批提交或核对来源。",
        )
    for entry in entries:
        if entry.file_size > MEBIBYTE and entry.file_size > limits.ratio * max(entry.compress_size, 1):
            raise CannotRead("bomb", "压缩比异常（疑似压缩炸弹），没有解压，请核对文件来源。")


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """One entry's bytes, never more than `most`. Raises CannotRead ("encrypted", "bomb", "damaged")."""
    if entry.flag_bits & 0x1:
        raise CannotRead("encrypted", "压缩包里的文件设了密码，请去掉密码后再试。")
    if entry.file_size > most:
        raise CannotRead("bomb", f"里面的一项有 {in_megabytes(entry.file_size)}，超过 {in_megabytes(most)}，没有读取。")
    try:
        with archive.open(entry) as stream:
            return stream.read(most + 1)[:most]
    except _UNREADABLE as problem:
        raise CannotRead("damaged", "压缩内容已损坏，请重新下载或重新导出后再试。") from problem


def checked_xml(data: bytes) -> bytes:
    """An XML part without a DTD and in the usual namespaces. Raises CannotRead ("unsafe") when it brings a DTD."""
    probe = data.decode("utf-16", "ignore") if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else data.decode("latin-1")
    if "<!DOCTYPE" in probe or "<!ENTITY" in probe:
        raise CannotRead("unsafe", "里面带有外部定义或实体声明（正常的 Office 文档没有），没有读取，请核对文件来源。")
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return data


def parse_xml(data: bytes) -> etree._Element:
    """The root of one XML part; nothing is fetched, no entity is expanded. Raises CannotRead ("unsafe", "damaged")."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(checked_xml(data), parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise CannotRead("damaged", "文档内部的 XML 已损坏，请用 Office 或 WPS 打开后重新另存再试。") from problem


class Package:
    """An Office Open XML file. Use as a context manager; parts are read on demand and within the limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _UNREADABLE as problem:
            raise CannotRead("damaged", "文档结构不完整，可能没有下载完，请重新下载后再试。") from problem
        guard(self._archive, limits)
        self._entries = {entry.filename: entry for entry in self._archive.infolist()}

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    @property
    def parts(self) -> list[str]:
        """The names of all parts."""
        return list(self._entries)

    def has(self, part: str) -> bool:
        return part in self._entries

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises CannotRead when it is missing, damaged or too large."""
        if part not in self._entries:
            raise CannotRead("damaged", f"文档缺少组成部分 {part}，请用 Office 或 WPS 打开后重新另存再试。")
        return read_entry(self._archive, self._entries[part], self._limits.part_bytes)

    def xml(self, part: str) -> etree._Element:
        """The root element of an XML part."""
        return parse_xml(self.read(part))

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the file: id to (kind, part name). The whole file is the part "". Links that
        lead outside are left out, so that nothing is ever followed."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(relations):
            return {}
        found: dict[str, tuple[str, str]] = {}
        for relation in self.xml(relations).iter(_RELATIONSHIP):
            target = relation.get("Target", "")
            if relation.get("TargetMode") == "External":
                continue
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = (kind, path)
        return found

    def main_part(self, usual: str) -> str:
        """The name of the main document part; `usual` where the file does not say."""
        for kind, path in self.related("").values():
            if kind == "officeDocument" and self.has(path):
                return path
        return usual
