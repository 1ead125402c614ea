"""Words as real text has them; needs the product's dictionary, and nothing else of the product."""

from __future__ import annotations

import random
from importlib.resources import files

# What nearly every document of a government says, and what many say: first in rank.
COMMON = (
    "公开 政府 信息 工作 单位 管理 通知 泉港区 做好 部门 人民政府 政府信息公开 应当 规定 组织 服务 建设 项目 落实 发展 "
    "实施 责任 有关 办法 安全 群众 财政 行政 审批 监督 教育 医疗保险 环境 公示 招生 采购 政府采购 征地 低保 户籍 农村 "
    "行政处罚 公积金 营商环境 养老保险 义务教育 招投标 疫苗 学区 落户 移民安置 淹没区 说明书 研究所"
).split()


def known_words() -> list[str]:
    """Some 47,000 words, those of most documents first; the same for everybody who runs it."""
    table = files("opencc").joinpath("dictionary", "STPhrases.txt").read_text(encoding="utf-8")
    rest = sorted({line.split("\t")[0] for line in table.splitlines()} - set(COMMON))
    random.Random(7).shuffle(rest)
    return [*COMMON, *rest]
