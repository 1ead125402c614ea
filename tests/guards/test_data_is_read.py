"""Every data file of the law is opened by some loader: a row nobody reads is no law."""

from __future__ import annotations

import json
import subprocess
import sys

from gongkai.law.loading import DATA
from tests.house.words import ROOT

# Asks every cached loader of the rule core for all it has, and prints the data files that were opened on the way.
ASK = """
import importlib, inspect, json, pkgutil, sys
from datetime import date
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" else None)
import gongkai.law
from gongkai.law.loading import DATA
given = {"root": DATA, "on": date(2026, 1, 31), "known_on": None, "day": date(2026, 1, 31), "report_year": 2025}
for module in pkgutil.iter_modules(gongkai.law.__path__):
    if module.name == "tests":
        continue
    room = importlib.import_module("gongkai.law." + module.name)
    for name, call in vars(room).items():
        if hasattr(call, "cache_info") and call.__module__ == room.__name__:
            takes = inspect.signature(call).parameters
            if all(p.name in given or p.default is not p.empty for p in takes.values()):
                call(**{name: given[name] for name in takes if name in given})
gongkai.law.papers_layout.cover_form("notice", given["on"])
print(json.dumps(sorted(one for one in opened if one.endswith(".toml"))))
"""


def test_every_data_file_is_read_by_some_loader() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, capture_output=True, text=True, check=True)
    opened = set(json.loads(done.stdout))
    assert sorted(str(file.relative_to(DATA)) for file in DATA.rglob("*.toml") if str(file) not in opened) == []
