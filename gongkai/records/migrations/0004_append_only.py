"""From here on the database itself refuses to change versions, verdicts and numbers, or to rewrite a public snapshot."""

from __future__ import annotations

from django.db import migrations

from gongkai.records.triggers import CONTENTS, NUMBERS, REVIEWS, freeze, thaw


class Migration(migrations.Migration):
    """Triggers on SQLite and PostgreSQL."""

    dependencies = (("records", "0003_withdrawal_checks"),)

    operations = (
        migrations.RunPython(CONTENTS.forbid, CONTENTS.allow),
        migrations.RunPython(REVIEWS.forbid, REVIEWS.allow),
        migrations.RunPython(NUMBERS.forbid, NUMBERS.allow),
        migrations.RunPython(freeze, thaw),
    )
