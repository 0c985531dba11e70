"""What stands beside a payment: paid, cancelled, paid back, or nothing that is known."""

import polars as pl
import pytest

from seed.values.statuses import CANCELLED, REVERSED, STANDS, remarks, statuses

UNKNOWN = "unknown_status"


def read(reader, text):
    """A text's value, or the rule that it breaks."""
    ((value, rule),) = reader(pl.Series([text])).select("value", "rule").rows()
    return value or rule


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((word, CANCELLED) for word in ("BATAL", "batal", "Dibatalkan", "VOID", "GAGAL", "Cancelled", "Ditolak")),
        *(
            (word, CANCELLED)
            for word in ("BATAL - salah input", "Transaksi dibatalkan", "VOID 15-06-2019", "Tidak Berhasil")
        ),
        *((word, REVERSED) for word in ("Reversal", "RETUR", "refund", "Dikembalikan", "Pengembalian dana")),
        *(
            (word, STANDS)
            for word in ("LUNAS", "Berhasil", "SUKSES", "paid", "Sudah Bayar", "posted", "Settled", " Lunas ")
        ),
        *((word, STANDS) for word in ("Aktif", "NON-AKTIF", "nonaktif", "BPU", "Mandiri", "Peserta Baru")),
        *((word, UNKNOWN) for word in ("Pending", "00", "1", "Belum Bayar", "tidak batal", "belum dibatalkan", "???")),
        *((word, UNKNOWN) for word in ("Lunas (batal)", "batal lalu lunas", "proses")),
    ],
)
def test_a_status(text, value):
    assert read(statuses, text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("titipan ketua RT", STANDS), ("lunas", STANDS), ("setor kolektif Juni", STANDS), ("BATAL", CANCELLED)),
        *(
            ("reversal", REVERSED),
            ("Koreksi", UNKNOWN),
            ("koreksi BLTH Juni", STANDS),
            ("pengganti pembayaran yang batal bulan lalu", UNKNOWN),
            ("tidak batal", UNKNOWN),
        ),
    ],
)
def test_a_remark_counts_only_where_it_speaks_of_a_cancellation(text, value):
    assert read(remarks, text) == value
