"""Removing the files of what a change touches: at once after the commit, whole folders in one step."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from gongkai.kit import public_root
from gongkai.kit.models import PublicChange
from gongkai.portal import pages
from gongkai.portal.static_pages.guard import BELOW, Guard

log = logging.getLogger("gongkai.pages")
EVERYTHING = pages.EVERYTHING
# What stands in the frame of every page: the site's own profile, and the names of its units.
FRAME = frozenset({"site", "unit"})
PACKED = ".gz"
HOUR = 3600


def stale_after(change: PublicChange) -> list[str]:
    """The addresses a change makes stale; all of them where a kind of page cannot tell: never a wrong page."""
    if change.kind in FRAME:
        return [EVERYTHING]
    try:
        return pages.touched_by(change)
    except Exception:  # whatever a kind stumbled over, its pages must not stay
        log.exception("a kind of page could not tell what change %s touches: every page is removed", change.pk)
        return [EVERYTHING]


def forget(change: PublicChange) -> None:
    """Called after the commit of every change, in the process that committed it. Raises OSError when a file stays."""
    if public_root.folder().is_dir():
        remove(stale_after(change))


def remove(addresses: Iterable[str]) -> None:
    """Remove the files of these addresses; one that ends with ** takes all below it. Raises OSError when one stays."""
    asked = list(addresses)
    if not asked:
        return
    guard = Guard()
    left: list[Path] = []
    with guard.locked():
        guard.move(asked)
        problems = [problem for address in asked if (problem := _remove_one(address, left)) is not None]
    for place in left:
        shutil.rmtree(place, ignore_errors=True)
    if problems:
        raise problems[0]


def take_away(place: Path) -> None:
    """Inside the lock: one file and its packed copy, the plain one first; without it a web server shows neither."""
    place.unlink(missing_ok=True)
    packed_of(place).unlink(missing_ok=True)


def packed_of(place: Path) -> Path:
    """The packed copy beside a file."""
    return place.with_name(place.name + PACKED)


def clear_left() -> None:
    """Remove what a killed process left half removed or half written, an hour ago or longer."""
    half_made().mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=half_made()) as mark:
        # By the clock of the file system, which several hosts may share.
        old = Path(mark.name).stat().st_mtime - HOUR
    for place in [*half_made().glob("*"), *_left().glob("*")]:
        if place.lstat().st_mtime < old:
            shutil.rmtree(place, ignore_errors=True) if place.is_dir() else place.unlink(missing_ok=True)


def half_made() -> Path:
    """Where files lie until they are whole."""
    return public_root.state() / "half"


def _remove_one(address: str, left: list[Path]) -> OSError | None:
    try:
        if address.endswith(BELOW):
            left.extend(_vanish(public_root.tree_of(address[: -len(BELOW)])))
        else:
            take_away(public_root.place_of(address))
    except (public_root.UnfitAddress, UnicodeDecodeError):
        # No file can stand for it, so none is there.
        return None
    except NotADirectoryError:
        return None
    except OSError as problem:
        log.exception("the file of %s could not be removed", address)
        return problem
    return None


def _vanish(tree: Path) -> list[Path]:
    """Move the folder out of sight in one step; what is to be deleted at leisure."""
    if not tree.is_dir():
        return []
    _left().mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=_left()))
    tree.rename(aside / "gone")
    return [aside]


def _left() -> Path:
    return public_root.state() / "left"
