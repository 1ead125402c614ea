"""From here on the database itself refuses to change a text or to rewrite a public version."""

from __future__ import annotations

from django.db import migrations

from gongkai.columns.triggers import TEXTS, freeze, thaw


class Migration(migrations.Migration):
    """Triggers on SQLite and PostgreSQL."""

    dependencies = (("columns", "0001_initial"),)

    operations = (
        migrations.RunPython(TEXTS.forbid, TEXTS.allow),
        migrations.RunPython(freeze, thaw),
    )
