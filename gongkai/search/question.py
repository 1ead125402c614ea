"""What somebody typed, as the words to be found. Nothing typed is an error: what means nothing is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.search.folding import fold
from gongkai.search.text import canonical, grams, is_han

# Nobody reads answers to more; a longer question is cut, and the answer says so.
LONGEST_QUESTION = 200
MOST_WORDS = 8
_OPEN, _CLOSE = "〔[({【「『〖<〈《", "〕])}】」』〗>〉》"
# A document number typed with blanks, any brackets, 第 or zeros before the serial is one word: 泉港政 [2026] 第 02 号.
_NUMBER = re.compile(
    rf"(?P<prefix>\w*)\s*[{re.escape(_OPEN)}]\s*(?P<year>\d{{4}})\s*年?\s*[{re.escape(_CLOSE)}]\s*第?\s*0*(?P<serial>\d+)"
    r"(?P<end>\s*号)?"
)
_PART = re.compile(r'(?P<not>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟＂", '"'))


@dataclass(frozen=True, slots=True)
class Word:
    """One word or phrase: its tokens in a row, and whether the last of them is only a beginning.

    `needle` stands in canonical text wherever the word is found; `whole` is a text that is this word and nothing else.
    """

    tokens: tuple[str, ...]
    prefix: bool
    needle: str
    whole: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """All of it: the words wanted, those excluded, whether anything was typed, and whether it had to be cut."""

    wanted: tuple[Word, ...] = ()
    excluded: tuple[Word, ...] = ()
    typed: bool = False
    cut: bool = False

    @property
    def asks_nothing(self) -> bool:
        """Something was typed, and nothing of it can be looked for: only signs."""
        return self.typed and not self.wanted and not self.excluded


def read(typed: str) -> Question:
    """Take what was typed apart: words, “phrases in quotes”, and -excluded ones."""
    cut = len(typed) > LONGEST_QUESTION
    text = _NUMBER.sub(_as_one, fold(typed[:LONGEST_QUESTION].translate(_QUOTES)))
    words: dict[tuple[str, bool], Word] = {}
    for match in _PART.finditer(text):
        made = word(match["phrase"] if match["phrase"] is not None else match["word"], excluded=bool(match["not"]))
        if made is not None:
            words.setdefault((made.needle, made.excluded), made)
    kept = list(words.values())[:MOST_WORDS]
    return Question(
        tuple(one for one in kept if not one.excluded),
        tuple(one for one in kept if one.excluded),
        bool(typed.strip()),
        cut or len(words) > MOST_WORDS,
    )


def word(text: str, *, excluded: bool = False) -> Word | None:
    """One word; None where it has nothing that can be looked for."""
    laid = canonical(text)
    if not laid:
        return None
    parts = laid.split()
    tokens, prefix = grams(laid), False
    if is_han(parts[-1]):
        # The single character at the end belongs to ends of runs; the word may go on.
        if len(parts[-1]) > 1:
            tokens.pop()
        else:
            prefix = True
    needle = (laid if not is_han(parts[0]) else laid[1:]).removesuffix(" " if is_han(parts[-1]) else "")
    return Word(tuple(tokens), prefix, needle, laid.strip(), excluded)


def _as_one(match: re.Match[str]) -> str:
    return f"{match['prefix']}〔{match['year']}〕{match['serial']}{'号' if match['end'] else ''}"
