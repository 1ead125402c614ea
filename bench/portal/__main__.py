"""./run bench portal [--records N] [--words N] [--times N] [--seconds N] [--no-sqlite] [--no-postgres] [--no-peer]
[--results NAME].

The public side beside Wagtail holding the same publications, on SQLite and, where a server answers, on PostgreSQL:
pages, requests a second, search held against a plain look through every text, files, and how soon a change is seen.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console

from bench import peers
from bench.annual.outcome import Table
from bench.measure import ROOT, child, load, machine, this_python
from bench.portal import serving, tables, truth, visible
from bench.portal.making import UNITS, corpus
from bench.portal.words import known_words
from bench.records.__main__ import SERVER, anew, answers

RESULTS = ROOT / "bench" / "results"
WARM_UP = 3
NAMES = ("gongkai_bench_portal_own", "gongkai_bench_portal_peer")


def main(given: list[str] | None = None) -> None:
    """Run both programs on both databases, print the tables, write the results after each database."""
    asked = words().parse_args(given)
    peer, before = None if asked.no_peer else peers.python(), load()
    databases = [] if asked.no_sqlite else ["SQLite"]
    databases += ["PostgreSQL"] if not asked.no_postgres and answers() else []
    made: list[Table] = []
    for database in databases:
        with tempfile.TemporaryDirectory(prefix="bench-portal-") as folder:
            made += tables.of(database, on(database, Path(folder), peer, asked))
        text = [
            "# The public side beside Wagtail", "Written by `./run bench portal`.",
            f"Machine: {machine()}. {asked.records} publications in 50 units, {asked.words} words each; "
            f"{asked.times} askings a page. Load of the last minute before {before}, after {load()}. "
            + (f"Peer: Wagtail {peers.versions()['wagtail']}, granian {peers.versions()['granian']}." if peer else ""),
            *(table.markdown() for table in made), tables.NOTES,
        ]  # fmt: skip
        (RESULTS / asked.results).write_text("\n\n".join(text) + "\n", "utf-8")
    console = Console(width=140)
    for table in made:
        table.show(console)
    console.print(f"Written: bench/results/{asked.results}")


def words() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    made = argparse.ArgumentParser(prog="./run bench portal")
    made.add_argument("--records", type=int, default=100_000)
    made.add_argument("--words", type=int, default=200, help="words of a text; a word is about three characters")
    made.add_argument("--times", type=int, default=60)
    made.add_argument("--seconds", type=int, default=5, help="how long each address is asked by wrk")
    made.add_argument("--no-sqlite", action="store_true")
    made.add_argument("--no-postgres", action="store_true")
    made.add_argument("--no-peer", action="store_true")
    made.add_argument("--results", default="portal.md", help="name of the file in bench/results")
    return made


def on(database: str, folder: Path, peer: Path | None, asked: argparse.Namespace) -> dict[str, Any]:
    """Everything measured on one database, each program with one of its own."""
    front = serving.free_port()
    surroundings(database, folder, front, asked)
    of = corpus()
    (folder / "vocabulary.txt").write_text("\n".join(known_words()), "utf-8")
    tell(f"{database}: looking through {asked.records} texts …")
    truth.keep(truth.look_through(of))
    if database == "PostgreSQL":
        for name in NAMES:
            anew(name)
    told: dict[str, Any] = {"characters": sum(len(one.lines) for one in of.facts(range(100))) / 100}
    tell(f"{database}: building …")
    with ThreadPoolExecutor(2) as pool:
        own = pool.submit(child, this_python(), "bench.portal.own_build")
        other = pool.submit(child, peer, "bench.portal.peer_build") if peer else None
        told["built"] = [own.result(), *([other.result()] if other else [])]
    with turn():
        told |= measured(database, folder, front, peer, asked)
    if database == "PostgreSQL":
        for name in NAMES:
            anew(name, make=False)
    return told


@contextmanager
def turn() -> Iterator[None]:
    """Several runs may build at the same time; they measure one after the other."""
    with (Path(tempfile.gettempdir()) / "gongkai-bench.turn").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def measured(database: str, folder: Path, front: int, peer: Path | None, asked: argparse.Namespace) -> dict[str, Any]:
    """What is asked of the built databases."""
    told: dict[str, Any] = {}
    tell(f"{database}: asking …")
    told["asked"] = [child(this_python(), "bench.portal.own", str(asked.times))]
    if peer:
        told["asked"].append(child(peer, "bench.portal.peer_wagtail", str(asked.times)))
    if serving.NGINX and serving.WRK:
        tell(f"{database}: serving …")
        told["served"] = served(folder, told["asked"][0]["addresses"], peer, asked)
        home = folder / "own" / "public"
        here = {"GONGKAI_BASE_URL": os.environ["GONGKAI_BASE_URL"]}
        with (
            serving.site(this_python(), here) as own,
            serving.nginx(folder / "nginx", home, own, folder / "plain", front) as (address, _),
        ):
            told["in time"] = visible.in_time(this_python(), address, here)
    return told


def served(folder: Path, addresses: dict[str, str], peer: Path | None, asked: argparse.Namespace) -> list[Any]:
    """Requests a second: name of the page, who answers, figures."""
    rows = []

    def ask(who: str, base: str, some: dict[str, str]) -> None:
        # The first answers of a process read templates and settings.
        serving.per_second(base + next(iter(some.values())), WARM_UP)
        rows.extend((name, who, serving.per_second(base + one, asked.seconds)) for name, one in some.items())

    with serving.granian(this_python(), "gongkai.wsgi:application", {"GONGKAI_PUBLIC_ROOT": str(folder / "no")}) as own:
        ask("gongkai, made anew each time", own, addresses)
    kept = {name: one for name, one in addresses.items() if "?" not in one}
    plain = folder / "plain"
    plain.mkdir(exist_ok=True)
    with serving.granian(this_python(), "gongkai.wsgi:application", {}) as own:
        ask("gongkai, its files, granian", own, kept)
        for name, one in kept.items():
            (plain / f"{name}.html").write_bytes(serving.fetch(own + one)[1])
        public = folder / "own" / "public"
        with serving.nginx(folder / "nginx", public, own, plain, serving.free_port()) as (front, bare):
            ask("gongkai, its files, nginx", front, kept)
            ask("a plain file of that size, nginx", bare, {name: f"/{name}.html" for name in kept})
    if peer:
        last = asked.records - 1
        record, search = f"/unit-{last % UNITS}/r{last}/", addresses["search"].replace("?q=", "?query=")
        theirs = {"home": "/", "record": record, "list": "/records/", "search": search}
        with serving.granian(peer, "bench.portal.wagtail_site.wsgi:application", {}) as other:
            ask("Wagtail", other, theirs)
    return rows


def surroundings(database: str, folder: Path, front: int, asked: argparse.Namespace) -> None:
    """What the processes of the run are told."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    url = {name: SERVER + name if database == "PostgreSQL" else "" for name in NAMES}
    for name in ("own", "peer"):
        (folder / name).mkdir()
    os.environ.update({
        "BENCH_SHARED": str(folder), "BENCH_RECORDS": str(asked.records), "BENCH_WORDS": str(asked.words),
        "BENCH_HOME": str(folder / "peer"), "BENCH_DATABASE_URL": url[NAMES[1]],
        "GONGKAI_HOME": str(folder / "own"), "GONGKAI_DATABASE_URL": url[NAMES[0]],
        "GONGKAI_BASE_URL": f"http://127.0.0.1:{front}",
    })  # fmt: skip


def tell(words: str) -> None:
    """To whoever waits."""
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
