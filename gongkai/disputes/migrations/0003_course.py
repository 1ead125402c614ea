"""The course of a dispute, its papers, and the period that a ruling sets."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.disputes.triggers import EVENTS


class Migration(migrations.Migration):

    dependencies = [
        ('disputes', '0002_initial'),
        ('requests', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='dispute',
            name='orders_length',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='dispute',
            name='orders_unit',
            field=models.CharField(blank=True, default='', max_length=16),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='dispute',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.CreateModel(
            name='DisputeEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=40)),
                ('on', models.DateField()),
                ('facts', models.JSONField(default=dict)),
                ('reason', models.CharField(blank=True, max_length=400)),
                ('at', models.DateTimeField()),
                ('dispute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='disputes.dispute')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '复议诉讼经过',
                'ordering': ('dispute', 'id'),
            },
        ),
        migrations.CreateModel(
            name='DisputePaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=40)),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='dispute_paper', to='requests.attachment')),
                ('dispute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='disputes.dispute')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '复议诉讼文书',
                'ordering': ('dispute', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='dispute_paper_is_something')],
            },
        ),
        migrations.RunPython(EVENTS.forbid, EVENTS.allow),
    ]
