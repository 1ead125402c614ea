"""The file a report came in: its name as people gave it and its bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Original:
    """A file as received. `name` is the bare file name, without folders."""

    name: str
    data: bytes
