"""The words for where a clock stands are longer than the columns first were (paused_other_agency)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requests', '0014_matter_papers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='clock',
            name='state',
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AlterField(
            model_name='request',
            name='clock_state',
            field=models.CharField(blank=True, max_length=24),
        ),
    ]
