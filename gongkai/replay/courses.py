"""The ways in which a request can come to a decision, and which of them the law of its day knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from gongkai.law.dossiers import dossier_rules
from gongkai.law.errors import LawError
from gongkai.law.history import in_force
from gongkai.law.loading import Row, load
from gongkai.law.outcomes import edition_for, leaf_for
from gongkai.law.paper_forms import paper_form
from gongkai.law.procedure import Procedure, procedure_on
from gongkai.law.reply_sentences import sentence_for
from gongkai.law.service import ways
from gongkai.law.subcases import subcase_kind

DATA = Path(__file__).parent / "data"
# The act of the procedure behind a word that ends a request without a reply.
ENDS = {"withdrawn": "withdraw", "lapsed": "end_lapsed", "lost": "end_unreachable", "corrected": "receive_correction"}


@dataclass(frozen=True, slots=True)
class Course:
    """One way to one decision. `words` are those of gongkai.requests.demo_walk; `+n` lets working days pass."""

    decision: str
    ground: str
    severed: bool
    words: tuple[str, ...]
    weight: int = 1

    @property
    def working_days(self) -> int:
        """How long it takes after the day of receipt."""
        return sum(int(word) for word in self.words if word.startswith("+"))

    @property
    def replies(self) -> bool:
        """Whether it ends with a reply, against which there is a remedy."""
        return "reply" in self.words

    def leaf(self, year: int) -> str:
        """The row in which the report on that year counts it; empty where its edition does not know the decision."""
        try:
            return leaf_for(self.decision, edition_for(year), ground=self.ground, severed=self.severed).code
        except LawError:
            return ""


@cache
def courses() -> tuple[Course, ...]:
    """Every course."""
    return tuple(_course(row) for row in load(DATA / "courses.toml").rows("course", required=True))


@cache
def redos() -> tuple[Course, ...]:
    """How a request that was ordered to be handled anew goes on."""
    return tuple(_course(row) for row in load(DATA / "courses.toml").rows("redo", required=True))


def for_leaf(leaf: str, year: int, decision: str = "") -> list[Course]:
    """The courses that the report on that year counts in that row, only those of `decision` where it is given."""
    found = [one for one in courses() if one.leaf(year) == leaf]
    return [one for one in found if one.decision == decision] if decision else found


@cache
def lawful(course: Course, on: date) -> bool:
    """Whether the law of the day the request came knows every paper, act and decision of the course."""
    try:
        table = procedure_on(on)
        return all(_known(word.split(), course, table, on) for word in course.words)
    except LawError:
        return False


@cache
def reply_lawful(words: str, on: date) -> bool:
    """Whether a reply could be served that way on that day."""
    _reply, way, *_rest = words.split()
    return in_force(ways().history.get(way, ()), on) is not None


def archived(on: date) -> list[tuple[date, str]]:
    """That a request is put into the archives that day, where the law of the day knows how."""
    try:
        dossier_rules(on)
    except LawError:
        return []
    return [(on, "archived")]


def _known(said: list[str], course: Course, table: Procedure, on: date) -> bool:
    word, *rest = said
    if word == "decide":
        sentence_for(course.decision, on, ground=course.ground, severed=course.severed)
    elif word == "notice":
        paper_form(rest[0], on)
        return any(act.document == rest[0] for act in table.acts.values()) or not _acts(rest[0])
    elif word == "consult":
        paper_form(rest[1], on)
        subcase_kind(rest[0], on)
    elif word == "fee":
        paper_form("fee_notice", on)
    elif word in ENDS:
        return ENDS[word] in table.acts
    return True


def _acts(kind: str) -> bool:
    """Whether a paper of that kind moves a request under any procedure; one that never does needs no act."""
    return any(act.document == kind for act in procedure_on(date.max).acts.values())


def _course(row: Row) -> Course:
    return Course(
        row.text("decision"), row.text("ground", required=False), row.flag("severed"),
        row.texts("words", required=True), row.integer("weight", 1),
    )  # fmt: skip
