"""The emblem of a site: an uploaded picture drawn anew, so that nothing but its pixels comes in."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from gongkai.kit.action import Refused

LIMIT = 2 * 1024 * 1024  # bytes of the upload
PIXELS = 16_000_000
SIDE = 208  # pixels kept: four times the 52 it is shown at
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
HOW = "请用 PNG 或者 JPEG 图片，正方形，底色透明最好。"


def drawn_anew(data: bytes) -> bytes:
    """The picture as a square PNG of our own making; an animation gives its first frame.

    Drawings in SVG are refused: they may carry scripts. Raises Refused "emblem-large", "emblem-svg", "emblem-unread",
    "emblem-small".
    """
    if len(data) > LIMIT:
        raise Refused("emblem-large", f"徽标图片有 {len(data) // 1024} KB，最多 {LIMIT // 1024} KB。请缩小后再上传。")
    if _is_drawing(data):
        raise Refused("emblem-svg", f"徽标不能用 SVG：这种文件里可以带程序。{HOW}")
    picture = _opened(data)
    if min(picture.size) < 52:
        wide, high = picture.size
        raise Refused("emblem-small", f"徽标图片只有 {wide}×{high} 像素，至少 52×52。请换清楚一些的图片。")
    kept = picture.convert("RGBA")
    kept.thumbnail((SIDE, SIDE))
    # The pixels alone, on a new canvas: colour profiles, comments and whatever else stood in the file stay behind.
    canvas = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    canvas.paste(kept, ((SIDE - kept.width) // 2, (SIDE - kept.height) // 2))
    out = io.BytesIO()
    canvas.save(out, "PNG", optimize=True)
    return out.getvalue()


def _is_drawing(data: bytes) -> bool:
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b"<", b"\x1f\x8b"))


def _opened(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > PIXELS:
                said = f"徽标图片有 {picture.width}×{picture.height} 像素，太大了。请缩小后再上传。"
                raise Refused("emblem-large", said)
            picture.load()
            return ImageOps.exif_transpose(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as fault:
        raise Refused("emblem-unread", f"徽标不是能读的图片。{HOW}") from fault
