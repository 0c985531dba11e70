"""Keyed hashes of NIK and KPJ: the database recognises a person again and never holds who they are."""

import hmac

import polars as pl


class SecretError(ValueError):
    """The branch's secret is missing or is not the one that its rows were hashed with."""


def kpj_hashes(numbers: pl.Series, secret: str) -> pl.Series:
    """The hash of each KPJ, 64 hexadecimal digits; null stays null."""
    return _hashes("kpj", numbers, secret)


def nik_hashes(numbers: pl.Series, secret: str) -> pl.Series:
    """The hash of each NIK, which no KPJ's can equal; null stays null."""
    return _hashes("nik", numbers, secret)


def secret_check(branch: str, secret: str) -> str:
    """What a branch keeps to tell its secret from another one; the secret cannot be worked out from it."""
    return _hash(secret, f"check:{branch}")


def _hashes(purpose: str, numbers: pl.Series, secret: str) -> pl.Series:
    # One Python call for each number, not for each row: a participant pays many times.
    distinct = numbers.unique().drop_nulls()
    hashes = pl.Series([_hash(secret, f"{purpose}:{number}") for number in distinct], dtype=pl.String)
    return numbers.replace_strict(distinct, hashes, default=None, return_dtype=pl.String)


def _hash(secret: str, text: str) -> str:
    if not secret:
        raise SecretError("the branch has no secret: set PERISAI_BRANCH_SECRET")
    return hmac.digest(secret.encode(), text.encode(), "sha256").hex()
