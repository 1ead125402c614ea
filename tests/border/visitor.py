"""A visitor who asks for anything, exactly as typed, and looks into whatever comes back."""

from __future__ import annotations

import http.client
import io
import re
import zipfile
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

PATIENCE = 60
LINK = re.compile(
    r"""(?:href|src|action|data-suggest)=["']([^"']+)["']|<loc>([^<]+)</loc>|"(https?://[^"]+|/[^"\s]*)\""""
)
# What differs from one answer to the next without telling anything.
PASSING = {"date", "content-length", "etag", "last-modified"}
SECONDS = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, with everything in it made readable."""

    asked: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def __getitem__(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")

    def text(self) -> str:
        """Headers, body, and what is packed into it; percent signs undone."""
        parts = [" ".join(value for _, value in self.headers), self.body.decode("utf-8", "replace")]
        if self.body.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(self.body)) as packed:
                parts += [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
        found = "\n".join(parts)
        return found + "\n" + unquote(found) if "%" in found else found

    def like(self, own: str) -> tuple[object, ...]:
        """What can be compared with the answer to another question, `own` being what the two asked for."""
        told = tuple(sorted((key, self._past(key, value)) for key, value in self.headers if key.lower() not in PASSING))
        return self.status, repr(told).replace(own, "·"), self.body.decode("utf-8", "replace").replace(own, "·")

    def _past(self, key: str, value: str) -> str:
        """An hour of expiry by how far it lies from the answer's own: two answers may fall into two seconds."""
        said = next((one for name, one in self.headers if name.lower() == "date"), "")
        if key.lower() != "expires" or not said:
            return value
        apart = (parsedate_to_datetime(value) - parsedate_to_datetime(said)).total_seconds()
        return "now" if abs(apart) <= SECONDS else f"{apart:.0f} s"


class Visitor:
    """One connection to the site. Nothing that is asked is put in order first."""

    def __init__(self, address: str, headers: dict[str, str] | None = None) -> None:
        self.host = urlsplit(address).netloc
        self.always = headers or {}
        self.line = http.client.HTTPConnection(self.host, timeout=PATIENCE)

    def ask(self, asked: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """Ask; keyword arguments are headers with underscores for hyphens."""
        sent = self.always | {name.replace("_", "-"): value for name, value in headers.items()}
        for attempt in (1, 2):
            try:
                self.line.putrequest(method, asked, skip_host="Host" in sent, skip_accept_encoding=True)
                for name, value in sent.items():
                    self.line.putheader(name, value)
                if body is not None:
                    self.line.putheader("Content-Length", str(len(body)))
                self.line.endheaders(body)
                got = self.line.getresponse()
                return Answer(f"{method} {asked}", got.status, tuple(got.getheaders()), got.read())
            except (http.client.HTTPException, ConnectionError):
                self.leave()
                self.line = http.client.HTTPConnection(self.host, timeout=PATIENCE)
                if attempt == 2:
                    raise
        raise AssertionError("not reached")

    def leave(self) -> None:
        """Hang up."""
        self.line.close()

    def own(self, link: str, page: str) -> str:
        """The address on this site that a link leads to, or nothing."""
        link = link.replace("&amp;", "&").partition("#")[0]
        if link.startswith("?"):
            return page.partition("?")[0] + link
        parts = urlsplit(link)
        if (parts.netloc and parts.netloc != self.host) or parts.scheme not in ("", "http", "https"):
            return ""
        if not parts.path.startswith("/"):
            return ""
        return parts.path + (f"?{parts.query}" if parts.query else "")
