"""Making one page: the site is asked for it as any reader asks, and its answer is written whole or not at all."""

from __future__ import annotations

import gzip
import logging
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from django.http import HttpResponseBase
from django.http.response import HttpResponse, StreamingHttpResponse

from gongkai.kit import files, inside, public_root
from gongkai.portal.static_pages.guard import Guard
from gongkai.portal.static_pages.headers import KNOWN, bare, is_attached, type_of
from gongkai.portal.static_pages.removing import half_made, packed_of, take_away

log = logging.getLogger("gongkai.pages")
OK, BROKEN = 200, 500
# Below this packing saves nothing.
SMALL = 400
LEVEL = 6
ATTEMPTS = 5
DISPOSITION = "content-disposition"


class Made(Enum):
    """What became of an address: a file; or none, since there is no such page, since no file can say it, since the
    site failed to answer, or since it was changed again and again meanwhile (the last change has it made anew)."""

    WRITTEN = "written"
    ABSENT = "absent"
    UNFIT = "unfit"
    FAILED = "failed"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site says of an address now; `unfit` tells why no file can stand for it, empty when one can."""

    status: int
    body: bytes
    unfit: str


def asked(address: str) -> Answer:
    """Ask the site itself, from the rows."""
    response = inside.ask(address, fresh=True)
    return Answer(response.status_code, _body_of(response), _unfit(unquote(address), response))


def make(address: str, *, durable: bool = True) -> Made:
    """Write the file of an address, or remove it where there is no such page. Raises OSError when it cannot be written.

    `durable`: on the disk before it is seen; a run over everything does that once at its end instead.
    """
    try:
        place = public_root.place_of(address)
    except ValueError:
        return Made.UNFIT
    guard = Guard()
    for _ in range(ATTEMPTS):
        since = guard.note()
        answer = asked(address)
        if answer.status != OK or answer.unfit:
            if answer.unfit and answer.status == OK:
                log.error("no file for %s: %s", address, answer.unfit)
            with guard.locked():
                take_away(place)
            return Made.UNFIT if answer.status == OK else Made.FAILED if answer.status >= BROKEN else Made.ABSENT
        with _Halves(answer.body, address, durable) as halves, guard.locked():
            if guard.unmoved(since, address):
                halves.put(place)
                return Made.WRITTEN
    return Made.OVERTAKEN


class _Halves:
    """The file and its packed copy, whole beside the site until they are put in their place."""

    def __init__(self, body: bytes, address: str, durable: bool) -> None:
        self._names: list[Path] = []
        self._durable = durable
        half_made().mkdir(parents=True, exist_ok=True)
        try:
            attached = is_attached(unquote(address))
            self._plain = self._linked(body) if attached else self._written(body)
            packed = b"" if attached or len(body) < SMALL else gzip.compress(body, LEVEL, mtime=0)
            self._packed = self._written(packed) if packed else None
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> _Halves:
        return self

    def __exit__(self, *_: object) -> None:
        for name in self._names:
            name.unlink(missing_ok=True)

    def put(self, place: Path) -> None:
        """Inside the lock."""
        place.parent.mkdir(parents=True, exist_ok=True)
        # A packed copy of the page before must not outlive it, nor come after it.
        packed_of(place).unlink(missing_ok=True)
        self._plain.replace(place)
        if self._packed is not None:
            self._packed.replace(packed_of(place))

    def _new(self) -> tuple[int, Path]:
        handle, name = tempfile.mkstemp(dir=half_made())
        self._names.append(Path(name))
        return handle, Path(name)

    def _written(self, body: bytes) -> Path:
        handle, name = self._new()
        with os.fdopen(handle, "wb") as out:
            out.write(body)
            # The web server is another user.
            os.fchmod(out.fileno(), 0o644)
            if self._durable:
                out.flush()
                os.fsync(out.fileno())
        return name

    def _linked(self, body: bytes) -> Path:
        """The kept file itself under a second name, where the file system allows it; a copy otherwise."""
        kept = files.place_of(sha256(body).hexdigest())
        handle, name = self._new()
        os.close(handle)
        with suppress(OSError):
            name.unlink()
            os.link(kept, name)
            name.chmod(0o644)
            return name
        return self._written(body)


def _body_of(response: HttpResponseBase) -> bytes:
    if isinstance(response, StreamingHttpResponse):
        return b"".join(response.streaming_content)  # type: ignore[arg-type]
    assert isinstance(response, HttpResponse)
    return response.content


def _unfit(path: str, response: HttpResponseBase) -> str:
    """Why the answer cannot be a file: it is somebody's own, or says more than a web server can say of a file."""
    if response.cookies:
        return "it sets a cookie"
    cached = str(response.headers.get("Cache-Control", "")).lower()
    if "no-store" in cached or "private" in cached:
        return "it is not to be kept"
    said, told = bare(response.headers.get("Content-Type", "")), bare(type_of(path))
    if said != told:
        return f"its type is {said}, but by its name {told}"
    more = {name.lower() for name in response.headers} - KNOWN
    if is_attached(path):
        more.discard(DISPOSITION)
    return f"it says {', '.join(sorted(more))}" if more else ""
