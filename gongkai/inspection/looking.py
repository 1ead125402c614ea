"""What is wrong on one page: missing tags, slowness, what is loaded without TLS, and words that must not be public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from gongkai.inspection.asking import Answer
from gongkai.inspection.page import Page, page_of, whole_words
from gongkai.law.inspection import PAGE_SECONDS, probe_limit
from gongkai.law.page_tags import ARTICLE, COLUMN, SITE, required_tags
from gongkai.screening.findings import KINDS as SCREENED
from gongkai.screening.findings import Context, masked
from gongkai.screening.text import screen_text

SITE_KINDS = {
    "slow": "打开慢", "dead_link": "链接打不开", "missing_file": "页面文件缺失", "no_answer": "没有应答",
    "certificate": "证书不受信任", "certificate_near": "证书将到期", "missing_tag": "网页标签缺失",
    "mixed_content": "加密页面载入未加密内容",
}  # fmt: skip
KINDS: Mapping[str, str] = SITE_KINDS | dict(SCREENED)
# What belongs on these pages: how to reach an office, and who works there.
SKIP = frozenset({"fixed_phone", "email", "person_name", "home_address", "messenger", "account", "placeholder"})
# Personal data, of which only a blotted form is kept.
PERSONAL = frozenset({"id_number", "id_number_old", "mobile_phone", "bank_card", "plate", "passport"})
HOME = "/"
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Found:
    """One fault at one address; `mark` is what makes it the same fault another day."""

    kind: str
    address: str
    sentence: str
    excerpt: str = ""
    cite: str = ""
    mark: str = ""

    def key(self, agency: str) -> str:
        """One for one unit, address, kind and mark."""
        return sha256("\x1f".join((self.kind, self.address, agency, self.mark)).encode()).hexdigest()


def look(answer: Answer, base: str, address: str, on: date) -> tuple[Page, list[Found]]:
    """The page taken apart, and everything wrong on it."""
    page = page_of(answer.body, base, address)
    words = whole_words(answer.body) if address == HOME else page.words
    found = [*_slow(answer, address, on), *_tags(page, address, on), *_insecure(page, address)]
    return page, [*found, *_words(words, address, on)]


def _slow(answer: Answer, address: str, on: date) -> list[Found]:
    limit = probe_limit(PAGE_SECONDS, on)
    if answer.total_ms <= limit * 1000:
        return []
    said = f"打开用时 {answer.total_ms / 1000:.1f} 秒，宜在 {limit} 秒以内。请检查页面大小和服务器负荷。"
    return [Found("slow", address, said)]


def _tags(page: Page, address: str, on: date) -> list[Found]:
    own = set(required_tags(ARTICLE, on)) - set(required_tags(COLUMN, on))
    level = SITE if address == HOME else ARTICLE if own & set(page.tags) else COLUMN
    found = []
    for name in required_tags(level, on):
        if not page.tags.get(name):
            how = "为空" if name in page.tags else "缺少"
            said = f"网页标签 {name} {how}。请补录站点、栏目或者信息的相应内容后重新发布。"
            found.append(Found("missing_tag", address, said, name, mark=name))
    return found


def _insecure(page: Page, address: str) -> list[Found]:
    said = "加密的页面载入了未加密的内容，浏览器会拦截或者警告。请改用 https 地址或者存为本站文件。"
    return [Found("mixed_content", address, said, one[:200], mark=one) for one in page.insecure]


def _words(words: str, address: str, on: date) -> list[Found]:
    once: dict[str, Found] = {}
    for one in screen_text(words, Context(on=on, skip=SKIP)):
        if one.level == "sure":
            shown = masked(one.excerpt) if one.kind in PERSONAL else " ".join(one.excerpt.split())
            # The words themselves never reach the key: it would tell a personal number to whoever tries them all.
            place = len([two for two in once.values() if two.kind == one.kind and two.excerpt == shown[:200]])
            mark = f"{shown}:{place}" if one.kind in PERSONAL else shown
            once.setdefault(one.key, Found(one.kind, address, one.sentence[:LONGEST], shown[:200], one.cite, mark))
    return list(once.values())
