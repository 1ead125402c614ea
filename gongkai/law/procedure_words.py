"""The procedure of a request in words (条例第四十五条), one line a step: for the help page and the printed law."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.law.clock_entries import EntryKind
from gongkai.law.deadline_rules import deadlines
from gongkai.law.deadline_words import words as deadline_words
from gongkai.law.duties import duty_labels
from gongkai.law.instruments import cited
from gongkai.law.loading import DATA, load
from gongkai.law.outcomes import taxonomies
from gongkai.law.paper_forms import histories, name_of
from gongkai.law.procedure import ALL_CLOCKS, DAYS, PLATFORM, Act, Effect, Procedure, ProcedureStep, procedures


@dataclass(frozen=True, slots=True)
class StepWords:
    """One step, or several alike from different states. `number` is its number in the table and in the drawing."""

    number: int
    froms: tuple[str, ...]
    to: str
    act: str
    by: tuple[str, ...]
    platform: bool
    needs: tuple[str, ...]
    effects: tuple[str, ...]
    document: str
    decision: str
    basis: str
    reading: str
    steps: tuple[ProcedureStep, ...]


@cache
def kind_words(root: Path = DATA) -> dict[EntryKind, str]:
    """The kinds of entries of a ledger. Raises LawDataError for a kind left out."""
    return {EntryKind(code): title for code, title in _titles(root)["kind"].items()}


def in_words(table: Procedure, root: Path = DATA) -> tuple[StepWords, ...]:
    """Every step of the table, in its order, numbered."""
    together: dict[tuple[str, str, tuple[str, ...], tuple[Effect, ...]], list[ProcedureStep]] = {}
    for step in table.steps:
        to = "" if step.to == step.state else step.to
        together.setdefault((step.act, to, step.needs, step.effects), []).append(step)
    return tuple(_line(number, table, tuple(steps), root) for number, steps in enumerate(together.values(), 1))


def _line(number: int, table: Procedure, steps: tuple[ProcedureStep, ...], root: Path) -> StepWords:
    first, labels = steps[0], duty_labels(root)
    act = table.acts[first.act]
    return StepWords(
        number=number,
        froms=tuple(table.states[step.state].label for step in steps),
        to="" if first.to == first.state else table.states[first.to].label,
        act=act.label,
        by=tuple(labels[code] for code in act.by if code != PLATFORM),
        platform=PLATFORM in act.by,
        needs=tuple(table.conditions[need] for need in first.needs),
        effects=tuple(effect_words(effect, root) for effect in first.effects),
        document=document_words(act, table, root),
        decision=_decision(first.decision, root),
        basis=cited(first.cite or act.cite, root).words,
        reading=act.reading,
        steps=steps,
    )


def effect_words(effect: Effect, root: Path = DATA) -> str:
    """What one effect does to which clock, from which day."""
    clock = "各项期限" if effect.clock == ALL_CLOCKS else f"“{deadlines(root)[effect.clock].title}”期限"
    what = f"（{deadline_words(root).title('interruption', effect.what)}）" if effect.what else ""
    return f"{clock}{kind_words(root)[effect.kind]}{what}，以{_titles(root)['day'][effect.on]}为准"


def document_words(act: Act, table: Procedure, root: Path = DATA) -> str:
    """The name of the act's document, as it last was while the table applied; empty where it makes none."""
    later = [one.since for one in procedures(root) if one.since > table.since]
    forms = [one for one in histories(root).get(act.document, ()) if not later or one.since < later[0]]
    return name_of(forms[-1]) if forms else ""


def _decision(code: str, root: Path) -> str:
    if not code:
        return ""
    newest = [tree.decisions[key] for tree in taxonomies(root).values() for key in tree.decisions if key[0] == code]
    return newest[-1].title


@cache
def _titles(root: Path) -> dict[str, dict[str, str]]:
    row = load(root / "procedure" / "words.toml")
    found: dict[str, dict[str, str]] = {}
    for key, codes in (("kind", {kind.value for kind in EntryKind}), ("day", set(DAYS))):
        titles = {}
        for entry in row.rows(key, required=True):
            titles[entry.text("code")] = entry.text("title")
            entry.done()
        if set(titles) != codes:
            raise row.fail(key, f"须写全 {'、'.join(sorted(codes))}，不多不少")
        found[key] = titles
    row.done()
    return found
