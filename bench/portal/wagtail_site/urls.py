"""Wagtail's usual addresses."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap

from bench.portal.wagtail_site import views

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("sitemap.xml", sitemap, {"sitemaps": {"wagtail": views.Pieces}}),
    path("records/", views.listing),
    path("search/", views.search),
    path("", include(wagtail_urls)),
]
