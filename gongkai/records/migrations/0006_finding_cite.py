"""A finding keeps the place in the law it rests on."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, empty for what was found before."""

    dependencies = (("records", "0005_unsaved"),)

    operations = (
        migrations.AddField(model_name="finding", name="cite", field=models.CharField(blank=True, max_length=100)),
    )
