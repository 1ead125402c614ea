"""Loaded before anything else of pytest: tests get a home of their own and none of the site's settings.

With GONGKAI_FORBID_SKIPS=1 a skipped test fails the run, so that a missing tool cannot pass for a green suite.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile

import pytest
from hypothesis import settings

KEPT = ("GONGKAI_DATABASE_URL", "GONGKAI_FORBID_SKIPS", "GONGKAI_ORIGINALS")
skipped: list[str] = []


def _own_home() -> None:
    for name in [name for name in os.environ if name.startswith("GONGKAI_") and name not in KEPT]:
        del os.environ[name]
    home = tempfile.mkdtemp(prefix="gongkai-tests-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["GONGKAI_HOME"] = home
    os.environ["GONGKAI_SECRET_KEY"] = "only-for-tests-" * 4


_own_home()
# Tests start many short processes: what one has compiled, the next need not compile again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# A shared or slow machine is no failure of a rule; what failed is printed so that it can be run again.
settings.register_profile("house", deadline=None, print_blob=True)
settings.register_profile("quick", settings.get_profile("house"), max_examples=25)
settings.load_profile("house")


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """Its one user imports the library himself; the plugin would cost every process two seconds."""
    pluginmanager.set_blocked("schemathesis")


def pytest_configure(config: pytest.Config) -> None:
    """Where the slow tests are left out, the others try fewer examples of each rule."""
    if "not slow" in config.getoption("markexpr"):
        settings.load_profile("quick")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember what was left out; an expected failure is not."""
    if report.skipped and not hasattr(report, "wasxfail"):
        skipped.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """A whole file may be left out while it is being collected."""
    if report.skipped:
        skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where skipping is forbidden, turn a green run with skips into a failed one."""
    if skipped and os.environ.get("GONGKAI_FORBID_SKIPS") == "1" and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name them, below the usual summary."""
    if skipped and os.environ.get("GONGKAI_FORBID_SKIPS") == "1":
        terminalreporter.section("skipped although GONGKAI_FORBID_SKIPS=1", red=True)
        for nodeid in skipped:
            terminalreporter.line(nodeid)
