"""Addresses of the ledger: list, file, counts, imports, dynamic adjustment, links."""

from __future__ import annotations

from django.urls import path

from gongkai.desk.ledger import adjustment, imports, ledger, links, statistics, undoing

urlpatterns = [
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/export/", ledger.export, name="ledger-export"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:batch_id>/", imports.one_import, name="import"),
    path("imports/<int:batch_id>/progress/", imports.progress, name="import-progress"),
    path("imports/<int:batch_id>/confirm/", imports.confirm, name="import-confirm"),
    path("imports/<int:batch_id>/cancel/", imports.cancel, name="import-cancel"),
    path("imports/<int:batch_id>/undo/", undoing.undo, name="import-undo"),
    path("imports/<int:batch_id>/bad/", imports.bad_rows, name="import-bad"),
    path("adjustment/", adjustment.adjustment, name="adjustment"),
    path("adjustment/<int:round_id>/", adjustment.one_round, name="adjustment-round"),
    path("adjustment/<int:round_id>/close/", adjustment.close, name="adjustment-close"),
    path("links/<int:record_id>/", links.links, name="links"),
]
