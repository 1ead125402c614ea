"""What applicants object to in a fee."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.requests.triggers import OBJECTIONS


class Migration(migrations.Migration):

    dependencies = [
        ('requests', '0006_redaction'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FeeObjection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('raised_on', models.DateField()),
                ('way', models.CharField(max_length=20)),
                ('sealed', models.TextField()),
                ('answer', models.CharField(max_length=400)),
                ('cite', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('quote', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='requests.quote')),
            ],
            options={
                'verbose_name': '对收费的异议',
                'ordering': ('quote', 'id'),
            },
        ),
        migrations.RunPython(OBJECTIONS.forbid, OBJECTIONS.allow),
    ]
