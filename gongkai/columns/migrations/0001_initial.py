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
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('guide', '政府信息公开指南'), ('institution', '机构职能'), ('system', '政府信息公开制度'), ('reading_point', '信息查阅点')], max_length=16)),
                ('key', models.CharField(max_length=80)),
                ('state', models.CharField(choices=[('draft', '草稿'), ('submitted', '待发布'), ('returned', '退回'), ('published', '已发布'), ('withdrawn', '已撤回')], default='draft', max_length=10)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('returned_reason', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('stale_since', models.DateField(blank=True, null=True)),
                ('stale_reason', models.CharField(blank=True, max_length=200)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='column_pages', to='units.agency')),
            ],
            options={
                'verbose_name': '专栏页面',
                'ordering': ('agency', 'kind', 'id'),
                'indexes': [models.Index(fields=['state', 'changed_at'], name='columns_pag_state_139df9_idx')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='column_page_key_once'), models.UniqueConstraint(condition=models.Q(('kind__in', ('guide', 'institution'))), fields=('agency', 'kind'), name='column_page_one_a_unit'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='column_page_has_a_key'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('returned_reason', ''), _negated=True), _connector='OR'), name='column_page_returned_with_reason'), models.CheckConstraint(condition=models.Q(('stale_since', None), models.Q(('stale_reason', ''), _negated=True), _connector='OR'), name='column_page_stale_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='PageText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('values', models.JSONField()),
                ('hash', models.CharField(max_length=64)),
                ('written_at', models.DateTimeField()),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='columns.page')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '专栏页面文稿',
                'ordering': ('page', '-number'),
                'constraints': [models.UniqueConstraint(fields=('page', 'number'), name='column_text_number_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1), models.Q(('hash', ''), _negated=True)), name='column_text_is_hashed')],
            },
        ),
        migrations.AddField(
            model_name='page',
            name='text',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='columns.pagetext'),
        ),
        migrations.CreateModel(
            name='SiteDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('owner', models.CharField(max_length=100)),
                ('office', models.CharField(blank=True, max_length=100)),
                ('phone', models.CharField(blank=True, max_length=60)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('id_code', models.CharField(blank=True, max_length=10)),
                ('filing', models.CharField(blank=True, max_length=60)),
                ('police_filing', models.CharField(blank=True, max_length=60)),
                ('report_errors', models.URLField(blank=True, max_length=300)),
                ('main', models.CharField(blank=True, max_length=7)),
                ('emblem', models.CharField(blank=True, max_length=64)),
                ('columns', models.JSONField(default=list)),
                ('written_at', models.DateTimeField()),
                ('only', models.BooleanField(default=True, unique=True)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '站点信息草稿',
                'constraints': [models.CheckConstraint(condition=models.Q(('only', True)), name='site_one_draft'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('owner', ''), _negated=True)), name='site_draft_is_named')],
            },
        ),
        migrations.CreateModel(
            name='SiteProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('owner', models.CharField(max_length=100)),
                ('office', models.CharField(blank=True, max_length=100)),
                ('phone', models.CharField(blank=True, max_length=60)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('id_code', models.CharField(blank=True, max_length=10)),
                ('filing', models.CharField(blank=True, max_length=60)),
                ('police_filing', models.CharField(blank=True, max_length=60)),
                ('report_errors', models.URLField(blank=True, max_length=300)),
                ('main', models.CharField(blank=True, max_length=7)),
                ('emblem', models.CharField(blank=True, max_length=64)),
                ('columns', models.JSONField(default=list)),
                ('written_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('in_use', '使用中'), ('replaced', '已被替换')], default='in_use', max_length=10)),
                ('used_at', models.DateTimeField()),
                ('reason', models.CharField(max_length=300)),
                ('used_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '站点信息',
                'ordering': ('-id',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'in_use')), fields=('state',), name='site_one_in_use'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('owner', ''), _negated=True)), name='site_is_named'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='site_used_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='PagePublication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('published', '已发布'), ('replaced', '已被修订'), ('withdrawn', '已撤回')], default='published', max_length=10)),
                ('kind', models.CharField(max_length=16)),
                ('key', models.CharField(max_length=80)),
                ('agency_code', models.CharField(max_length=64)),
                ('agency_name', models.CharField(max_length=200)),
                ('title', models.CharField(max_length=300)),
                ('snapshot', models.JSONField(default=dict)),
                ('text_hash', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField()),
                ('first_published_at', models.DateTimeField()),
                ('change_note', models.CharField(blank=True, max_length=300)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='columns.page')),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '专栏页面公开版本',
                'ordering': ('agency_code', 'kind', 'page', '-version'),
                'indexes': [models.Index(fields=['state', 'kind', 'agency_code'], name='columns_pag_state_9583a1_idx')],
                'constraints': [models.UniqueConstraint(fields=('page', 'version'), name='column_publication_version_once'), models.UniqueConstraint(condition=models.Q(('state', 'replaced'), _negated=True), fields=('kind', 'key'), name='column_publication_one_current'), models.CheckConstraint(condition=models.Q(('written_by', models.F('published_by')), _negated=True), name='column_publication_second_pair_of_eyes'), models.CheckConstraint(condition=models.Q(('version', 1), models.Q(('change_note', ''), _negated=True), _connector='OR'), name='column_publication_revised_with_a_note'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(models.Q(('withdrawn_reason', ''), _negated=True), ('withdrawn_at__isnull', False), ('snapshot', {})), _connector='OR'), name='column_publication_withdrawn_is_a_stub')],
            },
        ),
    ]
