"""Places on pages that are to be covered, and whether something lies under them; measured on the page as it is shown.

All measures are ten-thousandths of the width and height of the page that a reader sees: turned and cropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

WHOLE = 10_000
# A sign of which less than this share is covered can still be read, and stays in the text.
_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Cover:
    """One rectangle on a page; pages count from 1."""

    page: int
    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.top + self.height

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Left, top, right, bottom (right and bottom outside) on a picture of the page, rounded outward."""
        return (
            self.left * width // WHOLE, self.top * height // WHOLE,
            min(width, -(-self.right * width // WHOLE)), min(height, -(-self.bottom * height // WHOLE)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlacedSign:
    """One sign of the text of a page and the box of its ink, or of its place in the line where it has none."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, cover: Cover) -> bool:
        """Whether a part of it lies under the cover that could not be read beside it."""
        across = min(self.right, cover.right) - max(self.left, cover.left)
        down = min(self.bottom, cover.bottom) - max(self.top, cover.top)
        return across > _SHARE * (self.right - self.left) > 0 and down > _SHARE * (self.bottom - self.top) > 0

    def lies_under(self, cover: Cover) -> bool:
        """Whether its middle lies under the cover: then it is what the cover was drawn for."""
        x, y = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        return cover.left <= x <= cover.right and cover.top <= y <= cover.bottom


def on_page(covers: Iterable[Cover], page: int) -> list[Cover]:
    """The covers of one page."""
    return [one for one in covers if one.page == page]
