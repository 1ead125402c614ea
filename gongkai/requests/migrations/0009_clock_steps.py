"""Steps taken, what applicants handed in when asked, findings on reasons, endings, goings-over of a new calendar."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.requests.triggers import ENDINGS, JUDGEMENTS, STEPS


class Migration(migrations.Migration):

    dependencies = [
        ('requests', '0008_paper_settings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('calendar', models.CharField(max_length=64)),
                ('reached', models.BigIntegerField(default=0)),
                ('looked', models.PositiveIntegerField(default=0)),
                ('moved', models.PositiveIntegerField(default=0)),
                ('faults', models.PositiveIntegerField(default=0)),
                ('begun_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': '节假日安排变动',
                'ordering': ('-id',),
            },
        ),
        migrations.CreateModel(
            name='Ending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(choices=[('withdrawn', '申请人撤回'), ('correction_lapsed', '逾期不补正'), ('fee_lapsed', '逾期未缴费'), ('death', '申请人死亡'), ('dissolution', '申请人终止'), ('lost_contact', '与申请人失去联系')], max_length=20)),
                ('on', models.DateField()),
                ('way', models.CharField(blank=True, max_length=20)),
                ('sealed', models.TextField()),
                ('at', models.DateTimeField()),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proof', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requests.attachment')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endings', to='requests.request')),
            ],
            options={
                'verbose_name': '终结办理',
                'ordering': ('request', 'id'),
            },
        ),
        migrations.CreateModel(
            name='ReasonJudgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reasonable', models.BooleanField()),
                ('feasible_in_time', models.BooleanField()),
                ('counts', models.JSONField(default=dict)),
                ('reason', models.TextField()),
                ('judged_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('judged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reason_judgements', to='requests.request')),
            ],
            options={
                'verbose_name': '申请理由认定',
                'ordering': ('request', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='reasons_judged_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', '补正'), ('reasons', '理由说明')], max_length=12)),
                ('received_on', models.DateField()),
                ('way', models.CharField(max_length=20)),
                ('sealed', models.TextField()),
                ('before', models.JSONField(default=dict)),
                ('late', models.BooleanField(default=False)),
                ('accepted', models.BooleanField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=400)),
                ('at', models.DateTimeField()),
                ('judged_at', models.DateTimeField(blank=True, null=True)),
                ('attachments', models.ManyToManyField(blank=True, related_name='+', to='requests.attachment')),
                ('judged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='requests.request')),
            ],
            options={
                'verbose_name': '申请人补充',
                'ordering': ('request', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('late', False), ('accepted', None), models.Q(('reason', ''), _negated=True), _connector='OR'), name='late_statement_judged_with_reason'), models.UniqueConstraint(condition=models.Q(('accepted', None)), fields=('request',), name='one_statement_waits_for_a_judgement')],
            },
        ),
        migrations.CreateModel(
            name='StepTaken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=40)),
                ('on', models.DateField()),
                ('came_from', models.CharField(max_length=12)),
                ('went_to', models.CharField(max_length=12)),
                ('decision', models.CharField(blank=True, max_length=40)),
                ('ground', models.CharField(blank=True, max_length=40)),
                ('severed', models.BooleanField(default=False)),
                ('leaf', models.CharField(blank=True, max_length=60)),
                ('in_time', models.BooleanField(blank=True, null=True)),
                ('counted', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='requests.request')),
            ],
            options={
                'verbose_name': '办理步骤',
                'ordering': ('request', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(('leaf', ''), models.Q(('decision', ''), _negated=True), _connector='OR'), name='step_closes_with_a_decision'), models.CheckConstraint(condition=models.Q(('counted', False), models.Q(('leaf', ''), _negated=True), _connector='OR'), name='step_counts_in_a_leaf')],
            },
        ),
        migrations.RunPython(STEPS.forbid, STEPS.allow),
        migrations.RunPython(JUDGEMENTS.forbid, JUDGEMENTS.allow),
        migrations.RunPython(ENDINGS.forbid, ENDINGS.allow),
    ]
