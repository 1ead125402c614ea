"""`gongkai backup` and `restore`: database, files and key of one home in one archive, proven on the way in and out."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from hashlib import file_digest
from pathlib import Path
from typing import Annotated, Any

import typer
from django.conf import settings

from gongkai.cli.django_ready import has_tables, home, ready
from gongkai.cli.speech import Stop, line, out, say, with_progress

DATABASE = "gongkai.sqlite3"
KEY = "secret.key"
# What opens the personal data at rest: without these a restored home could not read its own requests.
KEYS = "keys"
FILES = "files"
MANIFEST = "manifest.json"
VERSION = 1

Archive = Annotated[Path, typer.Argument(help="备份文件（.tar.gz）", metavar="ARCHIVE")]


def backup(archive: Archive) -> None:
    """把数据库、文件和密钥备份为一个文件；网站可以照常运行。

    备份含有密钥和未公开的内容，请按涉密要求保管。

    例：gongkai backup 备份-20260131.tar.gz
    """
    folder = _embedded_home()
    if not (folder / DATABASE).exists():
        raise Stop("nothing", f"“{folder}”里没有数据库，没有可以备份的内容。请核对 GONGKAI_HOME。")
    part = archive.with_name(archive.name + ".part")
    with tempfile.TemporaryDirectory() as room:
        copy = Path(room) / DATABASE
        _copy_database(folder / DATABASE, copy)
        members = [(DATABASE, copy), *_kept(folder)]
        try:
            _write(part, members)
            part.replace(archive)
        finally:
            part.unlink(missing_ok=True)
    say(f"已备份 {len(members)} 个文件到 {archive}。")


def restore(
    archive: Archive,
    force: Annotated[bool, typer.Option("--force", help="替换 GONGKAI_HOME 中已有的数据")] = False,
) -> None:
    """从备份恢复到 GONGKAI_HOME：先逐个核对，再整体替换，最后验证日志。

    例：GONGKAI_HOME=新目录 gongkai restore 备份-20260131.tar.gz
    """
    folder = _embedded_home()
    if _has_data(folder) and not force:
        raise Stop("not-empty", f"“{folder}”里已有数据，没有恢复。确要替换请加 --force。")
    folder.parent.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(prefix=".restore-", dir=folder.parent))
    try:
        count = _read(archive, room)
        _swap(folder, room)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    ready()
    from gongkai.kit import journal  # models can be imported only once Django is set up

    if not has_tables():
        raise Stop("damaged", f"已恢复 {count} 个文件，但其中的数据库没有日志表，请核对备份的来源。")
    broken = list(journal.verify())
    for one in broken:
        line("journal-broken", f"{one.chain} 第 {one.number} 条：{one.sentence}")
    out().print(
        f"已恢复 {count} 个文件，内容与备份一致；日志 {journal.length()} 条" + ("。" if broken else "，完整无缺。")
    )
    raise typer.Exit(1 if broken else 0)


def _embedded_home() -> Path:
    folder = home()
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") or os.environ.get("GONGKAI_DATABASE_URL"):
        raise Stop(
            "not-embedded",
            "数据库不在 GONGKAI_HOME 中，请用 pg_dump 备份数据库，并另行复制其中的 files 文件夹。",
        )
    return folder


def _has_data(folder: Path) -> bool:
    """Whether there is anything but keys, which every command makes that finds none."""
    return folder.exists() and any(entry.name not in (KEY, KEYS) for entry in folder.iterdir())


def _copy_database(source: Path, target: Path) -> None:
    """One consistent state, also while the site is writing."""
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")


def _kept(folder: Path) -> Iterator[tuple[str, Path]]:
    if (folder / KEY).is_file():
        yield KEY, folder / KEY
    for file in sorted([*(folder / KEYS).glob("*"), *(folder / FILES).rglob("*")]):
        if file.is_file() and not file.name.startswith("."):
            yield file.relative_to(folder).as_posix(), file


def _write(part: Path, members: list[tuple[str, Path]]) -> None:
    manifest: dict[str, Any] = {"version": VERSION, "files": {name: _digest(file) for name, file in members}}
    with tarfile.open(part, "w:gz", compresslevel=6) as tar:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".json") as listing:
            json.dump(manifest, listing, ensure_ascii=False, indent=1, sort_keys=True)
            listing.flush()
            tar.add(listing.name, MANIFEST)
        for name, file in with_progress(members, "备份", len(members)):
            tar.add(file, name)
    part.chmod(0o600)


def _read(archive: Path, room: Path) -> int:
    """Only what the manifest names is taken out, each file held against its hash."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            first = tar.next()
            stream = tar.extractfile(first) if first is not None and first.name == MANIFEST else None
            if stream is None:
                raise Stop("not-a-backup", f"“{archive}”不是本平台的备份文件，没有恢复。")
            manifest = json.load(stream)
            if manifest.get("version") != VERSION:
                raise Stop("other-version", f"备份的版本 {manifest.get('version')} 不认识，请用与之相应的版本恢复。")
            wanted: dict[str, str] = manifest["files"]
            for member in with_progress(iter(tar.next, None), "恢复", len(wanted)):
                _take_out(tar, member, wanted, room)
    except FileNotFoundError:
        raise Stop("missing", f"找不到备份文件“{archive}”，请核对路径。") from None
    except (tarfile.TarError, EOFError, ValueError, KeyError, OSError) as problem:
        raise Stop("damaged", f"备份文件“{archive}”已损坏，没有恢复，原有数据未动。") from problem
    lost = [name for name in wanted if not (room / name).is_file()]
    if lost:
        raise Stop("damaged", f"备份缺少 {len(lost)} 个文件（{lost[0]} 等），没有恢复，原有数据未动。")
    return len(wanted)


def _take_out(tar: tarfile.TarFile, member: tarfile.TarInfo | None, wanted: dict[str, str], room: Path) -> None:
    if member is None or not member.isfile() or member.name not in wanted or ".." in Path(member.name).parts:
        raise ValueError("an entry the manifest does not name")
    target = room / member.name
    if not target.resolve().is_relative_to(room.resolve()):
        raise ValueError("an entry outside the archive")
    target.parent.mkdir(parents=True, exist_ok=True)
    stream = tar.extractfile(member)
    if stream is None:
        raise ValueError("an entry without content")
    with target.open("wb") as made:
        shutil.copyfileobj(stream, made)
    if member.name == KEY or Path(member.name).parts[0] == KEYS:
        target.chmod(0o600)
    if _digest(target) != wanted[member.name]:
        raise Stop("damaged", f"备份中的 {member.name} 与登记的校验值不符，没有恢复，原有数据未动。")


def _swap(folder: Path, room: Path) -> None:
    """The old home steps aside until the new one stands."""
    aside = room.with_name(room.name + ".old")
    if folder.exists():
        folder.rename(aside)
    try:
        room.rename(folder)
    except OSError:
        if aside.exists():
            aside.rename(folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
