"""Files handed in from outside, piece by piece: put in sealed, told apart by the upload's secret, put together inside.

A dropped connection costs the piece that was on its way. Whoever holds the secret may ask which pieces have arrived.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, router, transaction
from django.db.models import Sum

from gongkai.kit.action import Refused
from gongkai.kit.private import drop, pick_up
from gongkai.kit.who import Actor
from gongkai.requests.models import Piece

MEBIBYTE = 1024 * 1024
LARGEST_PIECE = MEBIBYTE
# How large the pieces are that are made here; a lost connection costs one.
PIECE = 256 * 1024
SHORTEST_SECRET, LONGEST_SECRET = 32, 64
# What no envelope claims after this is forgotten.
KEPT = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in: the hash of the upload's secret, and what it must be when put together."""

    upload: str
    name: str
    size: int
    pieces: int
    digest: str
    role: str = "application"


class Lost(Exception):
    """Pieces are missing or are not what they were; the sentence names the file."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.sentence = f"“{name}”没有传完整，请申请人重新提交这份文件。"


def place_of(secret: str) -> str:
    """Where the pieces of an upload lie. Raises Refused "upload-secret"."""
    if not SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET or not secret.isalnum() or not secret.isascii():
        raise Refused("upload-secret", "上传标识不正确，没有收下。请刷新页面后重新选择文件。")
    return sha256(f"gongkai upload {secret}".encode()).hexdigest()


def positions(asking: Actor, secret: str) -> tuple[int, ...]:
    """Which pieces of an upload have arrived."""
    rows = Piece.objects.filter(upload=place_of(secret)).order_by("position")
    return tuple(rows.values_list("position", flat=True))


def put_piece(asking: Actor, secret: str, position: int, data: bytes, digest: str, now: datetime) -> None:
    """Take one piece, the same twice being one. Raises Refused "upload-secret", "piece-size", "piece-digest" or
    "piece-conflict"; "uploads-full" where more lies unclaimed than the site has room for."""
    place = place_of(secret)
    most = settings.REQUEST_FILE_MB * MEBIBYTE
    if not data or len(data) > LARGEST_PIECE or not 0 <= position < most // 1024:
        raise Refused("piece-size", "上传的分片大小不正确，没有收下。请刷新页面后重新选择文件。")
    if sha256(data).hexdigest() != digest:
        raise Refused("piece-digest", "上传的分片在途中损坏，没有收下。请重传。")
    if room_taken(place) + len(data) > most:
        raise Refused("piece-size", f"文件超过 {settings.REQUEST_FILE_MB} MB，没有收下。请压缩图片或者分成几份。")
    if not Piece.objects.filter(upload=place).exists() and room_taken() > settings.UPLOADS_WAITING_MB * MEBIBYTE:
        raise Refused("uploads-full", "正在上传的文件过多，暂时没有收下。请过一会儿再传，或者不带附件先提交。")
    row = Piece(upload=place, position=position, sealed=drop(data), size=len(data), digest=digest, at=now)
    try:
        with transaction.atomic(using=router.db_for_write(Piece)):
            row.save(force_insert=True)
    except IntegrityError as error:
        kept = Piece.objects.filter(upload=place, position=position).values_list("digest", flat=True).first()
        if kept != digest:
            raise Refused("piece-conflict", "同一处已经传过别的内容，没有收下。请删去这份文件后重新选择。") from error


def room_taken(place: str = "") -> int:
    """How many bytes lie in pieces, of one upload or of all."""
    rows = Piece.objects.filter(upload=place) if place else Piece.objects.all()
    return int(rows.aggregate(total=Sum("size"))["total"] or 0)


def complete(upload: Upload) -> bool:
    """Whether every piece has arrived, by count and size."""
    sizes = dict(Piece.objects.filter(upload=upload.upload).values_list("position", "size"))
    whole = sorted(sizes) == list(range(upload.pieces)) and sum(sizes.values()) == upload.size
    return whole and 0 < upload.size <= settings.REQUEST_FILE_MB * MEBIBYTE


def assembled(upload: Upload) -> bytes:
    """The file again; only the inside can. Raises Lost, Unreadable."""
    rows = Piece.objects.filter(upload=upload.upload).order_by("position")
    data = b"".join(pick_up(bytes(sealed)) for sealed in rows.values_list("sealed", flat=True))
    if len(data) != upload.size or sha256(data).hexdigest() != upload.digest:
        raise Lost(upload.name)
    return data


def forget(uploads: Iterable[Upload]) -> None:
    """Remove the pieces of files that were taken in."""
    Piece.objects.filter(upload__in=[one.upload for one in uploads]).delete()


def sweep(now: datetime, claimed: Iterable[str] = (), most: int = 500) -> int:
    """Remove pieces that no form claimed in time, but for those of the uploads `claimed`; how many went."""
    rows = Piece.objects.filter(at__lt=now - KEPT).exclude(upload__in=list(claimed)).order_by("at")
    old = list(rows.values_list("pk", flat=True)[:most])
    Piece.objects.filter(pk__in=old).delete()
    return len(old)
