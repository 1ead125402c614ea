"""The public side of this room: nothing. What goes to the halls is public already, by its own page.

The reading points that people visit are of the columns; who delivered what and when is the offices' own business.
"""

from __future__ import annotations

__all__: list[str] = []
