"""Addresses of units and people."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.people import views_duties, views_import, views_people, views_units

urlpatterns = [
    path("units/", views_units.units, name="units"),
    path("units/new/", views_units.new, name="unit-new"),
    path("units/reorganise/", views_units.reorganise, name="units-reorganise"),
    path("units/<str:code>/", views_units.unit, name="unit"),
    path("units/<str:code>/change/", views_units.change, name="unit-change"),
    path("units/<str:code>/rename/", views_units.rename, name="unit-rename"),
    path("units/<str:code>/link/", views_units.link, name="unit-link"),
    path("units/<str:code>/links/<int:link_id>/end/", views_units.unlink, name="unit-unlink"),
    path("people/", views_people.people, name="people"),
    path("people/new/", views_people.new, name="person-new"),
    path("people/import/", views_import.upload, name="people-import"),
    path("people/import/blank/", views_import.blank, name="people-import-blank"),
    path("people/import/<int:batch_id>/", views_import.preview, name="people-import-preview"),
    path("people/import/<int:batch_id>/passwords/", views_import.slips, name="people-import-slips"),
    path("people/<int:person_id>/", views_people.person, name="person"),
    path("people/<int:person_id>/change/", views_people.change, name="person-change"),
    path("people/<int:person_id>/password/", views_people.password, name="person-password"),
    path("people/<int:person_id>/unlock/", views_people.unlock, name="person-unlock"),
    path("people/<int:person_id>/sessions/", views_people.sessions, name="person-sessions"),
    path("people/<int:person_id>/second-factor/", views_people.factor, name="person-factor"),
    path("people/<int:person_id>/duty/", views_duties.give, name="person-duty"),
    path("people/<int:person_id>/duties/<int:duty_id>/end/", views_duties.end, name="duty-end"),
    path("people/<int:person_id>/leave/", views_duties.leave, name="person-leave"),
]
