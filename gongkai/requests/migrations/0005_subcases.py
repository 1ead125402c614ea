"""Things judged, searches and reminders of sub-cases; records of searches are kept by the database."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.requests.triggers import SEARCHES


class Migration(migrations.Migration):

    dependencies = [
        ('requests', '0004_registry'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('asked', '催办'), ('near', '即将到期'), ('late', '逾期'), ('no_receipt', '未登记对方收到来函'), ('passed', '期限已过，待认定')], max_length=10)),
                ('on', models.DateField()),
                ('text', models.CharField(blank=True, max_length=400)),
                ('at', models.DateTimeField()),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subcase', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='requests.subcase')),
            ],
            options={
                'verbose_name': '催办',
                'ordering': ('subcase', 'id'),
                'constraints': [models.UniqueConstraint(fields=('subcase', 'reason', 'on'), name='reminder_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='SearchRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=200)),
                ('how', models.CharField(max_length=400)),
                ('span', models.CharField(blank=True, max_length=100)),
                ('found', models.CharField(max_length=400)),
                ('searched_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='searches', to='requests.request')),
                ('subcase', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='searches', to='requests.subcase')),
            ],
            options={
                'verbose_name': '检索记录',
                'ordering': ('request', 'id'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('place', ''), _negated=True), models.Q(('how', ''), _negated=True), models.Q(('found', ''), _negated=True)), name='search_is_described')],
            },
        ),
        migrations.CreateModel(
            name='SubCaseItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('verdict', models.CharField(blank=True, max_length=20)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('judged_at', models.DateTimeField(blank=True, null=True)),
                ('attachment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='judged', to='requests.attachment')),
                ('judged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='judged', to='requests.paper')),
                ('release', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='judged', to='requests.release')),
                ('subcase', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='requests.subcase')),
            ],
            options={
                'verbose_name': '审查件',
                'ordering': ('subcase', 'id'),
                'indexes': [models.Index(fields=['digest'], name='subcase_item_by_digest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('attachment', None), ('paper__isnull', False), ('release', None)), models.Q(('attachment__isnull', False), ('paper', None), ('release', None)), models.Q(('attachment', None), ('paper', None), ('release__isnull', False)), _connector='OR'), name='subcase_item_is_one_thing'), models.CheckConstraint(condition=models.Q(('verdict', ''), models.Q(('judged_by__isnull', False), ('judged_at__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='subcase_verdict_by_somebody'), models.UniqueConstraint(fields=('subcase', 'digest'), name='subcase_item_once')],
            },
        ),
        migrations.RunPython(SEARCHES.forbid, SEARCHES.allow),
    ]
