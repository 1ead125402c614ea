"""Any file as the pages of a PDF, as a reader would print it: without what is hidden, where that can be told."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, ImageSequence

from gongkai.papers.libreoffice import NotConverted, converted
from gongkai.screening.cleaning import clean_file
from gongkai.screening.errors import CannotClean, CannotScreen
from gongkai.screening.opening import NAMES, ending, kind_of
from gongkai.screening.pictures import opened

SECONDS = 120
_OLD = {"wps": "doc", "wpt": "doc", "dot": "doc", "et": "xls", "xlt": "xls", "dps": "ppt", "pps": "ppt"}
_OPEN = {"odt": "odt", "ods": "ods", "odp": "odp"}
# Pictures are laid out so that the longer side is that of a sheet of A4.
_LONG_SIDE_INCHES = 11.69
_MOST_FRAMES = 200
# Kinds that as_pages can do something with at all; the others are always refused.
PAGED = frozenset({
    "pdf", "jpeg", "png", "image", "docx", "xlsx", "pptx", "rtf", "ole", "opendocument",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class AsPages:
    """The PDF, and in one sentence how it was made from the file; empty where it is the file itself."""

    data: bytes
    note: str


def as_pages(name: str, data: bytes) -> AsPages:
    """The file as a PDF. Raises CannotScreen ("no-pages" where that cannot be done here, and those of opening)."""
    kind = kind_of(name, data)
    if kind == "pdf":
        return AsPages(data, "")
    if kind in {"jpeg", "png", "image"}:
        return AsPages(_pictures(name, data), "由图片转成页面，拍摄位置、设备信息和缩略图没有带入。")
    if kind in {"docx", "xlsx"}:
        return _office(name, _cleaned(name, data), kind, "先去掉隐藏内容、批注和修订痕迹，再转成页面。")
    if kind in {"pptx", "rtf"}:
        return _office(name, data, kind, "按打印的样子转成页面，批注和备注没有带入。")
    if kind == "ole":
        old = _OLD.get(ending(name), ending(name))
        return _office(name, data, old, "旧格式文件，按显示的样子转成页面；修订痕迹会显示在页面上，请逐页核对。")
    if kind == "opendocument":
        return _office(name, data, _OPEN.get(ending(name), "odt"), "按显示的样子转成页面，请逐页核对。")
    raise CannotScreen("no-pages", f"{name}：{NAMES[kind]}不能转成页面，请打印成 PDF 后再上传。")


def _cleaned(name: str, data: bytes) -> bytes:
    try:
        return clean_file(name, data, drop_hidden=True).data
    except CannotClean as problem:
        raise CannotScreen("no-pages", f"{problem.sentence}也可以打印成 PDF 后再上传。") from problem


def _office(name: str, data: bytes, kind: str, note: str) -> AsPages:
    try:
        return AsPages(converted(data, kind, "pdf", SECONDS), note)
    except NotConverted as problem:
        why = {
            "missing": "本机没有安装 LibreOffice，不能转成页面",
            "too-slow": f"转成页面超过 {SECONDS} 秒，已停止",
            "failed": "LibreOffice 打不开，可能已损坏或者设有密码",
        }[problem.problem]
        raise CannotScreen("no-pages", f"{name}：{why}，请打印成 PDF 后再上传。") from problem


def _pictures(name: str, data: bytes) -> bytes:
    """One page for each picture in the file, upright, nothing but its dots."""
    frames: list[Image.Image] = []
    for frame in ImageSequence.Iterator(opened(name, data)):
        if len(frames) == _MOST_FRAMES:
            raise CannotScreen("too-large", f"{name}：图片超过 {_MOST_FRAMES} 幅，分成几份后再上传。")
        upright = ImageOps.exif_transpose(frame)
        if upright.mode in {"RGBA", "LA", "P"}:
            layered = upright.convert("RGBA")
            upright = Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered)
        bare = Image.new("RGB", upright.size)
        bare.paste(upright.convert("RGB"))
        frames.append(bare)
    out = io.BytesIO()
    dots = max(max(one.size) for one in frames) / _LONG_SIDE_INCHES
    frames[0].save(out, "PDF", save_all=True, append_images=frames[1:], resolution=dots, quality=90)
    return out.getvalue()
