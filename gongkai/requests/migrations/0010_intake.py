"""Files of matters, and what is handed in is never put in the place of something else."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from gongkai.requests.triggers_outside import allow, forbid


class Migration(migrations.Migration):
    """One table and two triggers."""

    dependencies = (("requests", "0009_clock_steps"),)
    operations = (
        migrations.CreateModel(
            name="MatterFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("media", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("pages", models.PositiveIntegerField(default=0)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("plain_digest", models.CharField(max_length=64)),
                ("state", models.CharField(max_length=8)),
                ("findings", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="requests.matter"
                    ),
                ),
            ],
            options={
                "verbose_name": "投诉与更正的材料",
                "ordering": ("matter", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "refused"), models.Q(("digest", ""), _negated=True), _connector="OR"
                        ),
                        name="kept_matter_file_has_bytes",
                    )
                ],
            },
        ),
        migrations.RunPython(forbid, allow),
    )
