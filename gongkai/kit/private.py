"""Personal data at rest: sealed with the platform's key, found again by blind indexes, sealed one way from outside.

Three things for three needs. `seal`/`open_sealed` keep what people of the desk may read. `blind` gives the same word
for the same person without telling who. `drop`/`pick_up` let the public side hand something in that it cannot read
back: it holds only the drop box's public half.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import unicodedata
from functools import cache
from hashlib import scrypt, sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

AES, SM4 = b"A", b"S"
NONCE, TAG, POINT = 12, 16, 32
KEY_FILE, BOX_FILE, BOX_PUBLIC_FILE = "data.key", "intake.key", "intake.pub"


class Unreadable(Exception):
    """Sealed data that this platform's key does not open: another key, or changed bytes."""

    def __init__(self, what: str = "加密数据") -> None:
        self.sentence = f"{what}无法解密：密钥不符或者数据已被改动。请核对数据密钥的配置，再从备份中恢复。"
        super().__init__(self.sentence)


def seal_bytes(data: bytes, key: bytes | None = None) -> bytes:
    """The bytes sealed by the chosen cipher (GONGKAI_CIPHER: aes or sm4); `key` of 32 bytes, the platform's if None."""
    used = key or _data_key()
    nonce = os.urandom(NONCE)
    if settings.CIPHER == "sm4":
        maker = Cipher(algorithms.SM4(used[:16]), modes.GCM(nonce)).encryptor()
        return SM4 + nonce + maker.update(data) + maker.finalize() + maker.tag
    return AES + nonce + AESGCM(used).encrypt(nonce, data, None)


def open_bytes(sealed: bytes, key: bytes | None = None) -> bytes:
    """What `seal_bytes` was given. Raises Unreadable."""
    used = key or _data_key()
    kind, nonce, body = sealed[:1], sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
    try:
        if kind == SM4:
            reader = Cipher(algorithms.SM4(used[:16]), modes.GCM(nonce, body[-TAG:])).decryptor()
            return reader.update(body[:-TAG]) + reader.finalize()
        if kind == AES:
            return AESGCM(used).decrypt(nonce, body, None)
    except (InvalidTag, ValueError) as error:
        raise Unreadable from error
    raise Unreadable


def seal(value: Any, key: bytes | None = None) -> str:
    """A JSON value sealed, as text for a database column."""
    said = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return base64.b64encode(seal_bytes(said, key)).decode()


def open_sealed(sealed: str, key: bytes | None = None) -> Any:
    """The JSON value again. Raises Unreadable."""
    try:
        raw = base64.b64decode(sealed, validate=True)
    except ValueError as error:
        raise Unreadable from error
    return json.loads(open_bytes(raw, key))


def blind(kind: str, value: str) -> str:
    """64 hex digits, the same for the same value of that kind, whatever its spaces, width, case; empty for nothing."""
    plain = "".join(unicodedata.normalize("NFKC", value).casefold().split())
    if not plain:
        return ""
    return hmac.new(_derived(b"blind index"), f"{kind}:{plain}".encode(), sha256).hexdigest()


def drop(data: bytes) -> bytes:
    """Sealed so that only the inside can read it; whoever sealed it cannot."""
    theirs = X25519PublicKey.from_public_bytes(_box_public())
    own = X25519PrivateKey.generate()
    point = own.public_key().public_bytes_raw()
    return point + seal_bytes(data, _agreed(own.exchange(theirs), point))


def pick_up(sealed: bytes) -> bytes:
    """What was dropped. Raises Unreadable; only the inside holds the key."""
    own = X25519PrivateKey.from_private_bytes(_box_key())
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(sealed[:POINT]))
    except ValueError as error:
        raise Unreadable("收到的材料") from error
    return open_bytes(sealed[POINT:], _agreed(shared, sealed[:POINT]))


def card_key(number: str, code: str) -> tuple[str, bytes]:
    """Where an applicant's card lies and what opens it, from receipt number and query code: slow on purpose."""
    salt = sha256(f"gongkai card {number}".encode()).digest()
    plain = "".join(unicodedata.normalize("NFKC", code).upper().split()).replace("-", "")
    stretched = scrypt(plain.encode(), salt=salt, n=2**14, r=8, p=1, dklen=64)
    return stretched[:32].hex(), stretched[32:]


def _agreed(shared: bytes, point: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=point, info=b"gongkai intake").derive(shared)


def _derived(use: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"gongkai " + use).derive(_data_key())


def _data_key() -> bytes:
    return _key(KEY_FILE, settings.HOME, settings.DATA_KEY)


def _box_key() -> bytes:
    return _key(BOX_FILE, settings.HOME, settings.INTAKE_KEY)


def _box_public() -> bytes:
    if settings.INTAKE_PUBLIC_KEY:
        return base64.b64decode(settings.INTAKE_PUBLIC_KEY)
    place = _folder() / BOX_PUBLIC_FILE
    if not place.exists():
        _box_key()
    return base64.b64decode(place.read_text())


def _folder() -> Path:
    return Path(settings.HOME) / "keys"


@cache
def _key(file: str, home: str | Path, said: str) -> bytes:
    """From the environment, else from the home's own file, made at the first need; 32 bytes."""
    if said:
        return base64.b64decode(said)
    place = Path(home) / "keys" / file
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return base64.b64decode(place.read_text())
    made = os.urandom(32)
    with os.fdopen(handle, "w") as out:
        out.write(base64.b64encode(made).decode())
    if file == BOX_FILE:
        public = X25519PrivateKey.from_private_bytes(made).public_key()
        raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        (place.parent / BOX_PUBLIC_FILE).write_text(base64.b64encode(raw).decode())
    return made
