"""Where the files of the public pages lie: which path belongs to an address, and whether it is there.

`folder()/site` is all that a web server may see; `folder()/state` holds what the writers have to agree on.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings

INDEX = "index.html"
LONGEST_NAME, LONGEST = 255, 3000
UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


class UnfitAddress(ValueError):
    """An address that no file can stand for: one with a query, or one that could lead out of the root."""


def folder() -> Path:
    """GONGKAI_PUBLIC_ROOT, else `public` in the home."""
    return Path(settings.PUBLIC_ROOT or Path(settings.HOME) / "public")


def site() -> Path:
    """The root that a web server serves."""
    return folder() / "site"


def state() -> Path:
    """What is not served: the lock, what was removed last, half-written files."""
    return folder() / "state"


def place_of(address: str) -> Path:
    """The file of an address as links write it (percent-encoded, without host). Raises UnfitAddress."""
    if "?" in address or "#" in address:
        raise UnfitAddress(address)
    return place_of_path(unquote(address, errors="strict"))


def place_of_path(path: str) -> Path:
    """The same for a path that is decoded already, as a request gives it. Nothing is decoded a second time."""
    parts = path.split("/")
    if parts[0] or len(parts) < 2 or len(path.encode("utf-8", "surrogatepass")) > LONGEST:
        raise UnfitAddress(path)
    *folders, last = parts[1:]
    if last == INDEX or not all(_fit(part) for part in [*folders, *([last] if last else [])]):
        raise UnfitAddress(path)
    return site().joinpath(*folders, last or INDEX)


def tree_of(address: str) -> Path:
    """The folder of everything below an address that ends with a slash. Raises UnfitAddress."""
    if not address.endswith("/"):
        raise UnfitAddress(address)
    return place_of(address).parent


def last_part(name: str) -> str:
    """A file's name as the end of its address: nothing that a file system or a browser takes for something else."""
    return UNFIT.sub("_", name).lstrip(". ") or "file"


def holds(address: str) -> bool:
    """Whether a file stands for the address; False for an address that none can stand for."""
    try:
        return place_of(address).is_file()
    except ValueError:
        return False


def _fit(part: str) -> bool:
    """A name that means the same to every file system and web server: not hidden, no step up, nothing unprintable."""
    if not part or part.startswith(".") or "\\" in part or not part.isprintable():
        return False
    try:
        return len(part.encode()) <= LONGEST_NAME
    except UnicodeEncodeError:
        return False
