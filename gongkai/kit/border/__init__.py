"""The border: whatever answers the public asks the database as the public, and as nobody else.

Whether the code that runs now answers the public is told by a context variable, which the first middleware sets by
the address asked for. The router sends every query accordingly; what the public may see is listed in `tables`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from gongkai.kit.border.guard import guarded

_PUBLIC: ContextVar[bool] = ContextVar("gongkai_public_side", default=False)


class Barred(DatabaseError):
    """The public side asked over a connection that is not its own."""


def is_public() -> bool:
    """Whether the code that runs now answers the public."""
    return _PUBLIC.get()


def public_database() -> str:
    """The name of the connection over which the public side asks."""
    return str(settings.PUBLIC_DATABASE)


@contextmanager
def as_public() -> Iterator[None]:
    """Run the block as the public side: its queries see the public tables only, and the other connection is barred."""
    if _PUBLIC.get():
        yield
        return
    token = _PUBLIC.set(True)
    try:
        if public_database() == DEFAULT_DB_ALIAS:
            # One connection for both sides (in tests): where it can be watched, it is watched meanwhile.
            with guarded(connections[DEFAULT_DB_ALIAS]):
                yield
        else:
            with connections[DEFAULT_DB_ALIAS].execute_wrapper(_barred):
                yield
    finally:
        _PUBLIC.reset(token)


def as_public_each(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The parts of a streamed answer, each made as the public side; they are asked for after the request is over."""
    while True:
        with as_public():
            part = next(parts, None)
        if part is None:
            return
        yield part


def _barred(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if not is_public():
        return execute(sql, params, many, context)
    raise Barred("the public side asks over the public connection only")
