"""Files handed to the virus scanner (clamd) of the house, where one is set up: INSTREAM over TCP or a socket."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

log = logging.getLogger(__name__)
CHUNK = 64 * 1024
PATIENCE_SECONDS = 20
LONGEST_ANSWER = 4096
FOUND, CLEAN = " FOUND", ": OK"


class ScannerSilent(Exception):
    """The scanner cannot be reached, does not answer in time, or answers that it did not look."""


def scanned(data: bytes) -> str | None:
    """The name of what was found, empty for nothing found, None where no scanner is set up. Raises ScannerSilent."""
    if not settings.CLAMD:
        return None
    try:
        with _connected(settings.CLAMD) as line:
            line.sendall(b"zINSTREAM\0")
            for part in _parts(data):
                line.sendall(part)
            said = _answer(line)
    except (OSError, ValueError) as error:
        log.warning("the virus scanner did not answer: %s", type(error).__name__)
        raise ScannerSilent from error
    if said.endswith(FOUND):
        return said.removesuffix(FOUND).partition(": ")[2] or said
    if said.endswith(CLEAN):
        return ""
    log.warning("the virus scanner did not look")
    raise ScannerSilent(said[:100])


def _connected(address: str) -> socket.socket:
    """`tcp://host:port` or `unix:/path`. Raises OSError, ValueError."""
    place = urlsplit(address)
    if place.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE_SECONDS)
        try:
            line.connect(place.path)
        except OSError:
            line.close()
            raise
        return line
    if place.scheme != "tcp" or not place.hostname or not place.port:
        raise ValueError("GONGKAI_CLAMD is tcp://host:port or unix:/path")
    return socket.create_connection((place.hostname, place.port), timeout=PATIENCE_SECONDS)


def _parts(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), CHUNK):
        part = data[start : start + CHUNK]
        yield len(part).to_bytes(4, "big") + part
    yield b"\0\0\0\0"


def _answer(line: socket.socket) -> str:
    said = b""
    while b"\0" not in said and len(said) < LONGEST_ANSWER:
        part = line.recv(LONGEST_ANSWER)
        if not part:
            break
        said += part
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()
