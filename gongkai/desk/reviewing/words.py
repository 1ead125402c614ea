"""The words people know for the codes that stand in rows; they come from the law's data and from the screening."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext

from gongkai.kit.who import Actor
from gongkai.law.duties import duty_of
from gongkai.law.errors import LawError
from gongkai.law.instruments import cited
from gongkai.law.publicity import ground_of, mark_of
from gongkai.law.record_classes import category_of, class_of, document_kind_of, genre_of
from gongkai.law.review_steps import review_step
from gongkai.records.comparing import Word
from gongkai.records.models import Record
from gongkai.screening.findings import KINDS
from gongkai.units import reads as units

Finder = Callable[[str, date], object]
LABELLED: dict[str, Finder] = {
    "mark": mark_of, "ground": ground_of, "class_code": class_of, "category": category_of, "genre": genre_of,
    "document_kind": document_kind_of, "duty": duty_of, "step": review_step,
}  # fmt: skip


def label(field: str, code: str, on: date) -> str:
    """The law's label for a code of that field on a day; the code itself where that day does not know it."""
    if not code:
        return ""
    try:
        return str(getattr(LABELLED[field](code, on), "label", code))
    except LawError:
        return code


def wording(asker: Actor, on: date, ground: str = "") -> Word:
    """What `comparing.compare` asks for the words of a code. `ground` names whose details are worded."""
    origins = dict(Record.Origin.choices)

    def word(field: str, code: str) -> str:
        if field in LABELLED:
            return label(field, code, on)
        if field == "origin":
            return str(origins.get(code, code))
        if field == "joint":
            found = units.agency(asker, code)
            return found.short if found else code
        if field == "ground_details":
            return detail_label(ground, code, on)
        return code

    return word


def detail_label(ground: str, code: str, on: date) -> str:
    """What a detail of a ground is called."""
    try:
        details = {one.code: one.label for one in ground_of(ground, on).details} if ground else {}
    except LawError:
        return code
    return details.get(code, code)


def kind_label(kind: str) -> str:
    """What the screening calls a kind of finding."""
    return KINDS.get(kind, kind)


def basis(cite: str) -> str:
    """An article as people read it, or nothing where the row cites none or one that is not registered."""
    try:
        return cited(cite).words if cite else ""
    except LawError:
        return ""


def verb(step: str) -> str:
    """The word on the button that passes a step: the act has the name the step's rule gives it."""
    named = {"leader_sign": gettext("签发"), "office_registration": gettext("登记")}
    return named.get(step, gettext("通过审查"))
