"""The peer's own pages as an application."""

from django.apps import AppConfig


class WagtailSiteConfig(AppConfig):
    """Record pages below unit pages."""

    name = "bench.records.wagtail_site"
    label = "recordsite"
    default_auto_field = "django.db.models.AutoField"
