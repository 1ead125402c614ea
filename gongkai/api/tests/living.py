"""A site in a process of its own, as a test sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

from tests.house.words import ROOT


@dataclass
class Site:
    """Where it keeps things, and while it runs, its address and a key."""

    home: Path
    url: str
    address: str = ""
    key: str = ""
    prefix: str = ""
    process: subprocess.Popen[str] | None = field(default=None)

    def start(self) -> None:
        """Serve, with a system linked for this run unless there is one already."""
        self.process = self._run()
        told = self._line(self.process)
        self.address = told["address"]
        if not self.key:
            self.key, self.prefix = told["key"], told["prefix"]

    def kill(self) -> None:
        """End the process without asking it."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def check(self) -> dict[str, Any]:
        """What stands in the database."""
        process = self._run("check")
        told = self._line(process)
        process.communicate(timeout=60)
        return told

    def hand_over(self, document: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and answer of one call."""
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        request = Request(f"{self.address}/api/oa/v1/documents", json.dumps(document).encode(), headers)
        try:
            with build_opener(ProxyHandler({})).open(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except HTTPError as refused:
            with refused:
                return refused.code, json.load(refused)

    def _run(self, *words: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "GONGKAI_HOME": str(self.home), "GONGKAI_DATABASE_URL": self.url}
        command = [sys.executable, "-m", "gongkai.api.tests.site", *words]
        return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def _line(self, process: subprocess.Popen[str]) -> dict[str, Any]:
        assert process.stdout is not None
        told: dict[str, Any] = json.loads(process.stdout.readline())
        return told
