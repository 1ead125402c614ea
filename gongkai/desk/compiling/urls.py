"""The year's report written, reviewed, issued and held against the facts: addresses."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.compiling import views, views_held, views_write

urlpatterns = [
    path("compilations/", views.compilations, name="compilations"),
    path("compilations/start/", views.start, name="compilation-start"),
    path("compilations/<int:pk>/", views.compilation, name="compilation"),
    path("compilations/<int:pk>/write/", views_write.write, name="compilation-write"),
    path("compilations/<int:pk>/versions/<int:number>/", views_write.version, name="compilation-version"),
    path("compilations/<int:pk>/files/<str:kind>/", views.file, name="compilation-file"),
    path("held/<str:code>/<int:year>/", views_held.held, name="held"),
]
