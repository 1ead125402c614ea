"""Public addresses where something is handed in and followed."""

from __future__ import annotations

from django.urls import path

from gongkai.portal.pages import PageKind, register
from gongkai.portal.views import applying, following, signing_in

urlpatterns = [
    path("request/new/", applying.apply, name="request-new"),
    path("request/sign-in/", signing_in.start, name="request-sign-in"),
    path("request/sign-in/back/", signing_in.back, name="request-sign-in-back"),
    path("request/piece", applying.piece, name="request-piece"),
    path("request/follow/", following.follow, name="request-follow"),
    path("request/follow/file", following.file, name="request-follow-file"),
    path("complaint/", applying.complain, name="complaint"),
    path("correct-record/", applying.correct_record, name="correct-record"),
]

OWN = "a form of one's own"
register(
    PageKind("request-new", kept=False, why=OWN),
    PageKind("request-sign-in", kept=False, why="leads to the identity service"),
    PageKind("request-sign-in-back", kept=False, why=OWN),
    PageKind("request-piece", kept=False, why="takes pieces of files"),
    PageKind("request-follow", kept=False, why="opened by number and code, for one person"),
    PageKind("request-follow-file", kept=False, why="opened by number and code, for one person"),
    PageKind("complaint", kept=False, why=OWN),
    PageKind("correct-record", kept=False, why=OWN),
)
