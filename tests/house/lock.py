"""requirements.lock against pyproject.toml, without asking anybody outside."""

from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.words import ROOT

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)")


def pinned() -> dict[str, Version]:
    """What the lock pins, by normal name."""
    matches = map(_PINNED.match, (ROOT / "requirements.lock").read_text("utf-8").splitlines())
    return {canonicalize_name(match[1]): Version(match[2]) for match in matches if match}


def required() -> list[Requirement]:
    """What pyproject.toml asks for, with the development extra and what the build needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [Requirement(line) for line in (*project["dependencies"], *project["optional-dependencies"]["dev"])]


def out_of_step() -> list[str]:
    """Each requirement the lock leaves out or pins to a version not allowed, each pin without a hash."""
    lines = []
    pins = pinned()
    for requirement in required():
        version = pins.get(canonicalize_name(requirement.name))
        if version is None:
            lines.append(f"{requirement.name} is in pyproject.toml, not in requirements.lock")
        elif not requirement.specifier.contains(version, prereleases=True):
            lines.append(
                f"requirements.lock pins {requirement.name} {version}, pyproject.toml asks {requirement.specifier}"
            )
    text = (ROOT / "requirements.lock").read_text("utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    lines += [
        f"{entry.split()[0]} has no hash" for entry in entries if _PINNED.match(entry) and "--hash=sha256:" not in entry
    ]
    return lines
