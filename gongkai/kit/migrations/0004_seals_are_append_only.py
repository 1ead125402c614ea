"""From here on the database itself refuses to change or remove a seal of the journal."""

from __future__ import annotations

from django.db import migrations

from gongkai.kit.triggers import SEALS


class Migration(migrations.Migration):
    """Triggers on SQLite and PostgreSQL."""

    dependencies = (("kit", "0003_heartbeat_imports_seals"),)

    operations = (migrations.RunPython(SEALS.forbid, SEALS.allow),)
