"""Whether the files say what the site says: each against the answer made from the rows, none too many or missing."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from gongkai.kit import public_root
from gongkai.portal import pages
from gongkai.portal.static_pages.making import OK, asked
from gongkai.portal.static_pages.removing import PACKED, packed_of

OTHER, MISSING, TOO_MANY, PACKED_OTHER = "other", "missing", "too-many", "packed-other"
WORDS = {
    OTHER: "文件与页面不一致",
    MISSING: "页面没有文件（由程序直接应答，不影响阅读）",
    TOO_MANY: "文件没有对应的页面",
    PACKED_OTHER: "压缩副本与文件不一致",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One address whose file is not what the site answers; `how` is a key of WORDS."""

    address: str
    how: str

    @property
    def is_wrong(self) -> bool:
        """Whether a reader sees something that is not so; a missing file is only slower."""
        return self.how != MISSING

    @property
    def sentence(self) -> str:
        """For people: address and what is the matter."""
        return f"{self.address} {WORDS[self.how]}"


def differences() -> Iterator[Difference | None]:
    """One answer for every file, then for every page without one; None where all is well."""
    for address in addresses_of_files():
        yield _compared(address)
    for address in pages.all_addresses():
        if not public_root.holds(address) and _is_page(address):
            yield Difference(address, MISSING)


def addresses_of_files() -> Iterable[str]:
    """The address of every file of the site; a packed copy counts with its file."""
    root = public_root.site()
    for place in sorted(root.rglob("*")):
        plain = place.with_name(place.name.removesuffix(PACKED))
        if not place.is_file() or (plain != place and plain.is_file()):
            continue
        path = place.relative_to(root).as_posix()
        if place.name == public_root.INDEX:
            path = path.removesuffix(public_root.INDEX)
        yield quote(f"/{path}")


def _compared(address: str) -> Difference | None:
    answer = asked(address)
    try:
        place = public_root.place_of(address)
        kept = place.read_bytes()
    except (ValueError, FileNotFoundError):
        # No address has it; or it was removed while this was asked.
        return Difference(address, TOO_MANY) if answer.status != OK else None
    if answer.status != OK or answer.unfit:
        return Difference(address, TOO_MANY)
    if kept != answer.body:
        return Difference(address, OTHER)
    packed = packed_of(place)
    if packed.is_file() and gzip.decompress(packed.read_bytes()) != kept:
        return Difference(address, PACKED_OTHER)
    return None


def _is_page(address: str) -> bool:
    answer = asked(address)
    return answer.status == OK and not answer.unfit
