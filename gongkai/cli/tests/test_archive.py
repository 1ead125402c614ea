"""Backup and restore of an embedded home, through the command itself in a process of its own."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from tests.house import tables

CONTENT = "印发的原件".encode()
DIGEST = sha256(CONTENT).hexdigest()


def gongkai(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    env = kept | {"GONGKAI_HOME": str(home), "LC_ALL": "C", "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-m", "gongkai.cli", *words], env=env, capture_output=True, text=True, encoding="utf-8",
        check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with tables, a key and one kept file."""
    folder = tmp_path_factory.mktemp("home")
    tables.lay(folder / "gongkai.sqlite3")
    env = os.environ | {"GONGKAI_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "gongkai.settings.embedded"}
    env.pop("GONGKAI_DATABASE_URL", None)
    env.pop("GONGKAI_SECRET_KEY", None)
    env["PYTHONPATH"] = os.pathsep.join(sys.path)
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=env, check=True)
    place = folder / "files" / DIGEST[:2] / DIGEST[2:4] / DIGEST
    place.parent.mkdir(parents=True)
    place.write_bytes(CONTENT)
    (folder / "keys").mkdir(mode=0o700)
    (folder / "keys" / "data.key").write_text("c2VjcmV0")
    return folder


@pytest.fixture(scope="module")
def archive(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("backups") / "备份.tar.gz"
    done = gongkai(home, "backup", str(made))
    assert done.returncode == 0, done.stderr
    return made


def test_what_was_backed_up_comes_back_the_same(archive: Path, home: Path, tmp_path: Path) -> None:
    target = tmp_path / "new"
    done = gongkai(target, "restore", str(archive))
    assert (done.returncode, done.stdout.strip()) == (0, "已恢复 4 个文件，内容与备份一致；日志 0 条，完整无缺。")
    assert (target / "files" / DIGEST[:2] / DIGEST[2:4] / DIGEST).read_bytes() == CONTENT
    assert (target / "secret.key").read_text() == (home / "secret.key").read_text()
    assert (target / "keys" / "data.key").read_text() == "c2VjcmV0"
    assert (target / "keys" / "data.key").stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(target / "gongkai.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_the_archive_and_the_key_are_readable_by_their_owner_only(archive: Path) -> None:
    assert archive.stat().st_mode & 0o077 == 0


def test_a_home_with_data_is_not_replaced_unasked(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    done = gongkai(tmp_path, "restore", str(archive))
    assert (done.returncode, done.stderr.strip()[-11:]) == (2, "[not-empty]")
    assert (tmp_path / "mine.txt").read_text() == "x"


def test_a_changed_archive_is_refused_and_nothing_is_touched(archive: Path, tmp_path: Path) -> None:
    room = tmp_path / "room"
    with tarfile.open(archive) as tar:
        tar.extractall(room, filter="data")
    (room / "files" / DIGEST[:2] / DIGEST[2:4] / DIGEST).write_bytes(b"other")
    changed = tmp_path / "changed.tar.gz"
    with tarfile.open(changed, "w:gz") as tar:
        kept = f"files/{DIGEST[:2]}/{DIGEST[2:4]}/{DIGEST}"
        for name in ("manifest.json", "gongkai.sqlite3", "secret.key", "keys/data.key", kept):
            tar.add(room / name, name)
    target = tmp_path / "target"
    done = gongkai(target, "restore", str(changed))
    assert done.returncode == 2
    assert "与登记的校验值不符，没有恢复，原有数据未动。 [damaged]" in done.stderr
    assert not (target / "gongkai.sqlite3").exists()
    assert not (target / "files").exists()


def test_an_archive_that_reaches_outside_is_refused(tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar.gz"
    manifest = tmp_path / "manifest.json"
    manifest.write_text('{"version": 1, "files": {"../evil.txt": "0"}}')
    payload = tmp_path / "payload"
    payload.write_text("x")
    with tarfile.open(evil, "w:gz") as tar:
        tar.add(manifest, "manifest.json")
        tar.add(payload, "../evil.txt")
    done = gongkai(tmp_path / "deep" / "target", "restore", str(evil))
    assert (done.returncode, "[damaged]" in done.stderr) == (2, True)
    assert not (tmp_path / "deep" / "evil.txt").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [(("restore", "nowhere.tar.gz"), "[missing]"), (("backup", "x.tar.gz"), "[nothing]"), (("verify",), "[nothing]")],
)
def test_what_is_not_there_is_said_in_one_line(tmp_path: Path, words: tuple[str, ...], code: str) -> None:
    done = gongkai(tmp_path / "empty", *words)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.rstrip().endswith(code)


def test_verify_says_that_the_journal_is_whole(home: Path) -> None:
    done = gongkai(home, "verify")
    first, second = done.stdout.splitlines()
    assert (done.returncode, first) == (0, "日志共 0 条，完整无缺。")
    assert second.endswith("尚无封存。")
