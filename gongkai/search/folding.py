"""One spelling for every writing of a character: width, case, accents, brackets, and traditional to simplified.

A character is folded by itself, whatever stands beside it, so that what is written and what is asked fold alike and
every folded character can be traced to its place in the original.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# Joiners, soft hyphens and marks on letters: they are not there for a reader, and never part two characters.
UNSEEN = ("Mn", "Me", "Cf")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `origins[i]` is the index of the original character from which character i was made."""

    text: str
    origins: tuple[int, ...]


class _Folds(dict[str, str]):
    """Remembers how each character folds."""

    def __missing__(self, character: str) -> str:
        made = self[character] = _fold_one(character)
        return made


def fold(text: str) -> str:
    """The text in its one spelling: 「泉港政辦［２０２６］２號」 and “泉港政办〔2026〕2号” differ in brackets only."""
    return "".join(map(_FOLDS.__getitem__, text))


def fold_with_origins(text: str) -> Folded:
    """The same, with the place each character came from."""
    parts = list(map(_FOLDS.__getitem__, text))
    return Folded("".join(parts), tuple(place for place, part in enumerate(parts) for _ in part))


def _fold_one(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in UNSEEN:
        return ""
    if kind in ("Cs", "Cc", "Cn"):
        return " "
    made = "".join(
        _simplified().get(one, one)
        for one in unicodedata.normalize("NFKD", character)
        if unicodedata.category(one) not in UNSEEN
    )
    # Lower-casing can make marks of its own (İ).
    return "".join(one for one in made.lower() if unicodedata.category(one) not in UNSEEN) or " "


@cache
def _simplified() -> dict[str, str]:
    """Each traditional character with its usual simplified one; never by phrase, so that both sides fold alike."""
    table = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {traditional: simplified.split()[0] for traditional, simplified in rows if len(traditional) == 1}


_FOLDS = _Folds()
