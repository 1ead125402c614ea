"""One thing that does not yet meet a rule, said so that the clerk knows where, what, by which rule, and what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` is stable; `field` is the form field it belongs to (empty: the whole); `sentence` is Chinese.

    `cite` is the place in the law it rests on, resolvable by `instruments.cited`; empty where plain sense is enough.
    """

    code: str
    field: str
    sentence: str
    cite: str = ""
