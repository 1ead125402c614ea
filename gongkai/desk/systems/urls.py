"""The addresses of the linked office systems."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.systems import views

urlpatterns = [
    path("systems/", views.systems, name="systems"),
    path("systems/new/", views.new, name="system-new"),
    path("systems/<int:system_id>/renew/", views.renew, name="system-renew"),
    path("systems/<int:system_id>/revoke/", views.revoke, name="system-revoke"),
]
