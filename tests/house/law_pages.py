"""Pages written by `./run docs`: docs/law by legal text, the codes in GLOSSARY.md, the list of decisions."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gongkai.law.formats import formats
from gongkai.law.instruments import Instrument, instruments
from gongkai.law.loading import DATA
from gongkai.law.procedure import procedures
from gongkai.law.procedure_words import StepWords, in_words
from tests.house.words import ROOT

PAGES = ROOT / "docs" / "law"
DECISIONS = ROOT / "docs" / "decisions"
BELOW = "do not edit below this line."
NAMES = ("id", "code", "label", "heading", "title", "name", "act", "what", "topic", "from")


def rows_by_cite() -> dict[str, list[str]]:
    """For each cite as written: the data rows that carry it, as `file: row`."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(DATA.rglob("*.toml")):
        name = file.relative_to(DATA).as_posix()
        for cite, row in _cites(tomllib.loads(file.read_text("utf-8")), ""):
            found[cite].append(f"`{name}`" + (f" {row}" if row else ""))
    return found


def _cites(value: Any, row: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        named = next(
            (
                f"{key} {value[key]}"
                for key in NAMES
                if isinstance(value.get(key), (str, int)) or (key == "from" and key in value)
            ),
            "",
        )
        here = " · ".join(part for part in (row, named) if part)
        for key, inner in value.items():
            if key.endswith(("cite", "cites")) and isinstance(inner, str):
                yield inner, here
            elif key.endswith(("cite", "cites")) and isinstance(inner, list):
                yield from ((cite, here) for cite in inner if isinstance(cite, str))
            else:
                yield from _cites(inner, here if key != "article" else row)
    elif isinstance(value, list):
        for inner in value:
            yield from _cites(inner, row)


def _tests_by_cite(cites: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted((ROOT / "gongkai").rglob("tests/test_*.py")):
        text = file.read_text("utf-8")
        for cite in cites:
            if f'"{cite}"' in text:
                found[cite].append(f"`{file.relative_to(ROOT).as_posix()}`")
    return found


def pages() -> dict[str, str]:
    """All pages by file name, the list of texts included."""
    resting = rows_by_cite()
    tested = _tests_by_cite(set(resting))
    texts = sorted(instruments().values(), key=lambda text: (text.effective, text.id))
    made = {f"{text.id}.md": _page(text, resting, tested) for text in texts}
    lines = [
        "# The law in this house",
        "",
        "Written by `./run docs` from `gongkai/law/data`; do not edit.",
        "One page a legal text: its articles, and what rests on them.",
        "",
        "| text | number | in force from | until | rows resting on it |",
        "|---|---|---|---|---|",
    ]
    for text in texts:
        count = sum(len(rows) for cite, rows in resting.items() if cite == text.id or cite.startswith(text.id + " "))
        until = text.until.isoformat() if text.until else ""
        lines.append(f"| [{text.title}]({text.id}.md) | {text.number} | {text.effective} | {until} | {count} |")
    lines += ["", "[The procedure of a request for disclosure](procedure.md), step by step, of every time."]
    made["README.md"] = "\n".join(lines) + "\n"
    made["procedure.md"] = procedure_page()
    return made


def procedure_page() -> str:
    """The procedure of a request as tables for reading, the newest edition first, each with its drawing."""
    lines = [
        "# The procedure of a request for disclosure",
        "",
        "Written by `./run docs` from `gongkai/law/data/procedure`; do not edit.",
        "The program knows no other steps than these. The table of the day a request came applies to it to its end.",
    ]
    for table in reversed(procedures()):
        steps = in_words(table)
        lines += [
            "",
            f"## Requests that came from {table.since} on",
            "",
            f"`{table.cite}` {table.reading}".rstrip(),
            "",
        ]
        lines += ["```mermaid", "flowchart LR", *_drawn(steps), "```", ""]
        lines += [
            "| no. | 状态 | 办理 | 由谁 | 条件 | 对期限的影响 | 文书、结果 | 依据 |",
            "|---|---|---|---|---|---|---|---|",
        ]
        lines += [_step_row(step) for step in steps]
    return "\n".join(lines) + "\n"


def _drawn(steps: tuple[StepWords, ...]) -> list[str]:
    ways: dict[tuple[str, str], list[str]] = defaultdict(list)
    for step in steps:
        for start in step.froms if step.to else ():
            ways[start, step.to].append(str(step.number))
    return [f"    {start} -->|{'、'.join(numbers)}| {end}" for (start, end), numbers in ways.items() if start != end]


def _step_row(step: StepWords) -> str:
    by = "、".join(step.by) + ("；申请人在进度页" if step.platform else "")
    ends = "；".join(filter(None, (step.document, f"计为：{step.decision}" if step.decision else "")))
    cells = (
        str(step.number), "、".join(step.froms) + (f" → {step.to}" if step.to else ""), step.act, by,
        "；".join(step.needs), "；".join(step.effects), ends, " ".join(filter(None, (step.basis, step.reading))),
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _page(text: Instrument, resting: Mapping[str, list[str]], tested: Mapping[str, list[str]]) -> str:
    lines = [f"# {text.title}", "", f"`{text.id}` · {text.number or 'no number'} · in force from {text.effective}"]
    if text.until:
        lines[-1] += f", until {text.until}"
    lines += ["", f"Source: {text.source}", ""]
    places = {text.id: ""} | {f"{text.id} {place}": place for place in text.articles}
    narrower = sorted(cite for cite in resting if cite.startswith(text.id + " ") and cite not in places)
    places |= {cite: cite.removeprefix(f"{text.id} ") for cite in narrower}
    for cite, place in places.items():
        article = text.articles.get(place)
        rows, tests = resting.get(cite, []), tested.get(cite, [])
        if not article and not rows:
            continue
        lines += [f"## {place or 'the text as a whole'}", ""]
        if article:
            lines += [article.gist, ""]
            if article.text:
                lines += [f"> {article.text}", ""]
        if rows:
            lines += ["Resting on it:", "", *(f"- {row}" for row in dict.fromkeys(rows)), ""]
        if tests:
            lines += [f"Named in {', '.join(tests)}.", ""]
    return "\n".join(lines).rstrip() + "\n"


def glossary() -> str:
    """GLOSSARY.md with the codes of the report formats written again below its line."""
    text = (ROOT / "GLOSSARY.md").read_text("utf-8")
    labels: dict[str, dict[str, None]] = defaultdict(dict)
    for form in sorted(formats().values(), key=lambda form: (form.first_year, form.id)):
        for table in form.tables:
            for block in table.blocks:
                for label in (*block.rows, *block.columns):
                    labels[label.code].setdefault(label.label)
    rows = [f"| `{code}` | {'；'.join(words)} |" for code, words in sorted(labels.items())]
    return "\n".join([text.partition(BELOW)[0] + BELOW, "", "| code | printed as |", "|---|---|", *rows]) + "\n"


def decisions() -> str:
    """docs/decisions/README.md: every page by number and title."""
    titles = [(file.name, file.read_text("utf-8").splitlines()[0]) for file in sorted(DECISIONS.glob("D-*.md"))]
    rows = [f"* [{title.removeprefix('# ')}]({name})" for name, title in titles]
    said = "Written by `./run docs`. A page says the question, what was decided, why, and what would change it."
    head = ["# Decisions", "", said, ""]
    return "\n".join([*head, *rows]) + "\n"


def out_of_step() -> list[str]:
    """Each page that is missing, left over, or not what the data say now."""
    made = _everything()
    there = {file for file in PAGES.glob("*.md")}
    wrong = [file for file, text in made.items() if not file.exists() or file.read_text("utf-8") != text]
    return [
        f"{file.relative_to(ROOT).as_posix()} is not in step: ./run docs"
        for file in sorted({*wrong, *(there - made.keys())})
    ]


def write() -> int:
    """Write all pages and take away what no longer belongs; how many there are."""
    made = _everything()
    PAGES.mkdir(parents=True, exist_ok=True)
    for file in set(PAGES.glob("*.md")) - made.keys():
        file.unlink()
    for file, text in made.items():
        file.write_text(text, encoding="utf-8")
    return len(made)


def _everything() -> dict[Path, str]:
    law = {PAGES / name: text for name, text in pages().items()}
    return law | {ROOT / "GLOSSARY.md": glossary(), DECISIONS / "README.md": decisions()}
