"""A report in the making put together: text filled, tables from the filing, and the hash that a signature binds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from gongkai.annual.documents import Place
from gongkai.annual.narrating import LEAD, PART, Filled, Slot, called, draft, fill, number, shown, slots
from gongkai.annual.report import Report, SectionText
from gongkai.kit.action import Refused
from gongkai.law.narrative import Narrative, narratives
from gongkai.statistics.compiling_facts import Ground, figures_of, ground_of
from gongkai.statistics.models import Compilation, CompilationVersion, Filing

_SENTENCE = re.compile(r"[^。！？\n]*[。！？]?")
NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Written:
    """One place of the report: what was typed there, and what is printed of it."""

    slot: Slot
    raw: str
    filled: Filled
    printed: str


@dataclass(frozen=True, slots=True)
class Composed:
    """The whole as it would be issued now. `hash` is of everything printed; `report` is not yet judged."""

    ground: Ground
    narrative: Narrative
    places: tuple[Written, ...]
    report: Report
    hash: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that says something else than when the version was written; `sentence` is where it stands now."""

    label: str
    before: str
    after: str
    place: str
    sentence: str


def narrative_of(edition: str) -> Narrative:
    """The rows of a format. Raises Refused "no-narrative" for formats whose reports are not written here."""
    found = narratives().get(edition)
    if found is None:
        raise Refused("no-narrative", f"没有登记格式 {edition} 的文字初稿，不能在平台上编写这一年的年度报告。")
    return found


def drafted(compilation: Compilation) -> tuple[str, list[dict[str, str]]]:
    """The first text: the opening and every place with its heading."""
    narrative = narrative_of(compilation.edition)
    ground = ground_of(compilation.agency, compilation.year, compilation.filing)
    texts = draft(narrative, ground.form, ground.facts)
    return texts[LEAD], sections_of(slots(ground.form), texts)


def sections_of(places: Iterable[Slot], texts: Mapping[str, str]) -> list[dict[str, str]]:
    """The rows of a version: every place the format has, in its order, whatever was sent."""
    return [
        {"id": slot.id, "heading": slot.heading, "text": texts.get(slot.id, "")} for slot in places if slot.id != LEAD
    ]


def current(compilation: Compilation) -> CompilationVersion:
    """The text as it stands."""
    return compilation.versions.get(number=compilation.version)


def compose(
    compilation: Compilation, version: CompilationVersion | None = None, *, ground: Ground | None = None
) -> Composed:
    """The report as it would be printed now, from the text of a version (the newest) and the figures of the filing."""
    version = version or current(compilation)
    narrative = narrative_of(compilation.edition)
    texts = {LEAD: version.lead} | {row["id"]: row["text"] for row in version.sections}
    if ground is None:
        measured = any(
            narrative.figures[label].kind == "measure"
            for label in called(list(texts.values()))
            if label in narrative.figures
        )
        ground = ground_of(compilation.agency, compilation.year, compilation.filing, measured=measured)
    places = []
    for slot in slots(ground.form):
        raw = texts.get(slot.id, "")
        filled = fill(raw, narrative, ground.facts)
        needless = slot.table or slot.parted or slot.id == LEAD
        printed = filled.text.strip() or ("" if needless else narrative.empty)
        places.append(Written(slot, raw, filled, printed))
    title = fill(narrative.title, narrative, ground.facts).text
    report = _report(compilation, title, ground, places)
    return Composed(ground, narrative, tuple(places), report, _hash_of(report))


def figures_now(composed: Composed) -> dict[str, dict[str, str]]:
    """What a version keeps: every named figure called in its text, and every cell, as they read now."""
    texts = [place.raw for place in composed.places]
    named = {
        label: said
        for label in called(texts)
        if (said := shown(label, composed.narrative, composed.ground.facts)) is not None
    }
    cells = {cell: number(value) for cell, value in composed.ground.facts.cells.items()}
    return {"named": named, "cells": cells}


def changed_since(version: CompilationVersion, composed: Composed) -> tuple[Changed, ...]:
    """Figures that read otherwise now: first those in sentences, with the sentence, then cells of the tables."""
    before, now = version.figures, figures_now(composed)
    found: list[Changed] = []
    for label in dict.fromkeys((*before.get("named", {}), *now["named"])):
        old, new = before.get("named", {}).get(label, ""), now["named"].get(label, "")
        if old != new:
            found.extend(
                Changed(label, old, new, place.slot.heading, sentence) for place, sentence in _standing(label, composed)
            )
    cells = composed.ground.form.cells
    for cell, new in now["cells"].items():
        old = before.get("cells", {}).get(cell, "")
        if old != new:
            found.append(Changed(cells[cell].label, old, new, "", ""))
    return tuple(found)


def content_hash(lead: str, sections: Sequence[Mapping[str, str]]) -> str:
    """The hash of a text as typed, which names a version."""
    return _digest({"lead": lead, "sections": list(sections)})


def settled(filing: Filing) -> bool:
    """Whether the figures may be issued."""
    return filing.state in (Filing.State.ACCEPTED, Filing.State.LOCKED)


def _standing(label: str, composed: Composed) -> Iterable[tuple[Written, str]]:
    for place in composed.places:
        for piece in _SENTENCE.findall(place.raw):
            if f"{{{label}}}" in piece:
                yield place, fill(piece.strip(), composed.narrative, composed.ground.facts).text


def _report(compilation: Compilation, title: str, ground: Ground, places: Sequence[Written]) -> Report:
    figures = figures_of(ground.facts.cells)
    sections = []
    for place in places:
        id = place.slot.id
        if id == LEAD or PART in id:
            continue
        inside = [f"{one.slot.heading}\n{one.printed}" for one in places if one.slot.id.startswith(id + PART)]
        text = "\n".join(piece for piece in (place.printed, *inside) if piece)
        sections.append(SectionText(id, place.slot.heading, text, NOWHERE))
    return Report(
        file="", title=title, agency=ground.facts.words["agency"], year=compilation.year, form=ground.form,
        figures=figures, unread=tuple(cell for cell in ground.form.cells if cell not in figures),
        lead=places[0].printed, sections=tuple(sections), number=compilation.number,
        issued=compilation.issued_on.isoformat() if compilation.issued_on else "",
    )  # fmt: skip


def _hash_of(report: Report) -> str:
    """Of what is printed and signed; number and day of issue come after the signature and are not in it."""
    return _digest({
        "title": report.title, "lead": report.lead,
        "sections": [[part.id, part.heading, part.text] for part in report.sections],
        "cells": {cell: figure.text for cell, figure in report.figures.items()},
    })  # fmt: skip


def _digest(value: Any) -> str:
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
