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
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('began_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField()),
                ('passes', models.PositiveIntegerField(default=1)),
                ('made', models.PositiveIntegerField(default=0)),
                ('unreachable', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': '监察轮次',
                'ordering': ('-day',),
            },
        ),
        migrations.CreateModel(
            name='SourceRead',
            fields=[
                ('source', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('through', models.DateField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('clocks', models.PositiveIntegerField(default=0)),
                ('fault', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'verbose_name': '监察来源',
                'ordering': ('source',),
            },
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=100)),
                ('node', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=300)),
                ('begun_on', models.DateField()),
                ('due_on', models.DateField()),
                ('met_on', models.DateField(blank=True, null=True)),
                ('dropped', models.BooleanField(default=False)),
                ('since_on', models.DateField()),
                ('subject_page', models.CharField(blank=True, max_length=60)),
                ('subject_key', models.CharField(blank=True, max_length=100)),
                ('opened_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='watches', to='units.agency')),
                ('holder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='watches', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '监察期限',
                'ordering': ('due_on', 'id'),
                'indexes': [models.Index(condition=models.Q(('met_on', None)), fields=['agency', 'due_on'], name='watch_open_by_due'), models.Index(fields=['agency', 'met_on'], name='watch_by_end'), models.Index(fields=['agency', 'due_on'], name='watch_by_due')],
                'constraints': [models.UniqueConstraint(fields=('source', 'key', 'node'), name='watch_once'), models.CheckConstraint(condition=models.Q(('dropped', False), ('met_on__isnull', False), _connector='OR'), name='watch_dropped_on_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='watch_says_what')],
            },
        ),
        migrations.CreateModel(
            name='WatchMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.DateField()),
                ('after', models.DateField()),
                ('at', models.DateTimeField()),
                ('watch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='supervision.watch')),
            ],
            options={
                'verbose_name': '监察期限变动',
                'ordering': ('watch', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='watch_move_moves')],
            },
        ),
        migrations.CreateModel(
            name='WatchNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField()),
                ('step', models.CharField(max_length=24)),
                ('kind', models.CharField(choices=[('reminder', '临期提醒'), ('due', '当日到期'), ('alarm', '逾期告警')], max_length=8)),
                ('days', models.IntegerField()),
                ('colour', models.CharField(blank=True, max_length=12)),
                ('for_on', models.DateField()),
                ('role', models.CharField(max_length=32)),
                ('instead_of', models.CharField(blank=True, max_length=32)),
                ('recipient', models.CharField(blank=True, max_length=80)),
                ('channel', models.CharField(choices=[('desk', '工作台'), ('mail', '电子邮件'), ('webhook', '短信或企业微信')], max_length=8)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', '待发送'), ('sending', '发送中'), ('sent', '已送达'), ('unsure', '可能已送达'), ('dead', '未能送达'), ('moot', '无须发送'), ('withdrawn', '已撤回')], default='waiting', max_length=9)),
                ('next_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('tried_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('proof', models.JSONField(default=dict)),
                ('fault', models.CharField(blank=True, max_length=200)),
                ('desk_notice', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='watch_notice', to='units.notice')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='watch_notices', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='supervision.round')),
                ('watch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='supervision.watch')),
            ],
            options={
                'verbose_name': '监察通知',
                'ordering': ('watch', 'for_on', 'id'),
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['next_at'], name='watch_notice_waiting'), models.Index(fields=['state', 'channel'], name='watch_notice_by_state')],
                'constraints': [models.UniqueConstraint(fields=('watch', 'due_on', 'step', 'recipient', 'channel'), name='watch_notice_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='watch_notice_sent_at_a_time'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='watch_notice_says_something')],
            },
        ),
        migrations.CreateModel(
            name='RuleSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('begins', models.DateField()),
                ('rules', models.JSONField()),
                ('reason', models.CharField(max_length=400)),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supervision_rules', to='units.agency')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '监察规则',
                'ordering': ('agency', '-version'),
                'constraints': [models.UniqueConstraint(fields=('agency', 'version'), name='rule_set_version_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='rule_set_with_reason')],
            },
        ),
    ]
