import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0011_publication_counts'),
        ('requests', '0005_subcases'),
        ('units', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='PageCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('pages', models.PositiveIntegerField(default=0)),
                ('note', models.CharField(blank=True, max_length=400)),
                ('fault', models.CharField(blank=True, max_length=400)),
                ('read_to', models.PositiveIntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('attachment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='page_copy', to='requests.attachment')),
            ],
            options={
                'verbose_name': '页面底稿',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), _negated=True), models.Q(('fault', ''), _negated=True), _connector='OR'), name='page_copy_or_its_fault')],
            },
        ),
        migrations.CreateModel(
            name='MarkProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.PositiveIntegerField()),
                ('left', models.PositiveIntegerField()),
                ('top', models.PositiveIntegerField()),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=40)),
                ('level', models.CharField(max_length=10)),
                ('copy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='requests.pagecopy')),
            ],
            options={
                'verbose_name': '遮盖建议',
                'ordering': ('copy', 'page', 'top', 'left'),
                'constraints': [models.CheckConstraint(condition=models.Q(('page__gte', 1), ('width__gte', 1), ('height__gte', 1), ('left__lte', django.db.models.expressions.CombinedExpression(models.Value(10000), '-', models.F('width'))), ('top__lte', django.db.models.expressions.CombinedExpression(models.Value(10000), '-', models.F('height')))), name='proposal_is_on_the_page')],
            },
        ),
        migrations.CreateModel(
            name='PageImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('copy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='images', to='requests.pagecopy')),
            ],
            options={
                'verbose_name': '页面图像',
                'constraints': [models.UniqueConstraint(fields=('copy', 'page'), name='page_image_once')],
            },
        ),
        migrations.CreateModel(
            name='Burning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_at', models.DateTimeField()),
                ('agreed', models.BooleanField(default=False)),
                ('marks_hash', models.CharField(max_length=64)),
                ('total', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('fault', models.CharField(blank=True, max_length=400)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='burnings', to='requests.release')),
            ],
            options={
                'verbose_name': '遮盖处理',
                'ordering': ('release', 'id'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('finished_at', None)), fields=('release',), name='one_burning_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Conversion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(choices=[('applicant', '申请人建议'), ('repeated', '多个申请人申请'), ('agency', '行政机关认为应当公开')], max_length=10)),
                ('state', models.CharField(choices=[('open', '待决定'), ('accepted', '转为主动公开'), ('declined', '不转为主动公开')], default='open', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=400)),
                ('proposed_at', models.DateTimeField()),
                ('due_on', models.DateField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('verdict', models.CharField(blank=True, max_length=400)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.record')),
                ('release', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='conversions', to='requests.release')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conversions', to='requests.request')),
            ],
            options={
                'verbose_name': '转为主动公开',
                'ordering': ('-id',),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('request',), name='one_conversion_open'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(('record__isnull', False), ('release__isnull', False)), _connector='OR'), name='conversion_has_a_record'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('verdict', ''), _negated=True), _connector='OR'), name='conversion_declined_why')],
            },
        ),
    ]
