"""A report's text with live figures: the draft made of the rows, and placeholders filled from the year's figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from gongkai.annual.headings import NUMERALS
from gongkai.law.formats import ReportFormat
from gongkai.law.narrative import CALL, CLAUSES, NamedFigure, Narrative, Rounding, When

LEAD = "lead"
PART = "/"
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text is filled from: cells of this year and of the last (None: not known), measures, words."""

    cells: Mapping[str, Decimal]
    last: Mapping[str, Decimal] | None = None
    measures: Mapping[str, Decimal] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """A figure in a filled text: where it stands there, and the label it was called by."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its figures. `unknown` labels are in no row, `missing` ones have no figure; both stand as written."""

    text: str
    spans: tuple[Span, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of the report that is written on its own: the opening, a section, or a part of a section.

    `id` is `lead`, the section's id, or `<section>/<number of the part>`; `heading` as printed, empty for the opening.
    `table`: a statutory table stands there, so that no text is needed.
    """

    id: str
    heading: str
    table: bool
    parted: bool


def slots(form: ReportFormat) -> tuple[Slot, ...]:
    """All places of a format in printed order; none can be left out, so that no statutory element gets lost."""
    found = [Slot(LEAD, "", False, False)]
    for section in form.sections:
        heading = f"{section.numeral}、{section.heading}" if section.numeral else section.heading
        parts = [part for part in section.parts if part.required]
        found.append(Slot(section.id, heading, bool(section.table), bool(parts)))
        found.extend(
            Slot(f"{section.id}{PART}{number}", f"（{NUMERALS[number - 1]}）{part.heading}", False, False)
            for number, part in enumerate(parts, start=1)
        )
    return tuple(found)


def draft(narrative: Narrative, form: ReportFormat, facts: Facts) -> dict[str, str]:
    """The first text of every place, with placeholders; empty where no sentence has anything to say."""
    out = {slot.id: "" for slot in slots(form)}
    for sentence in narrative.sentences:
        if not _holds(sentence.when, narrative, facts):
            continue
        clauses = [one.text for one in sentence.clauses if _holds(one.when, narrative, facts)]
        if sentence.clauses and not clauses:
            continue
        text = sentence.text.replace(f"{{{CLAUSES}}}", narrative.joint.join(clauses))
        out[_slot_of(sentence.section, sentence.part, form)] += text
    return out


def fill(text: str, narrative: Narrative, facts: Facts) -> Filled:
    """The text with every {label} or {cell id} replaced by its figure. Other braces stay as they are."""
    pieces: list[str] = []
    spans: list[Span] = []
    unknown: list[str] = []
    missing: list[str] = []
    length = at = 0
    for match in CALL.finditer(text):
        label = match[1]
        if label not in narrative.figures and label not in facts.cells:
            unknown.append(label)
            continue
        said = shown(label, narrative, facts)
        if said is None:
            missing.append(label)
            continue
        before = text[at : match.start()]
        pieces.extend((before, said))
        start = length + len(before)
        length = start + len(said)
        spans.append(Span(start, length, label))
        at = match.end()
    return Filled("".join((*pieces, text[at:])), tuple(spans), tuple(unknown), tuple(missing))


def shown(label: str, narrative: Narrative, facts: Facts) -> str | None:
    """One figure as it is printed; None where it is not known."""
    figure = narrative.figures.get(label)
    if figure is None:
        return number(facts.cells[label]) if label in facts.cells else None
    if figure.kind == "fact":
        return facts.words.get(figure.name) or None
    if figure.kind == "measure":
        return _measured(figure, narrative, facts)
    if figure.kind == "list":
        return _listed(figure, narrative, facts)
    total = _sum(figure.cells, facts.cells)
    if total is None:
        return None
    if figure.kind == "share":
        return _share(total, _sum(figure.of, facts.cells), narrative.rounding)
    return number(total) if figure.kind == "sum" else _change(total, figure, narrative, facts)


def number(value: Decimal) -> str:
    """A figure as people write it, without trailing noughts behind the point."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def percent(part: Decimal, whole: Decimal, rounding: Rounding) -> str:
    """`part` of `whole` in hundredths, rounded half up as the row says, without the sign."""
    rounded = (part * HUNDRED / whole).quantize(Decimal(1).scaleb(-rounding.decimals), ROUND_HALF_UP)
    return number(rounded) if rounding.drop_zeros else f"{rounded:f}"


def called(texts: Sequence[str]) -> tuple[str, ...]:
    """The labels that texts call, each once, in order."""
    return tuple(dict.fromkeys(label for text in texts for label in CALL.findall(text)))


def _slot_of(section: str, part: str, form: ReportFormat) -> str:
    if not part:
        return section
    parts = next(one.parts for one in form.sections if one.id == section)
    headings = [one.heading for one in parts if one.required]
    return f"{section}{PART}{headings.index(part) + 1}"


def _sum(cells: Sequence[str], values: Mapping[str, Decimal]) -> Decimal | None:
    if any(cell not in values for cell in cells):
        return None
    return sum((values[cell] for cell in cells), Decimal(0))


def _holds(when: When, narrative: Narrative, facts: Facts) -> bool:
    if when.some and not _sum(when.some, facts.cells):
        return False
    if when.none and _sum(when.none, facts.cells) != 0:
        return False
    measured = {label: facts.measures.get(narrative.figures[label].name) for label in (*when.above, *when.nought)}
    if not all(measured[label] for label in when.above) or any(measured[label] != 0 for label in when.nought):
        return False
    known = {label: shown(label, narrative, facts) is not None for label in (*when.needs, *when.lacks)}
    return all(known[label] for label in when.needs) and not any(known[label] for label in when.lacks)


def _measured(figure: NamedFigure, narrative: Narrative, facts: Facts) -> str | None:
    value = facts.measures.get(figure.name)
    if value is None:
        return None
    return f"{percent(value, HUNDRED, narrative.rounding)}%" if figure.unit == "%" else number(value)


def _share(part: Decimal, whole: Decimal | None, rounding: Rounding) -> str | None:
    return f"{percent(part, whole, rounding)}%" if whole else None


def _change(total: Decimal, figure: NamedFigure, narrative: Narrative, facts: Facts) -> str | None:
    before = _sum(figure.cells, facts.last) if facts.last is not None else None
    if before is None:
        return None
    words = narrative.change
    if before == total:
        return words.same
    if before == 0:
        return words.from_none
    said = percent(abs(total - before), before, narrative.rounding)
    return (words.up if total > before else words.down).replace("{n}", said)


def _listed(figure: NamedFigure, narrative: Narrative, facts: Facts) -> str | None:
    totals = [(item.words, _sum(item.cells, facts.cells)) for item in figure.items]
    if any(total is None for _, total in totals):
        return None
    return narrative.list_joint.join(f"{words}{number(total)}件" for words, total in totals if total) or None
