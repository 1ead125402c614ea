"""What an official document is made of, one after the other, before anyone chooses PDF or Word (GB/T 9704-2012, 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai.papers.grid import Grid


@dataclass(frozen=True, slots=True)
class Head:
    """The red head: issuer mark and number. A letter has double rules and its number at the right."""

    mark: str
    number: str
    layout: Literal["document", "letter"] = "document"


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the document or of the report behind its cover."""

    text: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom it goes to, with the closing colon."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 一、 to 3 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """One paragraph, its first line set in."""

    text: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who issues it and the day, in Chinese figures of date."""

    issuer: str
    day: str


@dataclass(frozen=True, slots=True)
class Annexes:
    """The note of what is attached, a blank line below the text (GB/T 9704-2012, 7.3.4); several are numbered."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A note in brackets below the date."""

    text: str


@dataclass(frozen=True, slots=True)
class Colophon:
    """The ruled box at the foot of the last page: copies, printer, day of printing, as printed."""

    copies: str
    printer: str
    printed: str


@dataclass(frozen=True, slots=True)
class Caption:
    """The title of a table that stands on its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form for the file: rows of a head and what is written there, in type that people fill in by hand beside."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page."""


Text = Head | Title | Addressee | Heading | Body | Annexes | Signature | Remark | Colophon | Caption
Block = Text | Sheet | NewPage | Grid


@dataclass(frozen=True, slots=True)
class Paper:
    """One document. `title`, `author` and `day` (of signing) go into the properties of the file."""

    title: str
    author: str
    blocks: tuple[Block, ...]
    day: date | None = None


def day_words(day: date) -> str:
    """2026年1月2日: Arabic figures, no leading noughts (GB/T 9704-2012, 7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"
