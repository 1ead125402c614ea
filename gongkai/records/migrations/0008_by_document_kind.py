"""Table two asks a unit's ledger by kind of document."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies = [("records", "0007_publications_by_class"), ("units", "0003_names_notices_sessions")]

    operations = [
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["agency", "document_kind", "-formed_on"], name="records_rec_agency__16fbcd_idx"),
        )
    ]
