"""One file of a published record, at its own address; the short address of earlier days leads there."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from gongkai.kit.files import FileLost
from gongkai.kit.public_root import last_part
from gongkai.kit.who import VISITOR
from gongkai.portal.record_files import address_of, handed_out
from gongkai.records import published

GONE, MISSING = 410, 404


def download(request: HttpRequest, number: str, digest: str, name: str = "") -> HttpResponse:
    """The file of what is public under that number; 410 when it was withdrawn, 404 for anything else."""
    try:
        found = published.file_of(VISITOR, number, digest)
    except FileLost as lost:
        raise Http404 from lost
    if found is None:
        if published.was_withdrawn(VISITOR, number):
            return render(request, "portal/record_missing.html", {"here": "records", "gone": True}, status=GONE)
        return render(request, "portal/record_missing.html", {"here": "records"}, status=MISSING)
    its_name, data = found
    if name != last_part(its_name):
        return HttpResponsePermanentRedirect(address_of(number, digest, its_name))
    return handed_out(its_name, data)
