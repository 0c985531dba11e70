"""A file closed by a passphrase: scrypt makes the key, AES-256-GCM closes one piece after another.

Each piece's nonce has its number and whether it is the last (STREAM: Hoang, Reyhanitabar, Rogaway, Vizár 2015), and
each is bound to the head: a piece that is missing, moved, added or changed does not open.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SHORTEST = 12
"""Characters of a passphrase: who has the file may try as many as their computers can."""

STRENGTH = 17
"""The logarithm of scrypt's cost: 128 MB and a third of a second for each passphrase that is tried (OWASP, 2023)."""

_MAGIC = b"perisai-cadangan-1\n"
_SALT, _PREFIX, _TAG = 16, 7, 16
_HEAD = len(_MAGIC) + 1 + _SALT + _PREFIX
_PIECE = 1 << 20
_STRONGEST = 20  # a file that asks for more is somebody's attempt to take all memory


class PassphraseError(ValueError):
    """The passphrase is another one, or the file was changed: which of the two cannot be known."""


def is_closed(file: Path) -> bool:
    """Whether a passphrase closes the file. Raises OSError."""
    with file.open("rb") as opened:
        return opened.read(len(_MAGIC)) == _MAGIC


def close(plain: IO[bytes], out: IO[bytes], passphrase: str) -> None:
    """Write what `plain` has, closed. Raises OSError."""
    head = _MAGIC + bytes([STRENGTH]) + os.urandom(_SALT + _PREFIX)
    cipher = _cipher(head, passphrase)
    out.write(head)
    for number, piece, last in _pieces(plain, _PIECE):
        out.write(cipher.encrypt(_nonce(head, number, last), piece, head))


def open_into(file: IO[bytes], out: IO[bytes], passphrase: str) -> None:
    """Write what a closed file has. Raises PassphraseError, with a part of it written, and OSError."""
    head = file.read(_HEAD)
    if len(head) < _HEAD or head[len(_MAGIC)] > _STRONGEST:
        raise PassphraseError
    cipher = _cipher(head, passphrase)
    try:
        for number, piece, last in _pieces(file, _PIECE + _TAG):
            out.write(cipher.decrypt(_nonce(head, number, last), piece, head))
    except InvalidTag as error:
        raise PassphraseError from error


def _pieces(file: IO[bytes], size: int) -> Iterator[tuple[int, bytes, bool]]:
    number, piece = 0, file.read(size)
    while True:
        following = file.read(size)
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following


def _nonce(head: bytes, number: int, last: bool) -> bytes:
    return head[-_PREFIX:] + number.to_bytes(4, "big") + bytes([last])


def _cipher(head: bytes, passphrase: str) -> AESGCM:
    strength, salt = head[len(_MAGIC)], head[len(_MAGIC) + 1 : -_PREFIX]
    return AESGCM(Scrypt(salt=salt, length=32, n=1 << strength, r=8, p=1).derive(passphrase.encode()))
