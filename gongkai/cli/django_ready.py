"""Setting Django up for commands that need tables; the others start faster without it."""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from gongkai.cli.speech import say


def ready() -> None:
    """Settings and models are there. Without DJANGO_SETTINGS_MODULE, the embedded settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")
    django.setup()


def home() -> Path:
    """The folder of this installation's data (GONGKAI_HOME)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.settings.embedded")
    return Path(settings.HOME)


def has_tables() -> bool:
    """Whether the database has been brought into shape; asked without changing it."""
    return "kit_journalentry" in connection.introspection.table_names()


def migrated() -> None:
    """The same, with the tables brought to today's shape."""
    ready()
    home().mkdir(parents=True, exist_ok=True)
    say("准备数据库……")
    call_command("migrate", interactive=False, verbosity=0)
