"""Addresses of what is pushed to other platforms."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.feeds import views

urlpatterns = [
    path("pushes/", views.pushes, name="pushes"),
    path("pushes/<int:pk>/", views.push, name="push"),
    path("pushes/preview/<int:pk>/", views.preview, name="push-preview"),
]
