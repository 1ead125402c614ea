import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('units', '0003_names_notices_sessions'),
        ('units', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='AssuranceList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('draft', '编制中'), ('confirmed', '执行中'), ('replaced', '已被替换')], default='draft', max_length=10)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('begins', models.DateField(blank=True, null=True)),
                ('ends', models.DateField(blank=True, null=True)),
                ('made_by', models.CharField(max_length=80)),
                ('made_at', models.DateTimeField()),
                ('confirmed_by', models.CharField(blank=True, max_length=80)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assurance_lists', to='units.agency')),
            ],
            options={
                'verbose_name': '内容保障清单',
                'ordering': ('agency__code', '-version'),
                'constraints': [models.UniqueConstraint(fields=('agency', 'version'), name='assurance_version_once'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('agency',), name='assurance_one_draft'), models.UniqueConstraint(condition=models.Q(('state', 'confirmed')), fields=('agency',), name='assurance_one_in_force'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('begins__isnull', False), models.Q(('confirmed_by', ''), _negated=True)), _connector='OR'), name='assurance_in_force_was_confirmed')],
            },
        ),
        migrations.CreateModel(
            name='AssuranceRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('column', models.CharField(max_length=60)),
                ('unit_code', models.CharField(blank=True, max_length=64)),
                ('kind', models.CharField(max_length=16)),
                ('every', models.PositiveSmallIntegerField(default=0)),
                ('unit', models.CharField(choices=[('working_day', '个工作日'), ('week', '周'), ('month', '个月')], default='working_day', max_length=12)),
                ('basis', models.CharField(blank=True, max_length=200)),
                ('remark', models.CharField(blank=True, max_length=200)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='inspection.assurancelist')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('responsible', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
            ],
            options={
                'verbose_name': '内容保障清单的栏目',
                'ordering': ('position', 'id'),
                'indexes': [models.Index(fields=['responsible', 'of'], name='inspection__respons_64348d_idx')],
                'constraints': [models.UniqueConstraint(fields=('of', 'column', 'unit_code'), name='assurance_column_once')],
            },
        ),
        migrations.CreateModel(
            name='Probe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('visit', '打开首页'), ('round', '逐页巡检')], max_length=6)),
                ('state', models.CharField(choices=[('running', '进行中'), ('done', '已完成'), ('cut', '到上限'), ('failed', '未能进行')], default='running', max_length=8)),
                ('base', models.CharField(max_length=300)),
                ('begun_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('opened', models.BooleanField(default=False)),
                ('status', models.PositiveSmallIntegerField(default=0)),
                ('first_byte_ms', models.PositiveIntegerField(default=0)),
                ('total_ms', models.PositiveIntegerField(default=0)),
                ('pages', models.PositiveIntegerField(default=0)),
                ('files', models.PositiveIntegerField(default=0)),
                ('certificate_until', models.DateField(blank=True, null=True)),
                ('fault', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'verbose_name': '巡检',
                'ordering': ('-begun_at', '-id'),
                'indexes': [models.Index(fields=['kind', '-begun_at'], name='inspection__kind_d83407_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'round'), ('state', 'running')), fields=('kind',), name='probe_one_round_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='ProbedPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=600, unique=True)),
                ('is_file', models.BooleanField(default=False)),
                ('agency_code', models.CharField(blank=True, max_length=64)),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('status', models.PositiveSmallIntegerField(default=0)),
                ('first_byte_ms', models.PositiveIntegerField(default=0)),
                ('total_ms', models.PositiveIntegerField(default=0)),
                ('links', models.JSONField(default=list)),
                ('seen_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='seen', to='inspection.probe')),
            ],
            options={
                'verbose_name': '巡检到的页面',
                'ordering': ('id',),
                'indexes': [models.Index(fields=['seen_in', 'asked_at'], name='inspection__seen_in_79e107_idx')],
            },
        ),
        migrations.CreateModel(
            name='ProbeFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('kind', models.CharField(max_length=24)),
                ('address', models.CharField(max_length=600)),
                ('agency_code', models.CharField(blank=True, max_length=64)),
                ('excerpt', models.CharField(blank=True, max_length=200)),
                ('sentence', models.CharField(max_length=400)),
                ('cite', models.CharField(blank=True, max_length=80)),
                ('state', models.CharField(choices=[('open', '待处理'), ('mended', '已消除'), ('dismissed', '不是问题')], default='open', max_length=10)),
                ('first_seen_at', models.DateTimeField()),
                ('last_seen_at', models.DateTimeField()),
                ('mended_on', models.DateField(blank=True, null=True)),
                ('times', models.PositiveIntegerField(default=1)),
                ('decided_by', models.CharField(blank=True, max_length=80)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('first_probe', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='found', to='inspection.probe')),
                ('mended_probe', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mended', to='inspection.probe')),
            ],
            options={
                'verbose_name': '巡检发现的问题',
                'ordering': ('-first_seen_at', '-id'),
                'indexes': [models.Index(fields=['state', 'agency_code'], name='inspection__state_3dc7a7_idx'), models.Index(fields=['address', 'state'], name='inspection__address_26e981_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'mended'), _negated=True), ('mended_on__isnull', False), _connector='OR'), name='probe_finding_mended_on_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'dismissed'), _negated=True), models.Q(models.Q(('reason', ''), _negated=True), models.Q(('decided_by', ''), _negated=True)), _connector='OR'), name='probe_finding_dismissed_with_reason')],
            },
        ),
    ]
