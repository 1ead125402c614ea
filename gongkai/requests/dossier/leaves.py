"""What goes into a dossier: each leaf a paper or a file with its part, number, day, bytes and the hash of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from gongkai.papers.libreoffice import NotConverted
from gongkai.screening.as_pages import as_pages
from gongkai.screening.cleaning import clean_file
from gongkai.screening.errors import CannotClean, CannotScreen


@dataclass(frozen=True, slots=True)
class Leaf:
    """One document of the dossier. `pdf` is None where it cannot be bound as pages: it lies in the package only."""

    part: str
    title: str
    on: date
    data: bytes
    pdf: bytes | None
    name: str
    number: str = ""
    author: str = ""
    note: str = ""

    @property
    def hash(self) -> str:
        """SHA-256 of the document as it lies in the house."""
        return sha256(self.data).hexdigest()


def of_pdf(part: str, title: str, on: date, pdf: bytes, *, number: str = "", author: str = "") -> Leaf:
    """A leaf that is a PDF already."""
    return Leaf(part, title, on, pdf, pdf, f"{title}.pdf", number, author)


def of_file(part: str, title: str, on: date, name: str, data: bytes, *, author: str = "") -> Leaf:
    """A leaf of any file: as pages where this house can print it, else an electronic file of the package."""
    try:
        # A strange file is made anew from its pages by the screening's own process before anything here opens it.
        pages = clean_file("pages.pdf", as_pages(name, data).data).data
    except (CannotScreen, CannotClean, NotConverted):
        return Leaf(part, title, on, data, None, name, "", author, "电子件")
    return Leaf(part, title, on, data, pages, name, "", author)
