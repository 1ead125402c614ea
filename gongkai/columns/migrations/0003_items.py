import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('columns', '0002_kept'),
        ('records', '0010_fill_publication_columns'),
        ('units', '0003_names_notices_sessions'),
    ]

    operations = [
        migrations.CreateModel(
            name='ItemCatalogue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency_name', models.CharField(max_length=200)),
                ('version', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('drafted', '编制中'), ('submitted', '待审核'), ('returned', '已退回'), ('accepted', '审核通过'), ('published', '已公布'), ('replaced', '已被替换')], default='drafted', max_length=10)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('made_by', models.CharField(max_length=128)),
                ('made_at', models.DateTimeField()),
                ('submitted_by', models.CharField(blank=True, max_length=128)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.CharField(blank=True, max_length=128)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decision', models.TextField(blank=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('replaced_at', models.DateTimeField(blank=True, null=True)),
                ('keys_given', models.PositiveIntegerField(default=0)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='item_catalogues', to='units.agency')),
            ],
            options={
                'verbose_name': '主动公开事项目录',
                'ordering': ('agency', '-version'),
                'constraints': [models.UniqueConstraint(fields=('agency', 'version'), name='items_version_once'), models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('agency',), name='items_one_public'), models.UniqueConstraint(condition=models.Q(('state__in', ('drafted', 'submitted', 'returned', 'accepted'))), fields=('agency',), name='items_one_prepared'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('accepted', 'published', 'replaced')), _negated=True), models.Q(models.Q(('decided_by', ''), _negated=True), models.Q(('decided_by', models.F('submitted_by')), _negated=True)), _connector='OR'), name='items_accepted_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('published', 'replaced')), _negated=True), ('published_at__isnull', False), _connector='OR'), name='items_public_since')],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80)),
                ('order', models.PositiveIntegerField()),
                ('level1', models.CharField(blank=True, max_length=200)),
                ('level2', models.CharField(blank=True, max_length=200)),
                ('level3', models.CharField(blank=True, max_length=200)),
                ('level4', models.CharField(blank=True, max_length=200)),
                ('level5', models.CharField(blank=True, max_length=200)),
                ('level6', models.CharField(blank=True, max_length=200)),
                ('name', models.CharField(max_length=300)),
                ('content', models.TextField(blank=True)),
                ('basis', models.TextField(blank=True)),
                ('limit', models.CharField(blank=True, max_length=500)),
                ('subject', models.CharField(blank=True, max_length=500)),
                ('channels', models.CharField(blank=True, max_length=1000)),
                ('audience', models.CharField(blank=True, max_length=300)),
                ('way', models.CharField(blank=True, max_length=100)),
                ('tier', models.CharField(blank=True, max_length=100)),
                ('class_code', models.CharField(blank=True, max_length=40)),
                ('keywords', models.CharField(blank=True, max_length=300)),
                ('remark', models.TextField(blank=True)),
                ('extra', models.JSONField(default=dict)),
                ('mark', models.CharField(blank=True, max_length=500)),
                ('catalogue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='columns.itemcatalogue')),
            ],
            options={
                'verbose_name': '公开事项',
                'ordering': ('catalogue', 'order'),
                'constraints': [models.UniqueConstraint(fields=('catalogue', 'key'), name='item_key_once'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('key', ''), _negated=True)), name='item_is_named')],
            },
        ),
        migrations.CreateModel(
            name='ItemRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80)),
                ('made_by', models.CharField(max_length=128)),
                ('made_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='records.record')),
            ],
            options={
                'verbose_name': '事项下的信息',
                'ordering': ('agency', 'key', 'record'),
                'indexes': [models.Index(fields=['agency', 'key'], name='columns_ite_agency__49c672_idx')],
                'constraints': [models.UniqueConstraint(fields=('record', 'key'), name='record_in_an_item_once')],
            },
        ),
    ]
