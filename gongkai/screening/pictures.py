"""Pictures: nobody reads their words here, so eyes are needed; what they carry beside the picture is read."""

from __future__ import annotations

import io
import warnings

from PIL import ExifTags, Image, UnidentifiedImageError

from gongkai.screening.errors import CannotScreen
from gongkai.screening.findings import Place
from gongkai.screening.gathering import Gathering
from gongkai.screening.opening import BOUNDS

_GPS = 0x8825
_TELLING = {
    "Artist": "作者",
    "Copyright": "版权",
    "ImageDescription": "说明",
    "UserComment": "备注",
    "XPAuthor": "作者",
    "XPComment": "备注",
    "XPTitle": "标题",
    "XPKeywords": "标记",
    "XPSubject": "主题",
    "Make": "设备厂商",
    "Model": "设备型号",
    "Software": "软件",
    "HostComputer": "计算机",
    "CameraOwnerName": "机主",
    "BodySerialNumber": "设备序列号",
    "DateTimeOriginal": "拍摄时间",
    "DateTime": "修改时间",
}
_LEFT_ALONE = {
    "dpi",
    "gamma",
    "srgb",
    "transparency",
    "jfif",
    "jfif_version",
    "jfif_unit",
    "jfif_density",
    "icc_profile",
    "aspect",
    "exif",
    "progressive",
    "progression",
    "chromaticity",
    "interlace",
    "adobe",
    "adobe_transform",
    "background",
    "duration",
    "loop",
    "version",
    "compression",
    "extension",
    "photoshop",
    "mp",
    "mpoffset",
    "xmp",
    "default_image",
    "bbox",
    "timestamp",
}
_ENDS = {b"\xff\xd8": b"\xff\xd9", b"\x89P": b"IEND\xaeB`\x82"}
_CLEAN = "用清理功能去掉后再公开"


def look_at_picture(gathering: Gathering, data: bytes, place: Place) -> None:
    """A doubtful finding that eyes are needed, and findings for position, device, texts and data behind the picture."""
    what = "是图片，里面的文字无法自动查看"
    gathering.hidden("unseen", "doubtful", place, "", what, "由审查人逐幅看过后再公开", screened=False)
    for kind, label, words in carried(data):
        sure = kind != "metadata"
        gathering.hidden(kind, "sure" if sure else "doubtful", place, words, f"带有{label}", _CLEAN)


def carried(data: bytes) -> list[tuple[str, str, str]]:
    """What a picture carries beside itself: kind of finding, label, words. Empty for pictures that cannot be opened."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data))
            exif = picture.getexif()
            position = exif.get_ifd(_GPS)
            tags = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return []
    found: list[tuple[str, str, str]] = []
    if position:
        found.append(("location", "拍摄位置", " ".join(f"{value}" for value in position.values())))
    for tag, value in tags.items():
        label = _TELLING.get(ExifTags.TAGS.get(tag, ""))
        words = _words(value)
        if label and words:
            found.append(("metadata", label, words))
    for key, value in picture.info.items():
        if str(key).lower() not in _LEFT_ALONE and _words(value):
            found.append(("metadata", f"附加信息{key}", _words(value)))
    if b"<x:xmpmeta" in data or b"http://ns.adobe.com/xap/" in data:
        found.append(("metadata", "XMP 属性", ""))
    if behind(data):
        found.append(("embedded", "图片结尾之后的其他数据", ""))
    return found


def behind(data: bytes) -> int:
    """How many bytes stand behind the end of a JPEG or PNG picture."""
    end = _ENDS.get(data[:2])
    at = data.rfind(end) if end else -1
    return len(data[at + len(end) :].strip(b"\x00\r\n ")) if end and at >= 0 else 0


def opened(name: str, data: bytes) -> Image.Image:
    """A picture that can be opened in full. Raises CannotScreen: damaged, bomb."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data))
            if picture.width * picture.height > BOUNDS.pixels:
                raise CannotScreen("bomb", f"{name}：图片的尺寸异常，没有打开，核对来源。")
            picture.load()
    except Image.DecompressionBombError as problem:
        raise CannotScreen("bomb", f"{name}：图片的尺寸异常，没有打开，核对来源。") from problem
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as problem:
        raise CannotScreen("damaged", f"{name}：图片已损坏，重新导出后再上传。") from problem
    return picture


def _words(value: object) -> str:
    if isinstance(value, bytes):
        text = value.decode("utf-16-le" if b"\x00" in value[1:2] else "utf-8", "ignore")
        text = text.removeprefix("ASCII\x00\x00\x00").removeprefix("UNICODE\x00")
    else:
        text = str(value)
    return "".join(sign for sign in text if sign.isprintable()).strip()
