"""The embedded server sends the same files: what nginx does with them in production, done in one middleware."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from gongkai.kit import inside, public_root
from gongkai.portal.modes import CHOICES
from gongkai.portal.static_pages.headers import CACHED, beside, is_attached, type_of
from gongkai.portal.static_pages.removing import PACKED, packed_of

PIECE = 64 * 1024
# No file is longer than so many digits; a number that is has no value in any language.
RANGE = re.compile(r"^bytes=([0-9]{0,18})-([0-9]{0,18})$")
# The packing by name, and how much it is wanted where that is said: 0 is not at all.
GZIP = re.compile(r"(?:^|,)\s*gzip\s*(?:;\s*q\s*=\s*(?P<weight>[0-9.]*)\s*)?(?:,|;|$)", re.IGNORECASE)
PARTIAL, UNSATISFIABLE = 206, 416


class StaticPages:
    """Answers GET and HEAD without a query and without a chosen look from the file of the page, where there is one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The file's answer, else the application's, which is likewise to be asked again each time."""
        if not _takes_packed(request):
            # Django's own packing looks for the word alone and not for its weight.
            request.META["HTTP_ACCEPT_ENCODING"] = ""
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        found = None if _is_made_for_one(request) else _from_file(request)
        if found is not None:
            return found
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = CACHED
        return response


def _is_made_for_one(request: HttpRequest) -> bool:
    return bool(
        request.META.get(inside.FRESH) or request.META.get("QUERY_STRING") or any(n in request.COOKIES for n in CHOICES)
    )


def _takes_packed(request: HttpRequest) -> bool:
    """Whether packed answers are taken (RFC 9110, 12.5.3): gzip is named, and not with the weight 0."""
    found = GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    return found is not None and (not found["weight"] or found["weight"].strip("0.") != "")


def _from_file(request: HttpRequest) -> HttpResponseBase | None:
    if request.path.endswith(PACKED) and not is_attached(request.path):
        # The packed copies are no addresses of their own.
        return None
    try:
        place = public_root.place_of_path(request.path)
        packed = packed_of(place) if _takes_packed(request) else place
        try:
            file, is_packed = packed.open("rb"), packed != place
            if is_packed and not place.is_file():
                # Being removed: the plain file goes first.
                file.close()
                return None
        except FileNotFoundError:
            file, is_packed = place.open("rb"), False
    except (ValueError, OSError):
        return None
    return _sent(request, file, is_packed)


def _sent(request: HttpRequest, file: BinaryIO, is_packed: bool) -> HttpResponseBase:
    facts = os.fstat(file.fileno())
    modified = int(facts.st_mtime)
    # As nginx writes it, so that both agree.
    etag = f'"{modified:x}-{facts.st_size:x}"'
    response = _whole_or_part(request, file, facts.st_size, etag)
    response["Content-Type"] = type_of(request.path)
    if is_packed:
        response["Content-Encoding"] = "gzip"
    for name, value in beside(request.path).items():
        response[name] = value
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    if response.status_code == UNSATISFIABLE:
        return response
    # The function looks at status and headers only, whichever kind of answer it is.
    whole = cast(HttpResponse, response)
    answer = get_conditional_response(request, etag=etag, last_modified=modified, response=whole) or whole
    if answer is not whole:
        file.close()
        for name, value in beside(request.path).items():
            answer[name] = value
    return answer


def _whole_or_part(request: HttpRequest, file: BinaryIO, size: int, etag: str) -> HttpResponseBase:
    if not is_attached(request.path):
        with file:
            data = file.read()
        return HttpResponse(data, headers={"Content-Length": str(len(data))})
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        asked = ""
    wanted = _wanted(asked, size)
    if wanted is None:
        file.close()
        refused = HttpResponse(status=UNSATISFIABLE)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    first, last = wanted
    part = StreamingHttpResponse(_Pieces(file, first, last), status=PARTIAL if _is_range(asked) else 200)
    part["Accept-Ranges"] = "bytes"
    part["Content-Length"] = str(last - first + 1)
    if part.status_code == PARTIAL:
        part["Content-Range"] = f"bytes {first}-{last}/{size}"
    return part


def _is_range(asked: str) -> bool:
    found = RANGE.match(asked)
    return found is not None and found.groups() != ("", "")


def _wanted(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte; the whole for anything that is not one plain range, None for one outside the file."""
    found = RANGE.match(asked)
    if found is None or found.groups() == ("", ""):
        return 0, size - 1
    begin, end = found.groups()
    if not begin:
        first, last = max(0, size - int(end)), size - 1
    else:
        first, last = int(begin), min(int(end), size - 1) if end else size - 1
    return (first, last) if first <= last else None


class _Pieces:
    """The bytes from first to last; the file is closed with the answer, also when nobody reads it."""

    def __init__(self, file: BinaryIO, first: int, last: int) -> None:
        self._file = file
        self._left = last - first + 1
        file.seek(first)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = self._file.read(min(PIECE, self._left)) if self._left > 0 else b""
        if not piece:
            raise StopIteration
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        """Called by the server when the answer is over."""
        self._file.close()
