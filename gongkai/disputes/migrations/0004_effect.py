"""When a decision took effect."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('disputes', '0003_course'),
    ]

    operations = [
        migrations.AddField(
            model_name='dispute',
            name='effective_on',
            field=models.DateField(blank=True, null=True),
        ),
    ]
