"""Old Office and WPS files: LibreOffice turns them into .docx or .xlsx in a room of their own, no macros, no links."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from gongkai.annual.documents import CannotRead
from gongkai.annual.sources import sheet, word
from gongkai.annual.sources.kinds import NAMES
from gongkai.annual.sources.layout import Content
from gongkai.annual.sources.limits import Limits

# The ending each kind is handed over under, and whether it is a workbook.
_KINDS = {
    "doc": ("doc", False),
    "wps": ("doc", False),
    "rtf": ("rtf", False),
    "odt": ("odt", False),
    "wordml": ("xml", False),
    "xls": ("xls", True),
    "et": ("xls", True),
    "ods": ("ods", True),
    "sheetml": ("xml", True),
}
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


def kinds() -> frozenset[str]:
    """The kinds that need LibreOffice."""
    return frozenset(_KINDS)


def read(data: bytes, kind: str, limits: Limits) -> Content:
    """The content after conversion. Raises CannotRead ("needs-libreoffice", "too-slow", "office-failed")."""
    program = next((found for found in map(shutil.which, _PROGRAMS) if found), None)
    if program is None:
        raise CannotRead(
            "needs-libreoffice", f"这是{NAMES[kind]}，本机没有 LibreOffice，请安装 LibreOffice 或另存为 .docx 后再试。"
        )
    ending, is_workbook = _KINDS[kind]
    target = "xlsx" if is_workbook else "docx"
    with tempfile.TemporaryDirectory(prefix="gongkai-office-", ignore_cleanup_errors=True) as room:
        folder = Path(room)
        converted = _convert(program, folder, data, ending, target, kind, limits)
    return sheet.read(converted, limits) if is_workbook else word.read(converted, limits)


def _convert(program: str, room: Path, data: bytes, ending: str, target: str, kind: str, limits: Limits) -> bytes:
    source = room / f"source.{ending}"
    source.write_bytes(data)
    profile = room / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *(
            "--headless",
            "--invisible",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--nologo",
            "--nofirststartwizard",
        ),
        *("--convert-to", target, "--outdir", str(room), str(source)),
    ]
    _run(command, room, kind, limits.seconds)
    result = room / f"source.{target}"
    if not result.is_file():
        raise CannotRead(
            "office-failed", f"这是{NAMES[kind]}，LibreOffice 打不开，可能已损坏或设了密码，请另存为 .docx 后再试。"
        )
    if result.stat().st_size > limits.file_bytes:
        raise CannotRead("too-large", f"这是{NAMES[kind]}，转换后过大，请只提交报告本身的文件。")
    return result.read_bytes()


def _run(command: list[str], room: Path, kind: str, seconds: int) -> None:
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
        raise CannotRead(
            "too-slow", f"这是{NAMES[kind]}，转换超过 {seconds} 秒，已停止，请另存为 .docx 后再试。"
        ) from problem
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
