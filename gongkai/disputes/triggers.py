"""What the database itself keeps of this room: the course of a dispute is never changed or removed."""

from __future__ import annotations

from gongkai.kit.triggers import AppendOnly

EVENTS = AppendOnly("disputes_disputeevent", "disputeevent", "the course of a dispute is never changed or removed")
