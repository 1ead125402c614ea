"""An article: what the platform takes and no more, from the public version and from nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.delivery import push_channels, push_checks
from gongkai.delivery.push_article import TEXT, article_of, cut, fragment
from gongkai.delivery.push_http import LARGEST, Unsure, problem_with, read
from gongkai.delivery.tests.making import revised
from gongkai.delivery.tests.pushes import LATER, the_public
from gongkai.records.models import Publication
from gongkai.records.tests import making

TAGS = {
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "strong",
    "sup",
    "sub",
    "br",
}
ON = LATER.date()


def with_body(body: str, **changes: Any) -> Publication:
    """A second public version whose snapshot says that: what is public is never rewritten."""
    row = the_public(making.a_published())
    Publication.objects.filter(pk=row.pk).update(state=Publication.State.REPLACED)
    row.snapshot = row.snapshot | {"body": body} | changes.pop("snapshot", {})
    row.pk, row.version, row.change_note = None, 2, "试"
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


@pytest.mark.django_db
def test_only_what_the_platform_takes_stands_in_it() -> None:
    body = (
        '<h2 id="x" class="y">一</h2><p style="color:red" onclick="x()">甲<a href="https://example.invalid">乙</a></p>'
        '<script>alert(1)</script><img src="https://example.invalid/x.png"><iframe src="x">丙</iframe>'
        '<table><tr><td colspan="2" class="z">丁</td></tr></table>'
    )
    article = article_of(with_body(body), ON)
    assert article is not None and article.whole
    assert {one.tag for one in fragment(article.content).iterdescendants()} <= TAGS
    for gone in ("script", "alert", "onclick", "style", "class=", "<a", "<img", "iframe", "丙"):
        assert gone not in article.content, gone
    assert "甲乙" in article.content and 'colspan="2"' in article.content


@pytest.mark.django_db
def test_a_long_title_is_cut_and_stands_whole_in_the_text(settings: Any) -> None:
    title = "关于" + "长" * 98
    article = article_of(with_body("<p>文</p>", title=title), ON)
    assert article is not None and len(article.title) == 64 and article.title.endswith("……")
    assert article.content.startswith(f"<p><strong>{title}</strong></p>")
    settings.WECHAT_TITLE = 32
    short = article_of(Publication.objects.get(title=title), ON)
    assert short is not None and len(short.title) == 32


@pytest.mark.django_db
def test_files_are_named_and_lead_to_the_page_and_markup_in_words_stays_words() -> None:
    files = [{"name": "<b>表.xlsx", "digest": "0" * 64, "size": 3}]
    article = article_of(with_body("<p>文</p>", snapshot={"files": files, "summary": ""}), ON)
    assert article is not None and "&lt;b&gt;表.xlsx" in article.content and "0" * 64 not in article.content
    assert article.page in article.content and article.digest == "文"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body", ["<p>" + "字" * 30_000 + "</p>", "<p>段</p>" * 5000, "<p>段&amp;</p><p>" + "长" * 19_900 + "</p>"]
)
def test_a_long_text_is_cut_between_blocks_with_a_word_of_it(body: str) -> None:
    article = article_of(with_body(body), ON)
    assert article is not None and not article.whole and len(article.content) <= TEXT
    assert "正文较长" in article.content and article.content.count("<p>") == article.content.count("</p>")


@pytest.mark.django_db
def test_what_is_not_public_now_is_no_article() -> None:
    record = making.a_published()
    old = the_public(record)
    assert article_of(old, ON) is not None
    revised(record, LATER)
    assert article_of(old, ON) is None


@given(st.text(max_size=200), st.integers(3, 130))
def test_cut_words_fit_and_begin_as_they_did(words: str, most: int) -> None:
    got = cut(words, most)
    assert len(got) <= most
    assert got == words if len(words) <= most else words.startswith(got.removesuffix("……"))


@given(st.binary(max_size=200) | st.sampled_from([b"[1]", b"{", b"[" * 100_000, b"x" * (LARGEST + 1)]))
def test_only_a_map_is_an_answer(data: bytes) -> None:
    with pytest.raises(Unsure):
        read(200, data)


def test_a_map_is_an_answer_only_with_200() -> None:
    assert read(200, '{"a": "中"}'.encode()) == {"a": "中"}
    for status in (201, 204, 301, 302, 403, 500):
        with pytest.raises(Unsure):
            read(status, b'{"a": 1}')


@pytest.mark.parametrize(
    ("base", "allowed"),
    [
        ("https://api.weixin.qq.com", True), ("http://127.0.0.1:8080", True), ("http://localhost", True),
        ("http://[::1]:1", True), ("http://api.weixin.qq.com", False), ("http://127.0.0.1.example.invalid", False),
        ("http://127.0.0.2", False), ("https://user@host", False), ("https://host:99999", False),
        ("file:///etc", False), ("https://", False), ("", False),
    ],
)  # fmt: skip
def test_addresses_are_https_or_this_machine(base: str, allowed: bool) -> None:
    assert (problem_with(base) == "") == allowed


def test_mistakes_in_the_settings_are_found_and_no_secret_is_shown(settings: Any, tmp_path: Path) -> None:
    assert push_checks.pushing_holds() == []
    settings.WECHAT_SECRET, settings.WECHAT_BASE = "hidden-secret", "http://example.invalid"
    settings.WECOM_WEBHOOK, settings.WECOM_QUIET = "http://example.invalid/send?key=hidden-secret", "9-7"
    settings.WECHAT_TITLE, settings.WECHAT_COVER = 500, str(tmp_path / "none.jpg")
    found = push_checks.pushing_holds()
    assert sorted(str(one.id)[-4:] for one in found) == ["E030", "E030", "E031", "E032", "E033", "E033"]
    assert all(one.hint for one in found) and "hidden-secret" not in str(found)
    (tmp_path / "none.jpg").write_bytes(b"\x89PNG")
    assert len(push_checks.pushing_holds()) == 6


def test_the_plain_cover_is_a_small_jpeg() -> None:
    picture = push_channels.plain_picture()
    assert picture.startswith(b"\xff\xd8\xff") and len(picture) < push_channels.COVER_LARGEST
