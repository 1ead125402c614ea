"""From here on the database itself refuses to change ledgers, verdicts, services, dossiers and issued papers."""

from __future__ import annotations

from django.db import migrations

from gongkai.requests.triggers import DOSSIERS, ENTRIES, REVIEWS, SERVICES, freeze, thaw


class Migration(migrations.Migration):
    """Triggers on SQLite and PostgreSQL."""

    dependencies = (("requests", "0001_initial"),)
    operations = (
        migrations.RunPython(ENTRIES.forbid, ENTRIES.allow),
        migrations.RunPython(REVIEWS.forbid, REVIEWS.allow),
        migrations.RunPython(SERVICES.forbid, SERVICES.allow),
        migrations.RunPython(DOSSIERS.forbid, DOSSIERS.allow),
        migrations.RunPython(freeze, thaw),
    )
