"""From here on the database itself refuses to change or remove a journal row."""

from __future__ import annotations

from django.db import migrations

from gongkai.kit.triggers import JOURNAL


class Migration(migrations.Migration):
    """Triggers on SQLite and PostgreSQL."""

    dependencies = (("kit", "0001_initial"),)

    operations = (migrations.RunPython(JOURNAL.forbid, JOURNAL.allow),)
