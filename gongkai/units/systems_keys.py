"""The keys of office systems: an open prefix that names the system, and a secret of which only a hash is kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256

from gongkai.units.models import OfficeSystem

# Without letters that are taken for one another when a key is read out.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
PREFIX, SECRET = 8, 43
# Compared with where no system has the prefix, so that the answer takes as long.
NOBODY = sha256(b"nobody").hexdigest()


@dataclass(frozen=True, slots=True)
class NewKey:
    """The system, and its key to be handed over once; it is nowhere else to be read."""

    system: OfficeSystem
    key: str


def new_prefix() -> str:
    """A prefix; that it is not taken is kept by the database."""
    return "".join(secrets.choice(LETTERS) for _ in range(PREFIX))


def new_key(prefix: str) -> str:
    """A key of that prefix with 32 random bytes."""
    return f"{prefix}.{secrets.token_urlsafe(32)}"


def prefix_of(key: str) -> str:
    """The open part of a key, empty for what cannot be one."""
    prefix, dot, secret = key.partition(".")
    shaped = dot and len(prefix) <= 12 and len(secret) == SECRET and key.isascii()
    return prefix if shaped else ""


def hash_of(key: str) -> str:
    """What is kept of a key. A plain SHA-256 is enough, since the secret is random and long (docs/decisions D-180)."""
    return sha256(key.encode()).hexdigest()


def fits(key: str, kept: str) -> bool:
    """Whether the key is the one whose hash is kept; takes as long whatever is wrong with it."""
    return secrets.compare_digest(hash_of(key), kept)
