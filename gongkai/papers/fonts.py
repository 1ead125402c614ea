"""Which fonts stand for which face: those shipped with the platform, the office's own where a folder holds them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from gongkai.law.papers_layout import Face

OFFICE: Mapping[Face, str] = {
    "fangsong": "仿宋_GB2312",
    "kaiti": "楷体_GB2312",
    "heiti": "黑体",
    "songti": "宋体",
    "xiaobiaosong": "方正小标宋简体",
}
LATIN = "Times New Roman"

_WANTED: Mapping[Face, tuple[str, ...]] = {
    "fangsong": ("FangSong_GB2312", "FangSong", "STFangsong", "FZFangSong-Z02", "FandolFang R", "Noto Serif SC"),
    "kaiti": ("KaiTi_GB2312", "KaiTi", "STKaiti", "LXGW WenKai", "FandolKai", "Noto Serif SC"),
    "heiti": ("SimHei", "STHeiti", "Noto Sans SC"),
    "songti": ("SimSun", "STSong", "Noto Serif SC"),
    "xiaobiaosong": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "Noto Serif SC"),
}


def shipped() -> Path:
    """The folder of the fonts that come with the platform."""
    return Path(pylopdf_fonts_zh_cn.sans_path()).parent


@cache
def loaded(folder: Path | None = None) -> typst.Fonts:
    """The fonts that are shipped and those in `folder`, read from disk once; the system's fonts are left alone."""
    paths = [str(shipped()), *([str(folder)] if folder else [])]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


@cache
def families(folder: Path | None = None) -> dict[Face, tuple[str, ...]]:
    """The families to set each face in, best first, of those loaded."""
    have = set(loaded(folder).families())
    return {face: tuple(name for name in wanted if name in have) for face, wanted in _WANTED.items()}
