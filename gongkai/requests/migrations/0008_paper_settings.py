"""What a unit's papers print that does not follow from its requests."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requests', '0007_money'),
        ('units', '0003_names_notices_sessions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PaperSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.PositiveIntegerField(default=1)),
                ('mark', models.CharField(blank=True, max_length=30)),
                ('words', models.JSONField(default=dict)),
                ('layout', models.CharField(choices=[('letter', '信函格式'), ('document', '文件格式')], default='letter', max_length=10)),
                ('reviewer', models.CharField(blank=True, max_length=200)),
                ('court', models.CharField(blank=True, max_length=200)),
                ('online_remedy', models.CharField(blank=True, max_length=200)),
                ('office', models.CharField(blank=True, max_length=200)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('phone', models.CharField(blank=True, max_length=60)),
                ('pay_to', models.CharField(blank=True, max_length=400)),
                ('changed_at', models.DateTimeField()),
                ('agency', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='paper_settings', to='units.agency')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '文书设置',
                'constraints': [models.CheckConstraint(condition=models.Q(('edition__gte', 1)), name='paper_settings_edition_counts')],
            },
        ),
    ]
