"""Fill the new columns of what was published before they were there, from the contents that were published."""

from django.db import migrations

COLUMNS = ("category", "genre", "document_kind", "topic")


def fill(apps, schema_editor):
    from gongkai.law.doc_numbers import DocNumberError, parse_doc_number

    publication = apps.get_model("records", "Publication")
    content = apps.get_model("records", "Content")
    link = apps.get_model("records", "RecordLink")
    for row in publication.objects.exclude(state="replaced").defer("snapshot").iterator():
        said = content.objects.filter(record_id=row.record_id, hash=row.content_hash).values_list("said", flat=True)
        kept = said.first() or {}
        values = {name: kept.get(name, "") for name in COLUMNS}
        try:
            number = parse_doc_number(row.doc_number) if row.doc_number else None
        except DocNumberError:
            number = None
        if number is not None:
            values |= {"doc_prefix": number.prefix[:60], "doc_year": number.year, "doc_serial": number.serial}
        if row.state == "published":
            values["acting_links"] = _acts(publication, link, row)
        publication.objects.filter(pk=row.pk).update(**values)


def _acts(publication, link, row):
    found = []
    for one in link.objects.filter(record=row.record_id).exclude(other=None).order_by("on", "pk"):
        other = publication.objects.filter(record=one.other_id, state="published").defer("snapshot").first()
        if other is not None:
            told = {"title": other.title, "index_number": other.index_number}
            found.append({"kind": one.kind, "on": one.on.isoformat()} | told)
    return found


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0009_publication_columns'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
