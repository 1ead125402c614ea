"""The Wagtail site of the records' benchmark with the pages of a public side; the search backend is Wagtail's usual."""

from __future__ import annotations

from bench.records.wagtail_site.settings import *  # noqa: F403  a settings module is its base plus what differs
from bench.records.wagtail_site.settings import INSTALLED_APPS

ROOT_URLCONF = "bench.portal.wagtail_site.urls"
WSGI_APPLICATION = "bench.portal.wagtail_site.wsgi.application"
INSTALLED_APPS = [
    "bench.portal.wagtail_site",
    *(name for name in INSTALLED_APPS if not name.startswith("bench.")),
    "wagtail.contrib.sitemaps",
    "django.contrib.sitemaps",
]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_SITE_NAME = "portal"
