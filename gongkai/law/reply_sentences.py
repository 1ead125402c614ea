"""The sentences of a reply: one for each decision on a matter, with its articles and what must be said in it.

Rows are `data/documents/request_sentences.toml`. The law of the day the request came decides; a decision that the law
of that day did not know has no sentence, and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from gongkai.law.errors import UnknownLaw
from gongkai.law.history import Since, add, in_force
from gongkai.law.instruments import cite_of, cited
from gongkai.law.loading import DATA, Row, load
from gongkai.law.outcomes import taxonomies
from gongkai.law.wording import Blank, blank_of, blanks_in

Made = TypeVar("Made", bound=Since)
GIVEN = frozenset({"you", "basis", "reason", "ground"})


@dataclass(frozen=True, slots=True)
class DecisionSentence:
    """What a reply says of one matter. `blanks` are filled when the decision is made; `needs_reason`: the decision's
    own reason is part of the sentence (条例第三十六条第三项、第五项、第三十七条)."""

    decision: str
    ground: str
    severed: bool
    since: date
    text: str
    cites: tuple[str, ...]
    blanks: tuple[Blank, ...]
    reading: str

    @property
    def needs_reason(self) -> bool:
        """Whether the matter's reason is printed."""
        return "reason" in blanks_in(self.text)


@dataclass(frozen=True, slots=True)
class Ground:
    """How the withheld part of a partial release is named, with its articles."""

    since: date
    words: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """One sentence of what happened before the reply."""

    code: str
    since: date
    text: str


def sentence_for(
    decision: str, on: date, *, ground: str = "", severed: bool = False, root: Path = DATA
) -> DecisionSentence:
    """The sentence for a decision on a request that came that day; `ground` is needed for refusals.

    For a partial release the articles of the withheld part's ground are among the cites. Raises UnknownLaw.
    """
    sentences, _, _ = _read(root)
    key = (decision, "" if severed else ground, severed)
    if key not in sentences:
        said = "、".join(part for part in (decision, ground, "区分处理" if severed else "") if part)
        raise UnknownLaw(f"没有登记处理决定“{said}”的答复语句，不能拟写；请核对决定和理由。")
    found = in_force(sentences[key], on)
    if found is None:
        raise UnknownLaw(f"{on.isoformat()} 收到的申请适用的规定中没有“{decision}”这种决定，不能拟写答复语句。")
    if not severed:
        return found
    ground_cites = ground_for(ground, on, root).cites
    return DecisionSentence(
        found.decision,
        ground,
        True,
        found.since,
        found.text,
        (*found.cites, *ground_cites),
        found.blanks,
        found.reading,
    )


def ground_for(code: str, on: date, root: Path = DATA) -> Ground:
    """How a ground of withholding is named. Raises UnknownLaw."""
    found = in_force(_read(root)[1].get(code, ()), on)
    if found is None:
        raise UnknownLaw(f"{on.isoformat()} 收到的申请适用的规定中没有不予公开的理由“{code}”，不能拟写。")
    return found


def course(code: str, on: date, root: Path = DATA) -> Course | None:
    """The sentence for something that happened on the way, None where the law of that day did not know it."""
    row = _read(root)[2][code]
    return row if row.since <= on else None


def course_codes(root: Path = DATA) -> frozenset[str]:
    """Everything on the way that has a sentence, of any time."""
    return frozenset(_read(root)[2])


def sentences_on(on: date, root: Path = DATA) -> tuple[DecisionSentence, ...]:
    """Every sentence of that day."""
    current = (in_force(history, on) for history in _read(root)[0].values())
    return tuple(one for one in current if one is not None)


Key = tuple[str, str, bool]


@cache
def _read(
    root: Path,
) -> tuple[dict[Key, tuple[DecisionSentence, ...]], dict[str, tuple[Ground, ...]], dict[str, Course]]:
    row = load(root / "documents" / "request_sentences.toml")
    known = {
        (one.code, one.ground, one.severed) for tree in taxonomies(root).values() for one in tree.decisions.values()
    }
    sentences: dict[Key, tuple[DecisionSentence, ...]] = {}
    for entry in row.rows("sentence", required=True):
        key = (entry.text("decision"), entry.text("ground", required=False), entry.flag("severed"))
        if key in sentences or key not in known:
            raise entry.fail("decision", f"{key[0]} 写了两次，或者不是登记的处理决定")
        sentences[key] = _history(entry, partial(_sentence, key, root))
    if missing := known - set(sentences):
        raise row.fail("sentence", f"处理决定 {sorted(missing)[0]} 没有答复语句")
    grounds: dict[str, tuple[Ground, ...]] = {}
    for entry in row.rows("ground", required=True):
        code, words = entry.text("code"), entry.text("words")
        grounds[code] = _history(entry, partial(_ground, words, root))
    courses: dict[str, Course] = {}
    for entry in row.rows("course", required=True):
        cite_of(entry)
        courses[entry.text("code")] = Course(entry.text("code"), entry.day("from"), entry.text("text"))
        entry.done()
    row.done()
    return sentences, grounds, courses


def _history(entry: Row, make: Callable[[Row], Made]) -> tuple[Made, ...]:
    found: list[Made] = []
    for value in entry.rows("value", required=True):
        add(found, make(value), value)
        value.done()
    entry.done()
    return tuple(found)


def _ground(words: str, root: Path, row: Row) -> Ground:
    return Ground(row.day("from"), words, _cites(row, root))


def _sentence(key: Key, root: Path, row: Row) -> DecisionSentence:
    made = DecisionSentence(
        decision=key[0], ground=key[1], severed=key[2], since=row.day("from"), text=row.text("text"),
        cites=_cites(row, root), blanks=tuple(blank_of(one) for one in row.rows("blanks")),
        reading=row.text("reading", required=False),
    )  # fmt: skip
    own = {one.code for one in made.blanks}
    if unknown := [code for code in blanks_in(made.text) if code not in own | GIVEN]:
        raise row.fail("text", f"不认识的填空 {unknown[0]}")
    if unused := own - set(blanks_in(made.text)):
        raise row.fail("blanks", f"填空 {sorted(unused)[0]} 没有用到")
    return made


def _cites(row: Row, root: Path) -> tuple[str, ...]:
    cite_of(row)
    cites = row.texts("cites", required=True)
    for cite in cites:
        try:
            cited(cite, root)
        except UnknownLaw as error:
            raise row.fail("cites", error.sentence) from error
    return cites
