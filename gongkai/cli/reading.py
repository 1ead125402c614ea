"""Files and folders named on the command line, read one after the other; what cannot be read is a line, not an end."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from gongkai.annual.documents import CannotRead, Document
from gongkai.annual.judging import judge
from gongkai.annual.reading import read_report
from gongkai.annual.report import Report
from gongkai.annual.sources.folders import Refused, count, each_document
from gongkai.annual.sources.limits import DEFAULT
from gongkai.annual.sources.opening import open_document
from gongkai.cli.speech import Stop, with_progress

STDIN = "-"
NAME_OF_STDIN = "标准输入"


def each_report(files: Sequence[str], last: Report | None = None) -> Iterator[Report | CannotRead]:
    """One answer a file: the report with its findings, or why it could not be read. `-` is standard input."""
    paths = [Path(name) for name in files if name != STDIN]
    total = count(paths) + (STDIN in files)
    for document in with_progress(_documents(files, paths), "读取", total):
        yield document if isinstance(document, CannotRead) else _report(document, last)


def one_report(file: str, last: Report | None = None) -> Report:
    """The one report in a file. Raises CannotRead, or Stop where a folder or archive holds several."""
    found = list(each_report([file], last))
    if len(found) != 1:
        raise Stop("not-one", f"“{file}”里有 {len(found)} 份文件，这里只要一份报告，请指明文件。")
    if isinstance(found[0], CannotRead):
        raise found[0]
    return found[0]


def _documents(files: Sequence[str], paths: list[Path]) -> Iterator[Document | CannotRead]:
    if STDIN in files:
        try:
            yield open_document(sys.stdin.buffer.read(DEFAULT.file_bytes + 1), NAME_OF_STDIN)
        except CannotRead as problem:
            yield problem
    for found in each_document(paths):
        yield CannotRead(found.code, found.sentence) if isinstance(found, Refused) else found


def _report(document: Document, last: Report | None) -> Report | CannotRead:
    try:
        return judge(read_report(document), last, document=document)
    except CannotRead as problem:
        return problem
