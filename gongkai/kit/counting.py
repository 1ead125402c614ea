"""Several numbers in one question to the database: a count as a value beside others."""

from __future__ import annotations

from django.db.models import IntegerField, Subquery


class HowMany(Subquery):
    """How many rows a queryset has, as an annotation; a slice is counted no further than its end."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
    # A queryset that is known to be empty is not asked at all.
    empty_result_set_value = 0
