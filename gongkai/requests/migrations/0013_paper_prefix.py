"""机关代字 is called prefix, as in every other document number."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0012_burning_left_open"),
    ]

    operations = [
        migrations.RenameField(model_name="papersettings", old_name="mark", new_name="prefix"),
    ]
