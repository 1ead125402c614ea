"""Addresses of the list, registration and distribution of requests."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.requests import views_acts, views_around, views_board, views_list, views_new, views_request

urlpatterns = [
    path("requests/", views_list.requests, name="requests"),
    path("requests/register/", views_list.register, name="requests-register"),
    path("requests/export/", views_list.export, name="requests-export"),
    path("requests/board/", views_board.board, name="requests-board"),
    path("requests/volume/", views_board.volumes, name="requests-volume"),
    path("requests/enquiries/", views_board.enquiries, name="requests-enquiries"),
    path("requests/new/", views_new.new, name="request-new"),
    path("requests/new/<slug:channel>/", views_new.enter, name="request-enter"),
    path("requests/<int:pk>/", views_request.overview, name="request"),
    path("requests/<int:pk>/applicant/", views_around.applicant, name="request-applicant"),
    path("requests/<int:pk>/mend/", views_around.mend, name="request-mend"),
    path("requests/<int:pk>/exchanges/", views_around.exchanges, name="request-exchanges"),
    path("requests/<int:pk>/alike/", views_around.lookalikes, name="request-alike"),
    path("requests/<int:pk>/volume/", views_around.volume, name="request-volume"),
    path("requests/<int:pk>/register/", views_acts.register, name="request-act-register"),
    path("requests/<int:pk>/confirm/", views_acts.confirm, name="request-act-confirm_receipt"),
    path("requests/<int:pk>/send-on/", views_acts.send, name="request-act-send_on"),
    path("requests/<int:pk>/void/", views_acts.void, name="request-act-void_registration"),
    path("requests/<int:pk>/assign/", views_acts.assign, name="request-act-assign"),
    path("requests/<int:pk>/split/", views_acts.split, name="request-act-split"),
    path("requests/<int:pk>/join/", views_acts.join, name="request-act-join"),
]
