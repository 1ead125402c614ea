"""Addresses of the unit columns and the site profile."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.columns import views_acts, views_pages, views_site, visits_views

urlpatterns = [
    path("columns/", views_pages.pages, name="columns"),
    path("columns/new/", views_pages.new, name="column-new"),
    path("columns/<int:pk>/", views_pages.page, name="column-page"),
    path("columns/<int:pk>/edit/", views_pages.edit, name="column-edit"),
    path("columns/<int:pk>/submit/", views_acts.submit, name="column-submit"),
    path("columns/<int:pk>/publish/", views_acts.publish, name="column-publish"),
    path("columns/<int:pk>/return/", views_acts.send_back, name="column-return"),
    path("columns/<int:pk>/withdraw/", views_acts.withdraw, name="column-withdraw"),
    path("columns/<int:pk>/changed/", views_acts.changed, name="column-changed"),
    path("columns/<int:pk>/discard/", views_acts.discard, name="column-discard"),
    path("visits/", visits_views.visits, name="visits"),
    path("visits/export.xlsx", visits_views.export, name="visits-export"),
    path("site/", views_site.site, name="site"),
    path("site/preview/", views_site.preview, name="site-preview"),
    path("site/preview.css", views_site.preview_css, name="site-preview-css"),
    path("site/preview.png", views_site.preview_emblem, name="site-preview-emblem"),
    path("site/use/", views_site.use, name="site-use"),
    path("site/drop/", views_site.drop, name="site-drop"),
]
