"""The files of a published record: the address of each, which ends in its name, and how it is handed out."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse
from django.urls import reverse

from gongkai.kit.public_root import last_part
from gongkai.portal.downloads import UNFIT, as_file
from gongkai.portal.static_pages.headers import SANDBOX, SHOWN
from gongkai.records.published import PublicRecord

PDF = "application/pdf"


def files_of(found: PublicRecord) -> list[dict[str, str]]:
    """Each file of the page: `name` without ending, `kind`, `size` in words, `address`."""
    return [
        {
            "name": one.stem,
            "kind": one.kind,
            "size": one.size_words,
            "address": address_of(found.number, one.digest, one.name),
        }
        for one in found.files
    ]


def address_of(number: str, digest: str, name: str) -> str:
    """The one address of a file: a web server can send it from there under its name without being told of it."""
    return reverse("portal:record-file", args=(number, digest, last_part(name)))


def handed_out(name: str, data: bytes) -> HttpResponse:
    """The file under its name; only a PDF is shown by the browser, everything else is saved and can run nothing."""
    if not name.lower().endswith(SHOWN):
        response = as_file(data, name, "application/octet-stream")
        response["Content-Security-Policy"] = SANDBOX
        return response
    response = HttpResponse(data, content_type=PDF)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(UNFIT.sub('_', name))}"
    response["Content-Length"] = str(len(data))
    return response
