"""The marks of the world: a word for each thing that is not public, and for each that is."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from gongkai.kit import files
from gongkai.units.models import Agency, AgencyLink

SECRETS: dict[str, str] = {}
OPEN: dict[str, str] = {}
# What is not a word and must come back nowhere either: keys of office systems and of platforms.
KEYS: dict[str, str] = {}
NUMBER = count(100)


def secret(name: str) -> str:
    """A word that stands in one thing that is not public, and nowhere else."""
    return SECRETS.setdefault(name, f"mimi{name}wuren")


def shown(name: str) -> str:
    """A word that stands in something public."""
    return OPEN.setdefault(name, f"gongkai{name}kejian")


def kept(name: str, data: bytes) -> dict[str, Any]:
    """A file as a record names it."""
    return {"name": name, "digest": files.keep(data), "size": len(data)}


def said(word_for: Callable[[str], str], name: str, **more: Any) -> dict[str, Any]:
    """What a record states, with its mark in every fact that is free text."""
    mark = word_for(name)
    return {
        "title": f"关于{mark}的通知", "summary": f"摘要{mark}。", "keywords": [mark],
        "doc_number": f"涂政〔2026〕{next(NUMBER)}号", "body": f"<p>正文{mark}如下。</p>",
    } | more  # fmt: skip


def under(upper: Agency, *lower: Agency) -> None:
    """Units below another, each once."""
    for one in lower:
        AgencyLink.objects.get_or_create(upper=upper, lower=one, kind=AgencyLink.Kind.ADMINISTERS)
