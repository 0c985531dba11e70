"""A closed file opens whole by its passphrase, or not at all."""

import io

import pytest

from seed.backups import closed

PASSPHRASE = "empat kata yang panjang"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of ten bytes, and little work: what is tested is how they hang together."""
    monkeypatch.setattr(closed, "_PIECE", 10)
    monkeypatch.setattr(closed, "STRENGTH", 4)


def close(plain: bytes, passphrase: str = PASSPHRASE) -> bytes:
    closed.close(io.BytesIO(plain), out := io.BytesIO(), passphrase)
    return out.getvalue()


def opened(content: bytes, passphrase: str = PASSPHRASE) -> bytes:
    closed.open_into(io.BytesIO(content), out := io.BytesIO(), passphrase)
    return out.getvalue()


@pytest.mark.parametrize("size", [0, 1, 9, 10, 11, 20, 35])
def test_what_was_closed_comes_out(size: int) -> None:
    plain = bytes(range(size))
    assert opened(close(plain)) == plain
    assert close(plain) != close(plain)  # a key and a nonce of its own each time


def test_no_changed_byte_is_taken() -> None:
    content = close(bytes(25))
    for nth in range(len(content)):
        changed = bytearray(content)
        changed[nth] ^= 1
        with pytest.raises(closed.PassphraseError):
            opened(bytes(changed))


def test_no_piece_may_be_missing_moved_or_added() -> None:
    content, size = close(bytes(range(30))), 10 + closed._TAG
    head, pieces = content[: closed._HEAD], content[closed._HEAD :]
    one, two, three = (pieces[nth * size :][:size] for nth in range(3))
    assert opened(head + one + two + three) == bytes(range(30))
    for wrong in (b"", one, one + two, two + one + three, one + three, one + two + three + three):
        with pytest.raises(closed.PassphraseError):
            opened(head + wrong)


def test_another_passphrase_and_too_much_work_are_refused() -> None:
    content = close(b"data")
    strength = len(closed._MAGIC)
    for given, passphrase in ((content, "kata yang lain"), (content[:5], PASSPHRASE)):
        with pytest.raises(closed.PassphraseError):
            opened(given, passphrase)
    with pytest.raises(closed.PassphraseError):
        opened(content[:strength] + bytes([40]) + content[strength + 1 :])
