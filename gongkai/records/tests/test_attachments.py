"""Attachments are looked through and cleaned at submission; what nobody can look into needs a named person's word."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from PIL import Image

from gongkai.kit import files
from gongkai.kit.action import Refused
from gongkai.records import kept_files, reads
from gongkai.records.actions.create_record import create_record
from gongkai.records.actions.handle_finding import handle_finding
from gongkai.records.actions.pass_step import pass_step
from gongkai.records.models import Finding, Record, Screening
from gongkai.records.tests.making import NOW, a_draft, a_said, a_submitted, a_unit, actors
from gongkai.units.models import Agency

WORD = "附件.docx"


def attached(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "digest": files.keep(data), "size": len(data)}


def word(text: str = "森林防火工作方案", author: str = "经办人") -> bytes:
    document = docx.Document()
    document.core_properties.author = author
    document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return out.getvalue()


def hash_now(record: Record) -> str:
    assert record.content is not None
    return record.content.hash


def screening(record: Record) -> Screening:
    return Screening.objects.get(content=record.content)


def test_a_cleaned_copy_is_made_and_its_proof_kept(unit: Agency) -> None:
    one = attached(WORD, word())
    record = a_submitted(unit, files=[one])
    copy = screening(record).cleaned[one["digest"]]
    assert copy["digest"] != one["digest"]
    assert [gone["kind"] for gone in copy["removed"]] == ["metadata", "custom_data"]
    assert "重新打开" in copy["proof"]
    assert docx.Document(BytesIO(files.take(copy["digest"]))).core_properties.author != "经办人"
    assert not Finding.objects.filter(content=record.content).exists()
    assert {one["digest"], copy["digest"]} <= set(kept_files.held())


def test_words_in_an_attachment_are_pointed_at_with_their_place(unit: Agency) -> None:
    record = a_submitted(unit, files=[attached(WORD, word("联系人手机号码13950012345"))])
    found = Finding.objects.get(content=record.content)
    assert (found.kind, found.where) == ("mobile_phone", "附件“附件.docx”正文第1段")
    assert found.place.startswith("file:")
    assert found.excerpt == "13950012345"


def test_what_cannot_be_looked_into_needs_a_word(unit: Agency) -> None:
    record = a_submitted(unit, files=[attached("现场.png", picture())])
    found = Finding.objects.get(content=record.content)
    assert found.kind == "unseen"
    assert [one["name"] for one in screening(record).blind] == ["现场.png"]
    reviewer = actors(unit)["secrecy_reviewer"]
    with pytest.raises(Refused, match="还有 1 处没有处理"):
        pass_step(record.pk, record.edition, hash_now(record), actor=reviewer, now=NOW)
    handle_finding(found.pk, "dismissed", "已看过图片，无人像和证件。", actor=reviewer, now=NOW)
    assert pass_step(record.pk, record.edition, hash_now(record), actor=reviewer, now=NOW).waiting_step == "mark_review"


def test_an_old_word_file_goes_out_only_on_a_word_and_as_it_is(unit: Agency) -> None:
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1016)
    one = attached("旧.doc", old)
    record = a_submitted(unit, files=[one])
    assert Finding.objects.get(content=record.content).kind == "unseen"
    assert screening(record).cleaned[one["digest"]]["digest"] == one["digest"]


def test_plain_text_has_nothing_hidden_to_clean(unit: Agency) -> None:
    one = attached("名单.txt", "一、森林防火".encode())
    record = a_submitted(unit, files=[one])
    assert screening(record).cleaned[one["digest"]] == {
        "digest": one["digest"], "size": one["size"], "removed": [], "proof": "",
    }  # fmt: skip


def zipped() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("资料.zip", zipped(), "screening-archive"),
        ("坏.docx", word()[:500], "screening-damaged"),
        ("程序.exe", b"MZ" + bytes(100), "screening-executable"),
        ("假.pdf", word(), "screening-forged"),
    ],
)
def test_a_file_that_cannot_be_opened_stops_the_submission(unit: Agency, name: str, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        a_submitted(unit, files=[attached(name, data)])
    assert refused.value.code == code
    assert name in refused.value.sentence
    assert Record.objects.get().state == Record.State.DRAFT
    assert not Screening.objects.exists()


def test_a_page_is_asked_for_in_a_form_that_can_be_cleaned(unit: Agency) -> None:
    with pytest.raises(Refused) as refused:
        a_submitted(unit, files=[attached("页.html", "<!doctype html><p>森林防火</p>".encode())])
    assert refused.value.code == "cleaning-unknown-kind"
    assert "另存为 .docx" in refused.value.sentence


def test_no_copy_is_made_of_what_is_not_to_be_public(unit: Agency) -> None:
    withheld = {"mark": "on_request", "mark_reason": "按申请处理。", "class_code": ""}
    record = a_submitted(unit, files=[attached(WORD, word("手机号码13950012345"))], **withheld)
    assert screening(record).cleaned == {}
    assert not Finding.objects.exists()


def test_a_file_that_was_not_kept_is_refused(unit: Agency) -> None:
    gone = {"name": WORD, "digest": "0" * 64, "size": 5}
    with pytest.raises(Refused) as refused:
        create_record(agency=unit, said=a_said(files=[gone]), actor=actors(unit)["clerk"], now=NOW)
    assert refused.value.code == "said-file-missing"
    short = attached(WORD, word()) | {"size": 5}
    with pytest.raises(Refused, match="没有上传完整"):
        create_record(agency=unit, said=a_said(files=[short]), actor=actors(unit)["clerk"], now=NOW)


def test_who_gets_a_file(unit: Agency) -> None:
    one = attached(WORD, word())
    a_unit("joint")
    record = a_submitted(unit, files=[one], joint=["joint"])
    cleaned = screening(record).cleaned[one["digest"]]["digest"]
    for who in (actors(unit)["deputy_leader"], actors(a_unit("joint"))["clerk"]):
        assert reads.file_of(who, record, one["digest"]) == (WORD, word_of(one))
        copy = reads.file_of(who, record, cleaned)
        assert copy is not None
        assert copy[0] == WORD
    assert reads.file_of(actors(a_unit("other"))["clerk"], record, one["digest"]) is None
    other = attached("别处.docx", word("别处"))
    a_draft(a_unit("other"), files=[other])
    assert reads.file_of(actors(unit)["clerk"], record, other["digest"]) is None


def word_of(one: dict[str, Any]) -> bytes:
    return files.take(one["digest"])
