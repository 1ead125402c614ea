"""Made-up documents for measuring search: words drawn as often as in real text, the same for everybody who runs it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import accumulate

from gongkai.search.index import Document

# What nearly every document of a government says, and what many say: first in rank.
COMMON = (
    "公开 政府 信息 工作 单位 管理 通知 泉港区 做好 部门 人民政府 政府信息公开 应当 规定 组织 服务 建设 项目 落实 发展 "
    "实施 责任 有关 办法 安全 群众 财政 行政 审批 监督 教育 医疗保险 环境 公示 招生 采购 政府采购 征地 低保 户籍 农村 "
    "行政处罚 公积金 营商环境 养老保险 义务教育 招投标 疫苗 学区 落户 移民安置 淹没区 说明书 研究所"
).split()
PUNCTUATION = "，，，，。。、；：\n"
WORDS_EACH = 460
FIRST = datetime(2012, 1, 4, 1, tzinfo=UTC)


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Some 47,000 words, and how often each or one before it is drawn: the n-th a hundredth as often as n/100-th."""
    table = files("opencc").joinpath("dictionary", "STPhrases.txt").read_text(encoding="utf-8")
    known = [line.split("\t")[0] for line in table.splitlines()]
    rest = sorted(set(known) - set(COMMON))
    random.Random(7).shuffle(rest)
    words = [*COMMON, *rest]
    return words, list(accumulate(1 / (rank + 6) for rank in range(len(words))))


def document(number: int) -> Document:
    """The document of that number, from 0: about a thousand characters, one every 75 minutes since 2012."""
    draw = random.Random(number)
    words, weights = vocabulary()
    drawn = draw.choices(words, cum_weights=weights, k=WORDS_EACH)
    year, unit = 2012 + number * 75 // 525600, number % 120
    title = f"关于{''.join(drawn[:3])}的通知"
    number_text = f"泉港政办〔{year}〕{number // 12 % 400 + 1}号"
    text = "".join(f"{word}{PUNCTUATION[place % 10] if place % 7 == 6 else ''}" for place, word in enumerate(drawn))
    return Document(
        kind="record",
        key=f"BENCH-{number:08d}",
        title=title,
        text=f"{title}。{text}",
        published_at=FIRST + timedelta(minutes=75 * number),
        agency=f"UNIT-{unit:03d}",
        agency_name=f"试验第{unit}单位",
        doc_number=number_text,
        keywords=tuple(drawn[3:6]),
        class_code=f"class_{number % 24:02d}",
        genre=f"genre_{number % 9}",
        doc_prefix="泉港政办",
        doc_year=year,
        doc_serial=number // 12 % 400 + 1,
    )


def documents(count: int, start: int = 0) -> Iterator[Document]:
    """The documents from `start` up to `count`."""
    return (document(number) for number in range(start, count))
