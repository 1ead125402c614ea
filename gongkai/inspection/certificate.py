"""The site's certificate: until when it holds, and whether a browser would trust it."""

from __future__ import annotations

import socket
import ssl
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime

from cryptography import x509

from gongkai.inspection.asking import Site
from gongkai.kit.clock import day_of

# What OpenSSL found, as people are told; anything else in its own words.
_WHY = {
    10: "已经过期",
    9: "还没有生效",
    18: "是自签名证书",
    19: "由不受信任的机构签发",
    20: "由不受信任的机构签发",
    62: "不是为这个网址签发的",
}


@dataclass(frozen=True, slots=True)
class Certificate:
    """`until`: the last day in Beijing, None where none could be read. `fault`: why browsers refuse it, or empty."""

    until: date | None
    fault: str

    def left(self, now: datetime) -> int:
        """The days left; nought without a certificate."""
        return (self.until - day_of(now)).days if self.until else 0


def certificate_of(site: Site) -> Certificate | None:
    """The certificate; None for a site without TLS or one that does not answer at all."""
    if site.scheme != "https":
        return None
    try:
        return Certificate(_until(site), "")
    except ssl.SSLCertVerificationError as error:
        fault = _WHY.get(error.verify_code, str(error.verify_message))
    except OSError:
        return None
    try:
        return Certificate(_until(replace(site, trusted=False)), fault)
    except OSError:
        return Certificate(None, fault)


def _until(site: Site) -> date:
    plain = socket.create_connection((site.host, site.port), timeout=site.limit)
    with closing(plain), site.context().wrap_socket(plain, server_hostname=site.host) as secured:
        data = secured.getpeercert(binary_form=True)
    assert data is not None  # a server always shows one
    return day_of(x509.load_der_x509_certificate(data).not_valid_after_utc)
