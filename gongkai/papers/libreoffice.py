"""LibreOffice, where it is installed: one file into another kind, in a room of its own, no macros, no links."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Literal

_PROGRAMS = ("soffice", "libreoffice")
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
# Macros off, links never updated, formulas never computed again, and a proxy nobody listens at: nothing leaves.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "1"),
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    ("Office.Calc/Formula/Load", "ODFRecalcMode", "1"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)

Problem = Literal["missing", "too-slow", "failed"]


class NotConverted(Exception):
    """No other kind was made: the program is missing, took too long, or gave nothing."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def converted(data: bytes, ending: str, target: str, seconds: int) -> bytes:
    """The file of that ending as one of the ending `target`. Raises NotConverted."""
    program = next((found for found in map(shutil.which, _PROGRAMS) if found), None)
    if program is None:
        raise NotConverted("missing")
    with tempfile.TemporaryDirectory(prefix="gongkai-office-", ignore_cleanup_errors=True) as room:
        return _convert(program, Path(room), data, ending, target, seconds)


def _convert(program: str, room: Path, data: bytes, ending: str, target: str, seconds: int) -> bytes:
    source = room / f"source.{ending}"
    source.write_bytes(data)
    profile = room / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    command = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--invisible", "--norestore",
        "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard",
        "--convert-to", target, "--outdir", str(room), str(source),
    ]  # fmt: skip
    _run(command, room, seconds)
    result = room / f"source.{target}"
    if not result.is_file():
        raise NotConverted("failed")
    return result.read_bytes()


def _run(command: list[str], room: Path, seconds: int) -> None:
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(room), "TMPDIR": str(room), "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        command,
        cwd=room,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as problem:
        raise NotConverted("too-slow") from problem
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends what is left of the process group; LibreOffice works in a child of the program that was started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _registry() -> str:
    items = "".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>"
    )
