"""Many files at once: folders and ZIP archives, one after the other, so that a bad one never stops the rest."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gongkai.annual.documents import CannotRead, Document
from gongkai.annual.sources.kinds import kind_of_bytes
from gongkai.annual.sources.limits import DEFAULT, Limits, in_megabytes
from gongkai.annual.sources.opening import open_document, printable
from gongkai.annual.sources.package import guard, read_entry

_NOT_DOCUMENTS = {"thumbs.db", "desktop.ini", "__macosx"}
_ZIP = b"PK\x03\x04"
_UTF8_NAME = 0x800


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be read among others: its name, the stable code and the sentence of CannotRead."""

    name: str
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class _Source:
    """A file not opened yet. `load` gives its bytes or its path and may raise CannotRead."""

    name: str
    load: Callable[[], bytes | Path]


def each_document(paths: Iterable[Path], *, limits: Limits = DEFAULT) -> Iterator[Document | Refused]:
    """Every file under the paths, folders in the order of their names, ZIPs opened; one answer a file, none dropped
    except what office programs and systems leave behind (~$…, .DS_Store, Thumbs.db)."""
    for source in _sources(paths, limits):
        try:
            yield open_document(source.load(), source.name, limits=limits)
        except CannotRead as problem:
            sentence = problem.sentence
            shown = printable(source.name)
            yield Refused(source.name, problem.code, sentence if sentence.startswith(shown) else f"{shown}：{sentence}")


def count(paths: Iterable[Path], *, limits: Limits = DEFAULT) -> int:
    """How many answers each_document will give, without opening the documents."""
    return sum(1 for _ in _sources(paths, limits))


def _sources(paths: Iterable[Path], limits: Limits) -> Iterator[_Source]:
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*"), key=lambda found: found.relative_to(path).parts):
                inside = file.relative_to(path)
                if file.is_file() and not any(map(_is_left_behind, inside.parts)):
                    yield from _file(file, str(PurePosixPath(path.name, *inside.parts)), limits)
        else:
            yield from _file(path, path.name, limits)


def _is_left_behind(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _NOT_DOCUMENTS


def _file(path: Path, name: str, limits: Limits) -> Iterator[_Source]:
    try:
        with path.open("rb") as stream:
            is_zip = path.is_file() and stream.read(4) == _ZIP and path.stat().st_size <= limits.file_bytes
    except OSError:
        is_zip = False
    if is_zip and (data := _archive(path)) is not None:
        yield from _entries(data, name, limits, depth=1)
    else:
        yield _Source(name, lambda: path)


def _archive(path: Path) -> bytes | None:
    """The bytes of a ZIP that holds files; None for documents that merely are packed as one."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    if {"[Content_Types].xml", "mimetype", "OFD.xml"} & set(names) or not names:
        return None
    return path.read_bytes()


def _entries(data: bytes, name: str, limits: Limits, depth: int) -> Iterator[_Source]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        guard(archive, limits)
    except CannotRead as problem:
        yield _Source(name, _raising(problem))
        return
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):  # the last: a packing method zipfile lacks
        yield _Source(name, _raising(CannotRead("damaged", "压缩包结构不完整，请重新下载或重新打包后再试。")))
        return
    with archive:
        entries = [(_name_of(entry), entry) for entry in archive.infolist() if not entry.is_dir()]
        for inner, entry in sorted(entries, key=lambda pair: PurePosixPath(pair[0]).parts):
            if not any(map(_is_left_behind, PurePosixPath(inner).parts)):
                yield from _entry(archive, entry, f"{name}/{inner}", limits, depth)


def _entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, limits: Limits, depth: int
) -> Iterator[_Source]:
    if not name.lower().endswith(".zip"):
        yield _Source(name, lambda: _load(archive, entry, limits))
        return
    try:
        data = _load(archive, entry, limits)
        is_archive = kind_of_bytes(data, name) == "zip"
    except CannotRead as problem:
        yield _Source(name, _raising(problem))
        return
    if not is_archive:
        yield _Source(name, lambda: data)
    elif depth >= limits.depth:
        too_deep = CannotRead("nested", f"压缩包层层嵌套超过 {limits.depth} 层，没有继续打开，请解压后再提交。")
        yield _Source(name, _raising(too_deep))
    else:
        yield from _entries(data, name, limits, depth + 1)


def _load(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> bytes:
    if entry.file_size > limits.file_bytes:
        size, most = in_megabytes(entry.file_size), in_megabytes(limits.file_bytes)
        raise CannotRead("too-large", f"文件有 {size}，超过上限 {most}，没有读取，请只提交报告本身的文件。")
    return read_entry(archive, entry, limits.file_bytes)


def _raising(problem: CannotRead) -> Callable[[], bytes]:
    def load() -> bytes:
        raise problem

    return load


def _name_of(entry: zipfile.ZipInfo) -> str:
    """The entry's name; without the UTF-8 mark Windows programs in China write it in GB18030."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding).replace("\\", "/")
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")
