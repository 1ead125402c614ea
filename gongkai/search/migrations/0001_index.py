import django.db.models.deletion
from django.db import migrations, models

from gongkai.search import slots


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='IndexedDocument',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=30)),
                ('key', models.CharField(max_length=120)),
                ('title', models.CharField(max_length=300)),
                ('agency', models.CharField(blank=True, max_length=64)),
                ('agency_name', models.CharField(blank=True, max_length=200)),
                ('class_code', models.CharField(blank=True, max_length=40)),
                ('category', models.CharField(blank=True, max_length=40)),
                ('genre', models.CharField(blank=True, max_length=40)),
                ('document_kind', models.CharField(blank=True, max_length=40)),
                ('topic', models.CharField(blank=True, max_length=120)),
                ('year', models.PositiveSmallIntegerField()),
                ('published_at', models.DateTimeField()),
                ('formed_on', models.DateField(blank=True, null=True)),
                ('doc_number', models.CharField(blank=True, max_length=100)),
                ('doc_prefix', models.CharField(blank=True, max_length=60)),
                ('doc_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('doc_serial', models.PositiveIntegerField(blank=True, null=True)),
                ('has_validity', models.BooleanField(default=False)),
                ('effective_on', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('end_kind', models.CharField(blank=True, max_length=20)),
                ('changed_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': '检索条目',
                'db_table': 'search_document',
            },
        ),
        migrations.CreateModel(
            name='IndexState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('active', models.CharField(default='a', max_length=1)),
                ('building', models.CharField(blank=True, max_length=1)),
                ('at_kind', models.CharField(blank=True, max_length=30)),
                ('after_key', models.CharField(blank=True, max_length=120)),
                ('done', models.PositiveIntegerField(default=0)),
                ('whole', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': '检索索引',
                'db_table': 'search_state',
            },
        ),
        migrations.CreateModel(
            name='IndexedText',
            fields=[
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='original', serialize=False, to='search.indexeddocument')),
                ('packed', models.BinaryField()),
            ],
            options={
                'verbose_name': '检索原文',
                'db_table': 'search_original',
            },
        ),
        migrations.AddIndex(
            model_name='indexeddocument',
            index=models.Index(fields=['agency', '-id'], name='search_by_agency'),
        ),
        migrations.AddIndex(
            model_name='indexeddocument',
            index=models.Index(fields=['class_code', '-id'], name='search_by_class'),
        ),
        migrations.AddIndex(
            model_name='indexeddocument',
            index=models.Index(fields=['document_kind', '-id'], name='search_by_document_kind'),
        ),
        migrations.AddIndex(
            model_name='indexeddocument',
            index=models.Index(fields=['genre', '-id'], name='search_by_genre'),
        ),
        migrations.AddIndex(
            model_name='indexeddocument',
            index=models.Index(fields=['topic', '-id'], name='search_by_topic'),
        ),
        migrations.AddIndex(
            model_name='indexeddocument',
            index=models.Index(fields=['doc_year', 'doc_serial'], name='search_by_number'),
        ),
        migrations.AddIndex(
            model_name='indexeddocument',
            index=models.Index(fields=['kind', '-id'], name='search_by_kind'),
        ),
        migrations.AddConstraint(
            model_name='indexeddocument',
            constraint=models.UniqueConstraint(fields=('kind', 'key'), name='search_document_once'),
        ),
        migrations.AddConstraint(
            model_name='indexstate',
            constraint=models.CheckConstraint(condition=models.Q(('id', 1)), name='search_state_is_one_row'),
        ),
        migrations.RunPython(slots.make, slots.unmake),
    ]
