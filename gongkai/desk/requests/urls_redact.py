"""Addresses of a request's files, their marking and burning, and of what is proposed for publication."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.requests import views_conversion, views_files, views_redact

urlpatterns = [
    path("requests/<int:pk>/files/", views_files.section, name="request-files"),
    path("requests/<int:pk>/files/<int:file_id>/", views_files.attachment, name="request-file"),
    path("requests/<int:pk>/files/<int:file_id>/release/", views_files.release, name="request-release-new"),
    path("requests/<int:pk>/releases/<int:release_id>/", views_redact.redact, name="request-redact"),
    path("requests/<int:pk>/releases/<int:release_id>/drop/", views_files.drop, name="request-release-drop"),
    path(
        "requests/<int:pk>/releases/<int:release_id>/progress/", views_redact.progress, name="request-redact-progress"
    ),
    path(
        "requests/<int:pk>/releases/<int:release_id>/pages/<int:number>/", views_redact.picture,
        name="request-redact-page",
    ),
    path(
        "requests/<int:pk>/releases/<int:release_id>/file/<str:form>/", views_files.released,
        name="request-release-file",
    ),
    path("requests/<int:pk>/publication/", views_conversion.propose, name="request-propose"),
    path("requests/publication/", views_conversion.conversions, name="request-conversions"),
    path("requests/publication/<int:conversion_id>/", views_conversion.conversion, name="request-conversion"),
]  # fmt: skip
