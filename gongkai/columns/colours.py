"""The main colour of a site: whether text in it and on it can be read, and the custom properties it gives the pages.

The platform has one main colour and two signals (docs of the screens); a district changes the main one. Ratios are
those of WCAG 2: (lighter + 0.05) / (darker + 0.05) of the relative luminance, from 1 to 21.
"""

from __future__ import annotations

import colorsys
import re
from fractions import Fraction

from gongkai.law.problems import Problem

HEX = re.compile(r"#[0-9a-f]{6}\Z")
PAPER, PAGE = "#ffffff", "#f5f7f9"
TEXT = Fraction(9, 2)  # WCAG 2.2, 1.4.3: 4.5 to 1 for text
# How much white is in the soft ground and in the pale lines of the main colour, and how much black in its deep one.
SOFT, LINE, DEEP = 0.93, 0.7, 0.28
Channels = tuple[int, int, int]


def channels(colour: str) -> Channels:
    """Red, green and blue from 0 to 255. Raises ValueError for anything but #rrggbb in lower case."""
    if not HEX.match(colour):
        raise ValueError("not a colour as #rrggbb")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black, 1 for white."""
    linear = []
    for part in channels(colour):
        share = part / 255
        linear.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio between two colours, 1 to 21, whichever comes first."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """The colour with `share` (0 to 1) of the other in it."""
    parts = (round(a + (b - a) * share) for a, b in zip(channels(colour), channels(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def soft(main: str) -> str:
    """The ground behind what is marked with the main colour."""
    return mixed(main, PAPER, SOFT)


def deep(main: str) -> str:
    """The darker main colour, for bars and what is pointed at."""
    return mixed(main, "#000000", DEEP)


def colour_problems(main: str) -> tuple[Problem, ...]:
    """Why this cannot be the main colour: its form, or text in it and white on it that cannot be read."""
    if not HEX.match(main):
        said = f"“{main}”不是颜色。请写成 # 加六位十六进制数，例如 #14508c。"
        return (Problem("colour-form", "main", said),)
    found = []
    grounds = (("白色文字放在主色上", PAPER), ("主色文字放在浅灰底上", PAGE), ("主色文字放在主色的浅底上", soft(main)))
    for words, ground in grounds:
        ratio = contrast(main, ground)
        if ratio < TEXT:
            least = f"至少要 {float(TEXT)}（WCAG 2.2）"
            said = f"主色 {main} 太浅：{words}，对比度只有 {ratio:.1f}，{least}。请选深一些的颜色。"
            found.append(Problem("colour-contrast", "main", said))
    if not found and not is_colourful(main):
        said = f"主色 {main} 与正文的黑色难以区分，链接会看不出来。请选有色彩的颜色。"
        found.append(Problem("colour-plain", "main", said))
    return tuple(found)


def is_colourful(main: str) -> bool:
    """Whether it can be told from the black of the text."""
    _hue, value, saturation = colorsys.rgb_to_hls(*(part / 255 for part in channels(main)))
    return saturation >= 0.15 and value >= 0.1


def stylesheet(main: str) -> str:
    """Custom properties only: the main colour, its deep, soft and pale one. Raises ValueError for no colour.

    Whoever asks for more contrast keeps the platform's own blacks: the rules hold for all others.
    """
    line = mixed(main, PAPER, LINE)
    colours = f"--main:{main};--main-deep:{deep(main)};--main-soft:{soft(main)};--main-line:{line}"
    return f"@media not (prefers-contrast: more){{:root:not([data-contrast=more]){{{colours}}}}}\n"
