"""Proofs on the records' rows: contents, sign-offs, publications and numbers held against hashes and the journal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.db.models import F

from gongkai.kit import proofs
from gongkai.kit.journal import Broken
from gongkai.kit.models import JournalEntry
from gongkai.records.locking import subject_of
from gongkai.records.models import Content, IndexNumber, Publication, Record, Review
from gongkai.records.said import hash_of

CHUNK = 500


def contents() -> Iterator[Broken]:
    """Every version whose text no longer has its hash, or whose hash the journal does not know."""
    rows = Content.objects.select_related("record__agency").order_by("record_id", "version").iterator(CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        told = _journalled({row.record_id for row in chunk})
        for row in chunk:
            where = f"{row.record.agency.code} 信息 {row.record_id}"
            if hash_of(row.said) != row.hash:
                yield Broken(where, row.version, f"第 {row.version} 版的内容与其校验值不符：内容被改动。")
            elif (subject_of(row.record_id), row.hash) not in told:
                yield Broken(where, row.version, f"第 {row.version} 版的校验值与日志不符：内容和校验值被一起改动。")


def _journalled(record_ids: set[int]) -> set[tuple[str, str]]:
    """Which content hashes the journal tells of, by record."""
    subjects = [subject_of(one) for one in record_ids]
    rows = JournalEntry.objects.filter(subject__in=subjects).values_list("subject", "after")
    return {(subject, str(after["content"])) for subject, after in rows if after.get("content")}


def records() -> Iterator[Broken]:
    """Records whose columns do not repeat their content, or whose sign-off is of another content."""
    rows = Record.objects.exclude(content=None).select_related("content", "agency").order_by("pk")
    for row in rows.iterator(CHUNK):
        said = row.content.said if row.content else {}
        where = f"{row.agency.code} 信息"
        for name, words in (("title", "标题"), ("mark", "公开属性"), ("ground", "不公开理由"), ("doc_number", "文号")):
            if getattr(row, name) != said.get(name, ""):
                yield Broken(where, row.pk, f"“{row.title[:30]}”的{words}与其内容版本不符：列表中的数据被改动。")
                break


def sign_offs() -> Iterator[Broken]:
    """Verdicts that name another hash than their content has."""
    for row in Review.objects.exclude(content_hash=F("content__hash")).select_related("submission").order_by("pk"):
        yield Broken(
            f"信息 {row.submission.record_id} 审核意见", row.pk, "所审内容的校验值不符：审核意见被移到别的内容上。"
        )


def publications() -> Iterator[Broken]:
    """Snapshots that no longer have their hash, and public records that are not marked for it."""
    for row in Publication.objects.exclude(snapshot_hash="").order_by("pk").iterator(CHUNK):
        if hash_of(row.snapshot) != row.snapshot_hash:
            yield Broken(f"公开版本 {row.index_number}", row.version, "快照与其校验值不符：公开的内容被改动。")
    public = Publication.objects.filter(state=Publication.State.PUBLISHED)
    for row in public.exclude(content_hash__in=Content.objects.values("hash")).order_by("pk"):
        yield Broken(f"公开版本 {row.index_number}", row.version, "没有与之相应的内容版本：未经审核被放到网上。")


def numbers() -> Iterator[Broken]:
    """Serials given here that do not follow the one before; an older ledger's own gaps are no fault of ours."""
    scope, last = "", 0
    for row in IndexNumber.objects.order_by("scope", "serial").iterator(CHUNK):
        last = last if row.scope == scope else 0
        scope = row.scope
        if not row.brought and row.serial != last + 1:
            words = f"缺少第 {last + 1} 号，其后是第 {row.serial} 号：有索引号被删除。"
            yield Broken(f"流水号 {scope}", last + 1, words)
        last = row.serial


proofs.register("content", "内容版本", contents)
proofs.register("record", "台账", records)
proofs.register("review", "审核意见", sign_offs)
proofs.register("publication", "公开版本", publications)
proofs.register("index-number", "索引号", numbers)
