"""Older ledgers: a state of their own, the site's category beside the class, and documents from outside that act on one here."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0001_initial'),
        ('units', '0002_people_duties_systems'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='recordlink',
            name='link_not_to_itself',
        ),
        migrations.AddField(
            model_name='record',
            name='category',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='recordlink',
            name='by_text',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AlterField(
            model_name='record',
            name='state',
            field=models.CharField(choices=[('draft', '草稿'), ('in_review', '待审核'), ('returned', '退回'), ('escalated', '待上级确定'), ('approved', '已签发'), ('registered', '已登记'), ('published', '已发布'), ('withdrawn', '已撤回'), ('historic', '历史台账'), ('discarded', '已作废')], default='draft', max_length=12),
        ),
        migrations.AlterField(
            model_name='recordlink',
            name='record',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='links', to='records.record'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['agency', 'category', '-formed_on'], name='records_rec_agency__345950_idx'),
        ),
        migrations.AddConstraint(
            model_name='record',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'historic'), _negated=True), models.Q(models.Q(('imported_from', ''), _negated=True), ('approved', None), models.Q(('mark', ''), _negated=True)), _connector='OR'), name='record_historic_is_imported'),
        ),
        migrations.AddConstraint(
            model_name='recordlink',
            constraint=models.CheckConstraint(condition=models.Q(('other', None), ('record', None), models.Q(('other', models.F('record')), _negated=True), _connector='OR'), name='link_not_to_itself'),
        ),
        migrations.AddConstraint(
            model_name='recordlink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('record__isnull', False), ('by_text', '')), models.Q(('record', None), models.Q(('by_text', ''), _negated=True), ('other__isnull', False)), _connector='OR'), name='link_names_what_acts'),
        ),
        migrations.AddConstraint(
            model_name='recordlink',
            constraint=models.UniqueConstraint(condition=models.Q(('record', None)), fields=('by_text', 'other', 'kind'), name='outside_link_once'),
        ),
    ]
