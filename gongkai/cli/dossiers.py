"""`gongkai requests verify`: whether a package taken out is whole and what its manifest says."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli.speech import Stop, line, out


def verify_dossier(file: Annotated[Path, typer.Argument(help="案卷的电子档案包（.zip）")]) -> None:
    """核对案卷的电子档案包：每个文件都在，内容与清单的校验值相符。不需要数据库。退出码：0 相符；1 有不符。

    例：gongkai requests verify 案卷.zip
    """
    from gongkai.requests.dossier.packing import faults  # only this command needs it

    try:
        data = file.read_bytes()
    except OSError as error:
        raise Stop("no-file", f"读不到文件“{file.name}”。请核对路径。") from error
    found = faults(data)
    for one in found:
        line("dossier-differs", one)
    if found:
        raise typer.Exit(1)
    out().print(f"“{file.name}”完整，各文件与清单的校验值相符。")
