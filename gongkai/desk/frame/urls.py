"""Addresses of the frame: home, the unit one works in, messages, keys."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.frame import views

urlpatterns = [
    path("", views.home, name="home"),
    path("switch/", views.switch, name="switch"),
    path("messages/", views.messages_page, name="messages"),
    path("keys/", views.keys_page, name="keys"),
]
