"""The peer's own pages as an application."""

from django.apps import AppConfig


class PortalSiteConfig(AppConfig):
    """Home, unit and record pages."""

    name = "bench.portal.wagtail_site"
    label = "portalsite"
    default_auto_field = "django.db.models.AutoField"
