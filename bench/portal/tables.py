"""The figures as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench.annual.outcome import Table

OWN = "gongkai"
PAGES = {
    "home": "home", "unit": "list of a unit, one class", "record": "record", "list": "list of all",
    "library": "list narrowed by unit and year", "search": "search, middling words", "sitemap": "sitemap, one piece",
    "feed": "feed of 50", "open list": "open data, list of files", "open year": "open data, one year as CSV",
}  # fmt: skip
FILES = {
    "record": "pages of records", "record-json": "records as JSON", "record-qr": "QR codes of records",
    "lists": "home, lists, units' pages",
}  # fmt: skip
ACTS = {
    "publish": "the act of publishing", "visible": "from the order until page, lists, feed and search show it",
    "withdraw": "the act of withdrawing", "gone": "from the order until none of them shows it",
}  # fmt: skip
NOTES = """\
How it is measured. Both programs hold the same publications, put in as rows, and build their own search index by their
own command (both programs build at the same time, one core each). Pages: one process asks each address through the
whole stack without a network; CPU is the process's own, p95 the wall time of the slowest of twenty, queries those of
one asking. SQLite runs inside the process; PostgreSQL's own CPU is not counted. Pages answer 200 or the run ends.
Requests a second: wrk with 16 connections on the same two cores as the servers, so that the figures are ratios;
granian with two workers for both programs, nginx with two. Packing is not asked for. Search: every word is held
against a plain look through every title and text; recall is the share of the true publications found, over all words
of a line; p50 and p95 are those of a first page of 20 with its total, in the process. In time: the product served by
its own `serve` with nginx before it, asked every 20 ms over HTTP; the slowest of the acts is told.

What favours whom. The pages do the same task but are not the same: ours carry the side column with counts, the
metadata block, the filters with counts; Wagtail's templates are bare. Its list narrowed by unit and year has no counts
beside the filters. Its search uses its own database backend as its manual sets it up; "looking through" is the
substitute that a site can write itself (LIKE over title and text). Our total of a search stops at 5,000 ("5000+") and
the order by relevance weighs the newest 500 and what bears the words in its title; Wagtail's total is exact.
A word in traditional characters also finds its simplified spelling, as is meant; such finds count as false here.
Where the last column is below 1, Wagtail is better."""


def of(database: str, told: dict[str, Any]) -> list[Table]:
    """All tables of one database."""
    made = [built(database, told), pages(database, told["asked"]), search(database, told["asked"])]
    if "served" in told:
        made.append(served(database, told["served"]))
    made.append(files(database, told["asked"][0]["files"]))
    if "in time" in told:
        made.append(in_time(database, told["in time"]))
    return made


def built(database: str, told: dict[str, Any]) -> Table:
    """Seconds of filling and of indexing."""
    rows = [
        [one["program"], f"{one['rows']:.0f}", f"{one['index']:.0f}", f"{one['megabytes']:.0f}", f"{one['peak']:.0f}"]
        for one in told["built"]
    ]
    head = ("program", "rows s", "search index s", "database MB", "peak MiB")
    return Table(f"Built on {database}", head, rows, f"A text has {told['characters']:.0f} characters.")


def pages(database: str, asked: Sequence[dict[str, Any]]) -> Table:
    """CPU, queries and p95 of each page, and Wagtail's over ours."""
    rows = []
    for name, words in PAGES.items():
        mine = asked[0]["pages"][name]
        for one in asked:
            figures = one["pages"].get(name)
            if figures:
                rows.append([
                    words, one["program"], f"{figures['cpu']:.1f}", f"{figures['p95']:.0f}",
                    f"{figures['queries']:.0f}", f"{figures['kb']:.0f}", f"{figures['cpu'] / mine['cpu']:.1f}",
                ])  # fmt: skip
    head = ("page", "program", "CPU ms", "p95 ms", "queries", "KB", "CPU ÷ gongkai")
    return Table(f"Pages on {database}", head, rows)


def search(database: str, asked: Sequence[dict[str, Any]]) -> Table:
    """Recall and times by frequency and length of the words."""
    rows = []
    groups = [(one["program"], one["search"]) for one in asked]
    groups += [(f"{one['program']}, looking through", one["through"]) for one in asked if "through" in one]
    mine = {(line["often"], line["length"]): line["p95"] for line in asked[0]["search"]}
    for key in mine:
        for program, lines in groups:
            rows += [
                [
                    _kind(*key), program, str(line["words"]),
                    f"{line['true']:.0f}", f"{100 * line['recall']:.1f} %", str(line["wrong"]),
                    f"{line['p50']:.1f}", f"{line['p95']:.1f}", f"{line['p95'] / mine[key]:.1f}",
                ]
                for line in lines if (line["often"], line["length"]) == key
            ]  # fmt: skip
    head = ("words", "program", "words", "true each", "recall", "false", "p50 ms", "p95 ms", "p95 ÷ gongkai")
    return Table(f"Search on {database}", head, rows)


def served(database: str, rows: Sequence[Any]) -> Table:
    """Requests a second, each beside the plain file."""
    plain = {name: figures["per_second"] for name, who, figures in rows if who.startswith("a plain")}
    lines = []
    for wanted in PAGES:
        lines += [
            [
                PAGES[name] if name != "search" else "search, a very frequent word", who, _rate(figures["per_second"]),
                f"{figures['p99']:.1f}",
                f"{100 * figures['per_second'] / plain[name]:.1f} %" if plain.get(name) else "",
            ]
            for name, who, figures in rows if name == wanted
        ]  # fmt: skip
    return Table(f"Requests a second on {database}", ("page", "who answers", "a second", "p99 ms", "of plain"), lines)


def files(database: str, seconds: dict[str, float]) -> Table:
    """Writing pages to files."""
    rows = [[words, OWN, f"{seconds[name]:.1f}"] for name, words in FILES.items()]
    return Table(f"Writing pages to files on {database}", ("what", "program", "s a thousand"), rows, "In one process.")


def in_time(database: str, acts: Sequence[dict[str, float]]) -> Table:
    """The slowest of each."""
    rows = [[words, OWN, f"{max(act[name] for act in acts):.2f}"] for name, words in ACTS.items()]
    return Table(f"In time on {database}", ("what", "program", "s"), rows, f"The slowest of {len(acts)}.")


def _kind(often: str, length: int) -> str:
    return f"{often}, {length} characters" if length else f"{often} between two commas"


def _rate(figure: float) -> str:
    return "an error" if figure < 0 else f"{figure:.0f}" if figure >= 20 else f"{figure:.1f}"
