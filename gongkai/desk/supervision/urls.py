"""The wall of clocks, the cards and the rules of supervision: addresses."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.supervision import views_cards, views_clock, views_rules, views_wall

urlpatterns = [
    path("clocks/", views_wall.wall, name="clocks"),
    path("clocks/month/", views_wall.month, name="clocks-month"),
    path("clocks/export/", views_wall.export, name="clocks-export"),
    path("clocks/<int:pk>/", views_clock.clock_page, name="clock"),
    path("clocks/<int:pk>/card/", views_cards.issue, name="clock-card"),
    path("cards/", views_cards.cards, name="cards"),
    path("cards/<int:pk>/", views_cards.card, name="card"),
    path("cards/<int:pk>/notice/", views_cards.notice, name="card-notice"),
    path("cards/<int:pk>/proof/", views_cards.proof, name="card-proof"),
    path("supervision-rules/", views_rules.rules, name="supervision-rules"),
]
