"""Telling the public side that something changed: a row that survives everything, and a call right after the commit.

Rooms below the faces do not know what pages there are. They tell what changed; the portal, which registers itself as
the listener, removes what is stale at once and makes it anew. What a listener misses stands in the row.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from gongkai.kit.models import PublicChange

log = logging.getLogger("gongkai.outward")
Listener = Callable[[PublicChange], None]
_LISTENERS: dict[str, Listener] = {}


def listen(name: str, listener: Listener) -> None:
    """Have `listener(change)` called after the commit of every change. A name registered again is replaced."""
    _LISTENERS[name] = listener


def tell(
    kind: str,
    key: str,
    *,
    agency: str = "",
    gone: bool = False,
    detail: Mapping[str, Any] | None = None,
    now: datetime,
) -> PublicChange:
    """Write down, inside the caller's transaction, that the thing of that kind and key is public in another way now.

    `detail` is JSON: whatever tells which lists and columns the thing stood in before and stands in now.
    """
    change = PublicChange.objects.create(
        kind=kind, key=key, agency=agency, gone=gone, detail=dict(detail or {}), at=now
    )
    transaction.on_commit(partial(_call, change))
    return change


def _call(change: PublicChange) -> None:
    for name, listener in _LISTENERS.items():
        try:
            listener(change)
        except Exception:  # the change is committed: the row stays for the worker, and the others are told
            log.exception("listener %s failed on change %s", name, change.pk)
