"""The package of a dossier: the bound PDF, every leaf as its own file, a manifest and a sheet; and its checking."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from hashlib import sha256

from gongkai.law.dossiers import DossierRules
from gongkai.papers.excel import TextSheet, to_excel
from gongkai.requests.dossier.leaves import Leaf

FIXED = (1980, 1, 1, 0, 0, 0)
MANIFEST, WHOLE, SHEET = "manifest.json", "案卷.pdf", "卷内文件目录.xlsx"


def packed(
    facts: Mapping[str, str | int], lines: Sequence[Mapping[str, str | int]], leaves: Sequence[Leaf], whole: bytes,
    rules: DossierRules,
) -> bytes:  # fmt: skip
    """The package: the same bytes for the same dossier. The manifest names every other file with its SHA-256."""
    named = [(str(line["file"]), leaf.data) for line, leaf in zip(lines, leaves, strict=True)]
    files = [(WHOLE, whole), (SHEET, _sheet(facts, lines, rules)), *named]
    listed = [{"file": name, "sha256": sha256(data).hexdigest(), "size": len(data)} for name, data in files]
    manifest = {"dossier": dict(facts), "contents": [dict(line) for line in lines], "files": listed}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [*files, (MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())]:
            info = zipfile.ZipInfo(name, FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def faults(data: bytes) -> list[str]:
    """What is wrong with a package: sentences, none when every file is there and what the manifest says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            held = {name: sha256(archive.read(name)).hexdigest() for name in archive.namelist() if name != MANIFEST}
            manifest = json.loads(archive.read(MANIFEST))
            listed = {str(one["file"]): str(one["sha256"]) for one in manifest["files"]}
            leaves = {str(one["file"]): str(one["sha256"]) for one in manifest["contents"]}
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, RuntimeError) as error:
        return [f"不是案卷的电子档案包，或者已经损坏（{type(error).__name__}）。"]
    found = [f"缺少文件 {name}。" for name in listed if name not in held]
    found += [
        f"文件 {name} 的内容与清单的校验值不符。" for name, said in listed.items() if held.get(name, said) != said
    ]
    found += [f"多出清单之外的文件 {name}。" for name in held if name not in listed]
    found += [f"目录中 {name} 的校验值与清单不符。" for name, said in leaves.items() if listed.get(name) != said]
    return found


def _sheet(
    facts: Mapping[str, str | int], lines: Sequence[Mapping[str, str | int]], rules: DossierRules
) -> bytes:  # fmt: skip
    heads = [*(column.label for column in rules.columns if column.code != "pages"), "起页", "止页", "校验值"]
    codes = [*(column.code for column in rules.columns if column.code != "pages"), "first", "last", "sha256"]
    rows = tuple(tuple(str(line[code]) for code in codes) for line in lines)
    sheet = TextSheet(rules.titles["contents"], tuple(heads), rows, tuple(18 for _ in heads))
    return to_excel(f"{facts['number']}{rules.titles['contents']}", str(facts["agency"]), [sheet])
