"""How a report is issued: number from the unit's own series, cover, files, and the proof that they read back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from gongkai.annual.reading import read_report
from gongkai.annual.render.cover import Cover
from gongkai.annual.render.pdf import to_pdf
from gongkai.annual.render.word import to_word
from gongkai.annual.report import Report
from gongkai.annual.sources.opening import open_document
from gongkai.kit.action import Refused
from gongkai.law.doc_numbers import DocNumber, DocNumberError, parse_doc_number
from gongkai.records.models import Record
from gongkai.requests.models import NumberSeries
from gongkai.requests.numbering import next_number
from gongkai.statistics.models import Compilation
from gongkai.units.models import Agency

Kind = Literal["notice", "letter"]
KINDS = ("notice", "letter")
SERIES = "document:"
LONGEST_PREFIX = 20
LARGEST = 99999
PDF, WORD = "pdf", "docx"


@dataclass(frozen=True, slots=True)
class IssueWords:
    """What the office decides about the cover. `prefix` are the letters of the series, `serial` what its register gave
    (None: the next here); `addressees` and `copies` one a line of the form."""

    kind: str
    issuer: str
    prefix: str
    addressees: tuple[str, ...]
    serial: int | None = None
    approver: str = ""
    copies: tuple[str, ...] = ()
    person: str = ""
    phone: str = ""

    def as_json(self) -> dict[str, Any]:
        """What is kept with the report."""
        return {
            "kind": self.kind, "issuer": self.issuer, "prefix": self.prefix, "addressees": list(self.addressees),
            "approver": self.approver, "copies": list(self.copies), "person": self.person, "phone": self.phone,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issued:
    """The files of an issued report."""

    pdf: bytes
    word: bytes


def words_barrier(words: IssueWords) -> Refused | None:
    """What the cover lacks, or None."""
    if words.kind not in KINDS:
        return Refused("cover-incomplete", "没有选择印发方式，未印发。请选印发通知或者报送函。")
    if not words.addressees:
        return Refused("cover-incomplete", "没有填写主送单位，未印发。")
    if not words.prefix.strip() or len(words.prefix) > LONGEST_PREFIX:
        return Refused("cover-incomplete", f"机关代字须填写，且不超过 {LONGEST_PREFIX} 字，未印发。")
    if words.serial is not None and not 0 < words.serial <= LARGEST:
        return Refused("cover-incomplete", f"顺序号须在 1 至 {LARGEST} 之间，未印发。")
    return None


def take_number(agency: Agency, words: IssueWords, year: int) -> DocNumber:
    """The number, held by the transaction: the serial given, else the next of that unit, letters and year.

    Raises Refused "number-wrong", "number-taken".
    """
    series = f"{SERIES}{words.prefix}"
    try:
        parse_doc_number(f"{words.prefix}〔{year}〕1号")
    except DocNumberError as error:
        raise Refused("number-wrong", error.sentence) from error
    if words.serial is None:
        number = parse_doc_number(f"{words.prefix}〔{year}〕{next_number(agency, series, year)}号")
        while is_taken(agency, number):
            number = parse_doc_number(f"{words.prefix}〔{year}〕{next_number(agency, series, year)}号")
        return number
    number = parse_doc_number(f"{words.prefix}〔{year}〕{words.serial}号")
    # The series is held first: who waits for it here must see the number that the other has just given.
    NumberSeries.objects.get_or_create(agency=agency, series=series, year=year)
    row = NumberSeries.objects.select_for_update().get(agency=agency, series=series, year=year)
    if is_taken(agency, number):
        raise Refused("number-taken", f"发文字号{number.text}已经用过，未印发。请核对顺序号。")
    row.last = max(row.last, words.serial)
    row.save(update_fields=["last"])
    return number


def is_taken(agency: Agency, number: DocNumber) -> bool:
    """Whether another report, or a record of that unit, bears the number."""
    if Compilation.objects.filter(number=number.text).exists():
        return True
    return Record.objects.filter(
        agency=agency, doc_prefix=number.prefix, doc_year=number.year, doc_serial=number.serial
    ).exists()


def cover_of(words: IssueWords, issuer: str, number: str, on: date) -> Cover:
    """The cover as it is printed."""
    kind: Kind = "letter" if words.kind == "letter" else "notice"
    return Cover(
        kind=kind, issuer=issuer, number=number, signed_on=on, addressees=words.addressees, approver=words.approver,
        copies=words.copies, person=words.person, phone=words.phone, printer=issuer, printed_on=on,
    )  # fmt: skip


def typeset(report: Report, cover: Cover, on: date) -> Issued:
    """PDF and Word with the cover; both are the same document. Raises Refused "not-read-back"."""
    made = Issued(to_pdf(report, cover, on=on), to_word(report, cover, on=on))
    for name, data in ((f"report.{PDF}", made.pdf), (f"report.{WORD}", made.word)):
        wrong = differing(report, name, data)
        if wrong:
            assert report.form is not None
            cells = "、".join(report.form.cells[cell].label for cell in wrong[:3])
            raise Refused("not-read-back", f"排版后的文件读回时有 {len(wrong)} 格与数据不符（{cells}），未印发。")
    return made


def differing(report: Report, name: str, data: bytes) -> tuple[str, ...]:
    """The cells in which what a reader finds in the file is not what the report says."""
    read = read_report(open_document(data, name)).values
    return tuple(cell for cell, value in report.values.items() if read.get(cell) != value)
