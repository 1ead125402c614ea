"""Versions and previews of papers, letters that mend letters, proofs of service, replies on the spot."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.requests.triggers import PREVIEWS, PROOFS, SPOKEN, VERSIONS


class Migration(migrations.Migration):

    dependencies = [
        ('requests', '0002_frozen'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PaperMending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mended_by', to='requests.paper')),
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='mending', to='requests.paper')),
            ],
            options={
                'verbose_name': '文书更正',
                'constraints': [models.CheckConstraint(condition=models.Q(('paper', models.F('of')), _negated=True), name='letter_mends_another')],
            },
        ),
        migrations.CreateModel(
            name='PaperPreview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='previews', to='requests.paper')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '文书预览',
                'ordering': ('paper', 'id'),
                'constraints': [models.UniqueConstraint(fields=('paper', 'content_hash', 'person'), name='paper_preview_once')],
            },
        ),
        migrations.CreateModel(
            name='PaperVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveIntegerField()),
                ('fields', models.JSONField(default=dict)),
                ('sealed', models.TextField()),
                ('content_hash', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='requests.paper')),
            ],
            options={
                'verbose_name': '送审稿',
                'ordering': ('paper', 'round'),
                'constraints': [models.UniqueConstraint(fields=('paper', 'round'), name='paper_version_once_a_round')],
            },
        ),
        migrations.CreateModel(
            name='ServiceProof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requests.attachment')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proofs', to='requests.service')),
            ],
            options={
                'verbose_name': '送达凭证',
                'constraints': [models.UniqueConstraint(fields=('service', 'attachment'), name='service_proof_once')],
            },
        ),
        migrations.CreateModel(
            name='SpotReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_on', models.DateField()),
                ('place', models.CharField(max_length=100)),
                ('sealed', models.TextField()),
                ('unsigned', models.CharField(blank=True, max_length=200)),
                ('served_on', models.DateField()),
                ('in_time', models.BooleanField()),
                ('sentence', models.CharField(max_length=400)),
                ('at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requests.attachment')),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='spot_reply', to='requests.request')),
            ],
            options={
                'verbose_name': '当场答复',
                'constraints': [models.CheckConstraint(condition=models.Q(('record__isnull', False), models.Q(('unsigned', ''), _negated=True), _connector='OR'), name='spot_reply_signed_or_said_why')],
            },
        ),
        migrations.RunPython(VERSIONS.forbid, VERSIONS.allow),
        migrations.RunPython(PREVIEWS.forbid, PREVIEWS.allow),
        migrations.RunPython(PROOFS.forbid, PROOFS.allow),
        migrations.RunPython(SPOKEN.forbid, SPOKEN.allow),
    ]
