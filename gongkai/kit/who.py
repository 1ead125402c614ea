"""Who is asking and who is acting. Every read and every action is given one of these."""

from __future__ import annotations

from dataclasses import dataclass, field

EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or an appointed process. `grants` are pairs of an act and an agency code, or `*` for every agency.

    `key`: the row of the person behind, where the actor was made from one; it grants nothing.
    """

    id: str
    name: str
    grants: frozenset[tuple[str, str]] = frozenset()
    key: int | None = field(default=None, compare=False)

    @property
    def known(self) -> bool:
        """False for a visitor of the public pages."""
        return bool(self.id)

    def may(self, act: str, agency: str) -> bool:
        """Whether the act is granted for that agency."""
        return (act, agency) in self.grants or (act, EVERYWHERE) in self.grants


VISITOR = Actor("", "访客")
