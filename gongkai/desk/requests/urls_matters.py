"""Addresses of complaints and record corrections."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.requests import views_matter_reply, views_matters

urlpatterns = [
    path("matters/", views_matters.matters, name="matters"),
    path("matters/new/", views_matters.new, name="matter-new"),
    path("matters/<int:pk>/", views_matters.matter, name="matter"),
    path("matters/<int:pk>/take/", views_matters.take, name="matter-take"),
    path("matters/<int:pk>/reply/", views_matter_reply.propose, name="matter-reply"),
    path("matters/<int:pk>/reply/<int:paper>/sign/", views_matter_reply.sign, name="matter-sign"),
    path("matters/<int:pk>/reply/<int:paper>/return/", views_matter_reply.send_back, name="matter-return"),
    path("matters/<int:pk>/tell/", views_matters.tell, name="matter-tell"),
    path("matters/<int:pk>/done/", views_matters.done, name="matter-done"),
    path("matters/<int:pk>/<slug:what>/<int:number>/", views_matters.take_out, name="matter-take-out"),
]
