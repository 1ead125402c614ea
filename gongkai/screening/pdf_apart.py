"""A PDF taken apart by other means than those that made it: other readers, and every object unpacked."""

from __future__ import annotations

import io
import warnings
from datetime import date

import pdfplumber
from pypdf import PdfReader
from pypdf.generic import StreamObject

from gongkai.screening.covered_words import bare
from gongkai.screening.findings import Context
from gongkai.screening.gathering import Gathering
from gongkai.screening.pdf_structure import FAULTS, look_at_pdf, reader_of

_ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le", "gb18030")
# Fewer bytes than this stand by chance in a packed picture.
_SHORTEST_BYTES = 6
_SHORTEST_HIDDEN = 5


def plumbed(data: bytes) -> str:
    """All words, as pdfplumber reads them, without blanks."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pdfplumber.open(io.BytesIO(data)) as document:
            found = []
            for page in document.pages:
                found.append(bare("".join(one["text"] for one in page.chars)))
                page.close()
            return "".join(found)


def read_plainly(data: bytes) -> str:
    """All words, as pypdf reads them, without blanks."""
    return "".join(bare(page.extract_text()) for page in reader_of(data).pages)


def hidden_words(data: bytes) -> set[str]:
    """What a file carries that is not seen: properties, notes, hidden layers, former revisions; longer words only."""
    looked = Gathering(Context(on=date.min))
    look_at_pdf(data, looked)
    lines = {bare(line) for one in looked.texts if one.hidden for line in one.text.splitlines()}
    return {line for line in lines if len(line) >= _SHORTEST_HIDDEN}


def found_in_objects(data: bytes, words: set[str]) -> tuple[int, set[str]]:
    """How many pieces of the file were unpacked, and which of the words stand in one of them in any encoding."""
    reader = reader_of(data)
    parts = [data, *(_unpacked(reader, number) for number in _numbers(reader))]
    spelled = {(code, word) for word in words for code in _spellings(word) if len(code) >= _SHORTEST_BYTES}
    return len(parts), {word for code, word in spelled if any(code in part for part in parts)}


def _numbers(reader: PdfReader) -> list[int]:
    direct = {number for table in reader.xref.values() for number in table}
    return sorted(direct | set(reader.xref_objStm))


def _unpacked(reader: PdfReader, number: int) -> bytes:
    try:
        found = reader.get_object(number)
    except FAULTS:
        return b""
    if not isinstance(found, StreamObject):
        return str(found).encode("utf-8", "replace")
    try:
        return found.get_data()
    except FAULTS:
        return bytes(found._data)


def _spellings(word: str) -> list[bytes]:
    plain = [word.encode(one, "ignore") for one in _ENCODINGS]
    return [*plain, *(one.hex().encode() for one in plain), *(one.hex().upper().encode() for one in plain)]
