"""Enquiries that are no requests, and what registrations said before they were mended."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.requests.triggers import MENDINGS


class Migration(migrations.Migration):

    dependencies = [
        ('requests', '0003_papering'),
        ('units', '0003_names_notices_sessions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Enquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('phone', '电话'), ('visit', '来访'), ('other', '其他')], max_length=8)),
                ('subject', models.CharField(max_length=300)),
                ('sealed', models.TextField()),
                ('on', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enquiries', to='requests.request')),
            ],
            options={
                'verbose_name': '咨询',
                'ordering': ('-id',),
                'indexes': [models.Index(fields=['agency', '-id'], name='enquiry_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('subject', ''), _negated=True), name='enquiry_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Mending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('columns', models.JSONField()),
                ('sealed', models.TextField()),
                ('reason', models.CharField(max_length=400)),
                ('at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mendings', to='requests.request')),
            ],
            options={
                'verbose_name': '登记改正',
                'ordering': ('request', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='mending_with_reason')],
            },
        ),
        migrations.RunPython(MENDINGS.forbid, MENDINGS.allow),
    ]
